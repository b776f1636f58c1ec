// The worker of the kernel, begun by the page before JupyterLite is there to ask for it: Python starts while
// the page is still loading. JupyterLite's own worker comes after, and what it was told until then is repeated.
import { loadPyodide } from './runtime.js';

const early = [];
const keep = ({ data }) => data?.shequ !== 'files' && early.push(data);
addEventListener('message', keep);
// what Python wrote on other visits; the page may be long in answering
const files = new Promise(come =>
  addEventListener('message', ({ data }) => data?.shequ === 'files' && come(data.files))
);
postMessage({ shequ: 'listening' });
loadPyodide({ files }).then(
  () => postMessage({ shequ: 'ready' }),
  error => {
    console.error(error);
    postMessage({ shequ: 'failed', fetch: error instanceof TypeError }); // that is how fetch fails
  }
);
await import(WORKER);
removeEventListener('message', keep);
early.forEach(data => dispatchEvent(new MessageEvent('message', { data })));
