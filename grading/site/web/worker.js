// The worker of the kernel, begun by the page before JupyterLite is there to ask for it: Python starts while
// the page is still loading. JupyterLite's own worker comes after, and what it was told until then is repeated.
import { loadPyodide } from './runtime.js';

/**
 * @typedef {import('../../../frontend/types/worker').FromWorker} FromWorker
 * @typedef {import('../../../frontend/types/worker').ToWorker} ToWorker
 * @typedef {import('../../../frontend/types/worker').Files} Files
 */

/** @type {unknown[]} */
const early = [];
const keep = (/** @type {MessageEvent} */ { data }) => data?.shequ !== 'files' && early.push(data);
addEventListener('message', keep);
/** @param {FromWorker} message */
const tell = message => postMessage(message);
// what Python wrote on other visits; the page may be long in answering
/** @type {Promise<Files>} */
const files = new Promise(come =>
  addEventListener('message', (/** @type {MessageEvent<ToWorker | undefined>} */ { data }) => {
    if (data?.shequ === 'files') {
      come(data.files);
    }
  })
);
tell({ shequ: 'listening' });
loadPyodide({ files }).then(
  () => tell({ shequ: 'ready' }),
  error => {
    console.error(error);
    tell({ shequ: 'failed', fetch: error instanceof TypeError }); // that is how fetch fails
  }
);
await import(WORKER);
removeEventListener('message', keep);
early.forEach(data => dispatchEvent(new MessageEvent('message', { data })));
