/** All that a page without JupyterLab needs to show a chapter's exercises and contents. */
export * from './answers';
export { Channel } from './channel';
export { ContentsView, type IContents, ways } from './contents';
export { drawFirst, readFirst } from './first';
export * from './forms';
export { headingOf } from './headings';
// tests compare it with Python's
export * as yearModel from './forms/year/model';
export { speak } from './texts';
