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
  /** The notebook stands on the page, so that the text shown in the meantime may go. */
  shown(panel: HTMLElement): void;
  /** An answer was given and is about to be saved: should the page be left before, it must not be lost. */
  keep(path: string, exercise: string, source: string): void;
  /** The answers that were kept and never saved, by exercise. */
  kept(path: string): Record<string, string>;
  /** An answer was saved. */
  answered(path: string, exercise: string, source: string): void;
}

export function site(): ISite | undefined {
  return (window as { shequ?: { site?: ISite } }).shequ?.site;
}
