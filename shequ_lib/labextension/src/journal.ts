/**
 * Answers that are not in the file yet, kept in this browser, so that a tab that is closed loses none of them.
 *
 * An answer stands here from the moment it is typed until it is saved. When the chapter is opened next, it is
 * put into its cell, unless somebody has changed that cell meanwhile.
 */
import { PageConfig } from '@jupyterlab/coreutils';

/** How many answers that may have reached the file are remembered for an exercise. */
const SENT = 10;

/** An answer, and what the file may hold of its exercise: what was saved last, and what was sent since then. */
interface IEntry {
  source: string;
  before: string;
  /** A page that goes away does not learn whether what it sent has arrived. */
  sent?: string[];
}

export class Journal {
  /** @param path the notebook's path on this server. */
  constructor(path: string) {
    // The same path on the same port may be another course folder tomorrow.
    this.key = `shequ-course:unsaved ${PageConfig.getOption('serverRoot')} ${PageConfig.getBaseUrl()} ${path}`;
  }

  note(exercise: string, source: string, before: string): void {
    const entries = this.entries();
    entries[exercise] = { ...(entries[exercise] ?? { before }), source };
    this.write(entries);
  }

  /** Answers go to the file; only `saved` tells that they have arrived. */
  sending(answers: Map<string, string>): void {
    const entries = this.entries();
    for (const [exercise, entry] of Object.entries(entries)) {
      const source = answers.get(exercise);
      if (source !== undefined) {
        entry.sent = [...(entry.sent ?? []).filter(other => other !== source), source].slice(-SENT);
      }
    }
    this.write(entries);
  }

  /** An answer is saved; what was typed since then stays. */
  saved(exercise: string, source: string): void {
    const entries = this.entries();
    if (!entries[exercise]) {
      return;
    }
    if (entries[exercise].source === source) {
      delete entries[exercise];
    } else {
      entries[exercise] = { source: entries[exercise].source, before: source };
    }
    this.write(entries);
  }

  /** The answers that were not saved, by exercise, for cells that nobody else has changed. */
  unsaved(sources: Map<string, string>): Map<string, string> {
    const found = new Map<string, string>();
    for (const [exercise, { source, before, sent = [] }] of Object.entries(this.entries())) {
      const held = sources.get(exercise);
      if (held !== undefined && held !== source && [before, ...sent].includes(held)) {
        found.set(exercise, source);
      }
    }
    return found;
  }

  clear(): void {
    this.write({});
  }

  private entries(): Record<string, IEntry> {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? '{}');
    } catch {
      return {};
    }
  }

  private write(entries: Record<string, IEntry>): void {
    try {
      if (Object.keys(entries).length) {
        localStorage.setItem(this.key, JSON.stringify(entries));
      } else {
        localStorage.removeItem(this.key);
      }
    } catch {
      // a browser without storage: the notebook is saved all the same
    }
  }

  private key: string;
}
