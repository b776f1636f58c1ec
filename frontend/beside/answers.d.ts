/** `answers.js`, which lies beside the pages of the site when they are shipped: the answers of the extension, bundled. */
export * from '../../shequ_lib/labextension/src/answers';
