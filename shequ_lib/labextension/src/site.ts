/** The self-study site (JupyterLite): what its page gives us and is told. In any other front end there is none. */
import type { INotebookContent } from '@jupyterlab/nbformat';

/** `window.shequ.site`, which the page of a chapter sets up before JupyterLite starts. */
export interface ISite {
  /** The release of the site's own copy of each chapter, by path. */
  releases: Record<string, string>;
  /** Where the page shows what is otherwise in the toolbar of a notebook. */
  tools: HTMLElement;
  /** The address of the page of a notebook, by the name that a link gives it. */
  address(name: string): string;
  /** Fetch the site's own copy of a chapter. */
  fresh(path: string): Promise<INotebookContent>;
  /** The notebook stands on the page, so that the text shown in the meantime may go when it is drawn. */
  shown(panel: HTMLElement, successor: ISuccessor): void;
  /** An answer was given and is about to be saved: should the page be left before, it must not be lost. */
  keep(path: string, exercise: string, source: string): void;
  /** An answer was saved. */
  answered(path: string, exercise: string, source: string): void;
}

/** What takes over the exercises from the page of a chapter. */
export interface ISuccessor {
  /** Hold an answer that was given on the page, and save it unless it is saved. */
  take(exercise: string, source: string): void;
  /** Show an answer that another tab gave, and saved, perhaps after this notebook was read. */
  hear(exercise: string, source: string): void;
  /** Check an exercise, as its form would ask for. */
  check(exercise: string): void;
}

export function site(): ISite | undefined {
  return (window as { shequ?: { site?: ISite } }).shequ?.site;
}
