/** The pages of the site: what Python writes into them, what this browser keeps, and what `site.js` offers to both. */
import type { INotebookContent } from '@jupyterlab/nbformat';

import type { Script } from '../../shequ_lib/labextension/src/answers/error';
import type { ICourseCell, ICourseNotebook } from '../../shequ_lib/labextension/src/metadata';
import type { ISite } from '../../shequ_lib/labextension/src/site';

/** `#shequ-course`, which `grading/site/pages.py` writes. */
export interface Course {
  script: Script;
  rulebook: string;
  /** The folder of the kernel. */
  kernel: string;
  /** JupyterLite's scripts, and what to ask for before they do. */
  scripts: string[];
  first: string[];
  /** The file of the year that is practised in chapter 14. */
  year: { file: string; what: string; version: number; keys: string[] /** Characters. */; longest: number };
  /** The record of what was played. */
  played: { file: string };
  homework: {
    format: string;
    version: number;
    /** Bytes of a file that is taken in. */
    largest: number;
    /** Characters of an answer that is. */
    longest: number;
  };
  chapters: Chapter[];
}

export interface Chapter {
  name: string;
  title: string;
  release: string;
  points: number;
  exercises: string[];
  /** By exercise. */
  titles: Record<string, string>;
  /** It is looked up, and no part of the way through the course. */
  reference: boolean;
}

// ---- a notebook, as JupyterLite keeps it in this browser ----

export type Text = string | string[];

export interface Output {
  output_type: string;
  data?: Record<string, Text>;
}

export interface Cell {
  cell_type: string;
  source: Text;
  metadata: { shequ?: ICourseCell };
  outputs?: Output[];
}

export interface Notebook {
  cells: Cell[];
  metadata: { shequ?: ICourseNotebook };
}

/** An entry of JupyterLite's table of files, by its path. */
export interface Stored {
  name: string;
  path: string;
  type: string;
  format: string;
  mimetype: string;
  created: string;
  last_modified: string;
  size: number;
  writable: boolean;
  content: Notebook;
}

// ---- the homework in one file (`grading/intake/homework_file.py`) ----

export interface Homework {
  format: string;
  version: number;
  name: string;
  rulebook: string;
  script: Script;
  saved: string;
  practice_year?: object;
  /** By chapter. */
  chapters: Record<string, { release: string; saved: string; answers: Record<string, string> }>;
}

// ---- JupyterLite ----

/** `#jupyter-config-data`, which `grading/site/lite.py` makes: of it, what the page adds to. */
export interface JupyterConfig {
  settingsOverrides?: Record<string, Record<string, unknown>>;
  litePluginSettings: Record<'@jupyterlite/pyodide-kernel-extension:kernel', { pyodideUrl?: string }>;
}

// ---- window.shequ ----

/** Answers by exercise. */
export type Answers = Map<string, string>;

export interface Place {
  path: string;
  exercise: string | null;
  time: number;
}

export interface Shequ {
  /** The address of the site. */
  root: URL;
  course: Course;
  /** What the keys of this site begin with. */
  STORE: string;
  /** An element of the page, which must be there. */
  element<E extends HTMLElement>(id: string, kind: new () => E): E;
  stored: {
    get(path: string): Promise<Stored | undefined>;
    names(): Promise<string[]>;
    put(models: Stored[]): Promise<unknown>;
  };
  beside: {
    names(): string[];
    get(name: string): string | null;
    put(name: string, text: string | null): void;
  };
  fresh(path: string): Promise<INotebookContent>;
  newModel(path: string): Promise<Stored>;
  keepAnswers(path: string, answers: Answers): Promise<void>;
  /** The key under which the answers of a chapter stand that are not saved yet. */
  keptKey(path: string): string;
  storeKept(): Promise<void>;
  remember(path: string, exercise: string | null): void;
  last(): Place | null;
  troubles(): Promise<string[]>;
  keepStorage(): void;
  /** Set by the page of a chapter alone: what the extension is given there, and the answers of a chapter not saved yet. */
  site: ISite & { kept(path: string): Record<string, string> };
}

declare global {
  interface Window {
    shequ: Shequ;
    /** The text of the chapter, which the page asked for before anything else. */
    shequText: Promise<Response>;
  }
  const shequ: Shequ;
}
