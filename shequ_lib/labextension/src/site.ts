/** The self-study site (JupyterLite): what its page gives us and is told. In any other front end there is none. */
import type { INotebookContent } from '@jupyterlab/nbformat';

/** `window.shequ.site`, which the page of a chapter sets up before JupyterLite starts. */
export interface ISite {
  /** The release of the site's own copy of each chapter, by path. */
  releases: Record<string, string>;
  /** Where the page shows what is otherwise in the toolbar of a notebook. */
  tools: HTMLElement;
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

const KEY = 'shequ-course:endless:';

/**
 * Answers whose code never ended, kept from visit to visit: where running code cannot be stopped, they must
 * not be run again until they have changed.
 */
export const endless = {
  has(path: string, exercise: string, source: string): boolean {
    try {
      return localStorage.getItem(`${KEY}${path}:${exercise}`) === source;
    } catch {
      return false; // a browser without storage forgets
    }
  },
  add(path: string, exercise: string, source: string): void {
    try {
      localStorage.setItem(`${KEY}${path}:${exercise}`, source);
    } catch {
      // then it is tried once more
    }
  },
  remove(path: string, exercise: string): void {
    try {
      localStorage.removeItem(`${KEY}${path}:${exercise}`);
    } catch {
      // nothing is kept
    }
  }
};
