// Run by Node.js when the site is built: compiles Python with the very Python that the browser will run, and
// keeps its memory after everything that a chapter needs was imported. Usage: node make.mjs JOB.json
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

/**
 * What `grading/site/runtime.py` asks for.
 *
 * @typedef {{
 *   pyodide: string, sitePackages: string, archives: { folder: string, target: string, prefix: string }[],
 *   snapshot: { stdlib: string, packages: string, eager: string, prelude: string, target: string } | null
 * }} Job
 */

const [, , asked = ''] = process.argv;
/** @type {Job} */
const job = JSON.parse(fs.readFileSync(asked, 'utf8'));
/** @type {typeof import('../../../frontend/beside/pyodide')} */
const { loadPyodide } = await import(pathToFileURL(path.join(job.pyodide, 'pyodide.mjs')).href);

/**
 * The files below a folder by relative path.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function walk(folder, below = '') {
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const name = below ? `${below}/${entry.name}` : entry.name;
      return entry.isDirectory() ? walk(folder, name) : [name];
    });
}

const ARCHIVE = `
import zipfile, importlib._bootstrap_external as external

class Archive:
    """A zip of files in which Python code is compiled; the same files give the same bytes."""

    def __init__(self, prefix):
        self.prefix, self.zip = prefix, zipfile.ZipFile("/made.zip", "w")

    def add(self, name, data):
        data = data.to_bytes()
        if name.endswith(".py"):
            try:
                code = compile(data, self.prefix + name, "exec", dont_inherit=True)
            except SyntaxError:  # a template or a test of another Python
                pass
            else:
                name, data = name + "c", bytes(external._code_to_hash_pyc(code, bytes(8), False))
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type, entry._compresslevel = zipfile.ZIP_DEFLATED, 6
        self.zip.writestr(entry, data)
`;

/** Make the archives that are asked for: compiled Python, zipped. */
async function archives() {
  if (!job.archives.length) {
    return;
  }
  const python = await loadPyodide();
  python.runPython('import warnings; warnings.simplefilter("ignore")');
  python.runPython(ARCHIVE);
  for (const { folder, target, prefix } of job.archives) {
    const archive = python.globals.get('Archive')(prefix);
    for (const name of walk(folder)) {
      archive.add(name, new Uint8Array(fs.readFileSync(path.join(folder, name))));
    }
    archive.zip.close();
    fs.writeFileSync(target, python.FS.readFile('/made.zip'));
  }
}

/**
 * Start Python as the browser will, import everything, and keep its memory.
 *
 * @param {NonNullable<Job['snapshot']>} wanted
 */
async function snapshot({ stdlib, packages, eager, prelude, target }) {
  const python = await loadPyodide({ stdLibURL: stdlib, _makeSnapshot: true });
  for (const archive of [packages, eager]) {
    python.unpackArchive(new Uint8Array(fs.readFileSync(archive)), 'zip', { extractDir: job.sitePackages });
  }
  python.runPython(fs.readFileSync(prelude, 'utf8'));
  fs.writeFileSync(target, zlib.gzipSync(python.makeMemorySnapshot(), { level: 9 }));
}

try {
  await archives();
  if (job.snapshot) {
    await snapshot(job.snapshot);
  }
} catch (error) {
  console.error(String(error).slice(-2000)); // Node.js itself would print the whole of Pyodide with it
  process.exit(1);
}
process.exit(0);
