// The worker of the kernel, begun by the page before JupyterLite is there to ask for it: Python starts while
// the page is still loading. What JupyterLite's own worker says comes after.
import { loadPyodide } from './runtime.mjs';

loadPyodide().catch(console.error); // the kernel asks again, and tells the page
await import(WORKER);
