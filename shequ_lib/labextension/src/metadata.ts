/** What release wrote into a course notebook (`metadata.shequ`), for JupyterLab and for the pages of the site. */

/** `cell.metadata.shequ` */
export interface ICourseCell {
  role?: string;
  exercise?: string;
  kind?: string;
  stub?: string;
  /** It is for practice alone: checked in every edition, and no part of what is still to do. */
  unscored?: boolean;
  /** What the form of an exercise is drawn from (on the cell with the role `form`). */
  spec?: unknown;
  /** How a simulator begins (on its cell, which has the role `play`). */
  first?: unknown;
}

/** What release wrote about the notebook itself (`metadata.shequ`). */
export interface ICourseNotebook {
  chapter?: string;
  title?: string;
  edition?: string;
  script?: string;
  release?: string;
  /** Who is learning, noted by this page. */
  trainee?: { number: string; name: string };
  previous?: { chapter: string; title: string };
  next?: { chapter: string; title: string };
  /** The notebook in which words are looked up. */
  reference?: { chapter: string; title: string };
}
