// The worker of the kernel, begun by the page before JupyterLite is there to ask for it: Python starts while
// the page is still loading. JupyterLite's own worker comes after, and what it was told until then is repeated.
import { loadPyodide } from './runtime.js';

const early = [];
const keep = event => early.push(event.data);
addEventListener('message', keep);
loadPyodide().then(
  () => postMessage({ shequ: 'ready' }),
  error => {
    console.error(error);
    postMessage({ shequ: 'failed', fetch: error instanceof TypeError }); // that is how fetch fails
  }
);
await import(WORKER);
removeEventListener('message', keep);
early.forEach(data => dispatchEvent(new MessageEvent('message', { data })));
