/** All that a page without JupyterLab needs to show exercises. */
export * from '../answers';
export * from './index';
// tests compare it with Python's
export * as yearModel from './kinds/year_model';
