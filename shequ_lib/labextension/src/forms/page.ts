/** All that a page without JupyterLab needs to show exercises. */
export * from '../answers';
export * from './index';
