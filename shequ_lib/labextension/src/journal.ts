/**
 * Answers that are not in the file yet, kept in this browser, so that a tab that is closed loses none of them.
 *
 * An answer stands here from the moment it is typed until it is saved. When the chapter is opened next, it is
 * put into its cell, unless somebody has changed that cell meanwhile.
 */
import { PageConfig } from '@jupyterlab/coreutils';

/** An answer, and what its cell held when it was last saved. */
interface IEntry {
  source: string;
  before: string;
}

export class Journal {
  /** @param path the notebook's path on this server. */
  constructor(path: string) {
    // The same path on the same port may be another course folder tomorrow.
    this.key = `shequ-course:unsaved ${PageConfig.getOption('serverRoot')} ${PageConfig.getBaseUrl()} ${path}`;
  }

  note(exercise: string, source: string, before: string): void {
    const entries = this.entries();
    entries[exercise] = { source, before: entries[exercise]?.before ?? before };
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
      entries[exercise].before = source;
    }
    this.write(entries);
  }

  /** The answers that were not saved, by exercise, for cells that still hold what they held before. */
  unsaved(sources: Map<string, string>): Map<string, string> {
    const found = new Map<string, string>();
    for (const [exercise, { source, before }] of Object.entries(this.entries())) {
      if (sources.get(exercise) === before && source !== before) {
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
