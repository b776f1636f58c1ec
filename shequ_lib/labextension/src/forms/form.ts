/** What a form is to whoever shows it, and what it asks of them. */
import type { Script } from '../answers/error';

/** Who keeps the answer of one exercise: JupyterLab's document, or the page of the site. */
export interface Keeper {
  /** The whole text that the answer cell holds from now on; called at every change, while it is typed. */
  keep(source: string): void;
  /** A person asks for a check (self-study), or to run the code of a `table`. */
  check(): void;
}

/** What has become of the last answer; the form says it in its status line. */
export type State =
  | { is: 'saving' }
  | { is: 'saved' }
  /** `why` is a Chinese line in the chapter's script; the form offers to try again. */
  | { is: 'unsaved'; why: string }
  /** A check waits for Python. */
  | { is: 'waiting' }
  /** The result stands below. */
  | { is: 'checked' }
  /** It is saved, but the check did not come to its end; `why` says so. */
  | { is: 'unchecked'; why: string };

/** Whether an exercise holds no answer, one that is begun, or a complete one. */
export type Progress = 'none' | 'part' | 'whole';

export interface Form {
  readonly node: HTMLElement;
  /**
   * Show what the answer cell holds (opened, changed elsewhere); the keeper is not told. What cannot be read is
   * said in a line, and answering replaces it.
   */
  show(source: string): void;
  say(state: State): void;
  readonly progress: Progress;
  dispose(): void;
}

export interface FormOptions {
  script: Script;
  /** Whether the exercise can be checked here (the self-study edition). */
  check: boolean;
}
