/** `forms.js`, which lies beside the pages of the site when they are shipped: the forms of the extension, bundled. */
export * from '../../shequ_lib/labextension/src/page';
