/** `pyodide.js` of Pyodide 0.27, which lies beside the kernel when it is shipped: of it, what we call. */

export interface Python {
  FS: {
    writeFile(path: string, data: string): void;
    readFile(path: string): Uint8Array;
  };
  unpackArchive(archive: ArrayBuffer | Uint8Array, format: 'zip', options: { extractDir: string }): void;
  runPython(code: string): unknown;
  /** A module of Python, whose names can be set. */
  pyimport(name: 'shequ_lib.beside'): Beside;
  /** What code of ours made in Python: a function of two steps (`kernel/make.mjs`). */
  globals: { get(name: 'Archive'): (prefix: string) => Archive };
  makeMemorySnapshot(): Uint8Array;
  setStdout(options: Output): void;
  setStderr(options: Output): void;
}

/** `shequ_lib/beside.py`: of it, what the site sets. */
export interface Beside {
  to_browser: (name: string, text: string | undefined) => void;
}

/** A zip that Python writes; `ARCHIVE` in `kernel/make.mjs`. */
export interface Archive {
  add(name: string, data: Uint8Array): void;
  zip: { close(): void };
}

export interface Output {
  batched?: (text: string) => void;
}

export function loadPyodide(options?: {
  indexURL?: string;
  /** Where the standard library is; an empty address where the kept memory has it. */
  stdLibURL?: string;
  _loadSnapshot?: Promise<ArrayBuffer>;
  _makeSnapshot?: boolean;
}): Promise<Python>;
