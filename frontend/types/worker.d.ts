/** What the page of a chapter (`start.js`) and the kernel's worker (`worker.js`, `runtime.js`) say to each other. */

/** The name of each message stands in `shequ`; JupyterLite's own messages have none. */
export type FromWorker =
  | { shequ: 'listening' }
  | { shequ: 'ready' }
  /** `fetch`: something did not come over the network. */
  | { shequ: 'failed'; fetch: boolean }
  /** Python wrote a file; null if it took it away. */
  | { shequ: 'file'; name: string; text: string | null };

/** The answer to `listening`: what Python wrote on other visits. */
export type ToWorker = { shequ: 'files'; files: Files };

export type Files = [name: string, text: string][];

declare global {
  /** The address of JupyterLite's own worker, which `build.py` puts in the place of this word. */
  const WORKER: string;
}
