// Python for the notebooks: what JupyterLite's kernel imports in place of Pyodide (its setting `pyodideUrl`).
// Pyodide starts from the memory that was kept when the site was built; see kernel/prelude.py.
import { loadPyodide as load } from './pyodide.js';

const HERE = new URL('.', import.meta.url).href;
const SITE_PACKAGES = '/lib/python3.12/site-packages';

/**
 * @typedef {import('./pyodide.js').Python} Python
 * @typedef {import('../../../frontend/types/worker').FromWorker} FromWorker
 * @typedef {import('../../../frontend/types/worker').Files} Files
 */

/** @param {string} name */
const get = async name => {
  const response = await fetch(HERE + name);
  if (!response.ok) {
    throw new Error(`${name}: ${response.status}`);
  }
  return response;
};

/** @param {string} name */
const bytes = async name => (await get(name)).arrayBuffer();

/** The kept memory; the file is compressed, whatever the server can do. */
async function snapshot() {
  const { body } = await get('snapshot.gz');
  return new Response(body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** Compile Pyodide, also where the server does not say that the file is WebAssembly. */
async function compile() {
  const response = await get('pyodide.asm.wasm');
  return /^application\/wasm\b/.test(response.headers.get('Content-Type') ?? '')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** Let the compiling of Pyodide go on while the memory is still on its way. */
function compileAhead() {
  const module = compile();
  module.catch(() => {}); // Pyodide's own way is tried then
  const original = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (response, imports) => {
    WebAssembly.instantiateStreaming = original;
    try {
      const compiled = await module;
      return { module: compiled, instance: await WebAssembly.instantiate(compiled, imports) };
    } catch {
      return original.call(WebAssembly, response, imports);
    }
  };
}

/**
 * Pyodide from the kept memory; the archives come when they are needed.
 *
 * @param {Promise<ArrayBuffer>} eager
 */
async function quick(eager) {
  compileAhead();
  const python = await load({ indexURL: HERE, stdLibURL: 'data:,', _loadSnapshot: snapshot() });
  python.unpackArchive(await eager, 'zip', { extractDir: SITE_PACKAGES });
  python.runPython(`
import random, shequ_site
random.seed()
shequ_site.forget()
shequ_site.missing.update(("stdlib.zip", "packages.zip", "pandas.zip"))
`);
  return python;
}

/**
 * Pyodide without the kept memory: slower, for a browser that cannot take that.
 *
 * @param {Promise<ArrayBuffer>} eager
 */
async function slow(eager) {
  compileAhead();
  const packages = bytes('packages.zip');
  const python = await load({ indexURL: HERE, stdLibURL: HERE + 'stdlib.zip' });
  for (const archive of [packages, eager]) {
    python.unpackArchive(await archive, 'zip', { extractDir: SITE_PACKAGES });
  }
  python.runPython(`
import sys
sys.path_importer_cache.clear()
import shequ_site
shequ_site.missing.add("pandas.zip")
sys.meta_path.append(shequ_site.Later)
`);
  return python;
}

/**
 * Lay down what Python wrote on other visits, and hand each file that it writes now to the page (`start.js`).
 *
 * @param {Python} python
 * @param {Files} files
 */
function keepFiles(python, files) {
  for (const [name, text] of files) {
    python.FS.writeFile(`/home/pyodide/${name}`, text);
  }
  const beside = python.pyimport('shequ_lib.beside');
  beside.to_browser = (name, text) => {
    /** @type {FromWorker} */
    const message = { shequ: 'file', name, text: text ?? null };
    postMessage(message);
  };
}

/** @param {Promise<Files> | undefined} files */
async function start(files) {
  const eager = bytes('eager.zip');
  /** @type {Python} */
  let python;
  try {
    python = await quick(eager);
  } catch (error) {
    console.warn('starting without the kept memory', error);
    python = await slow(eager);
  }
  python.unpackArchive(await bytes('data.zip'), 'zip', { extractDir: '/home/pyodide' });
  python.runPython(`
import os, sys
os.chdir("/home/pyodide")
sys.path.remove("")
shequ_site.base = ${JSON.stringify(HERE)}
import pyodide_kernel
`);
  keepFiles(python, (await files) ?? []);
  return python;
}

/** @type {Promise<Python> | undefined} */
let started;

/**
 * What the kernel calls; its worker has begun long before, with the `files` of the page (worker.js).
 *
 * @param {{ stdout?: (text: string) => void, stderr?: (text: string) => void, files?: Promise<Files> }} options
 */
export async function loadPyodide({ stdout, stderr, files } = {}) {
  started ??= start(files);
  const python = await started;
  if (stdout) {
    python.setStdout({ batched: stdout });
    python.setStderr({ batched: stderr });
  }
  return python;
}
