// Python and JupyterLite, begun when something needs them, and what becomes of that.
import { mergedPlayed } from './played.js';

const { root, course, STORE } = shequ;
const SLOW = 40_000; // milliseconds after which a person is told that it takes long
const NOT_STARTED =
  '检查和动手部分要用的程序没有启动起来。答题和保存不受影响。请点“再试一次”；如果还不行，请换一个新一些的浏览器。';
const NOT_FETCHED =
  '检查和动手部分要用的文件没有取来，可能是网断了。答题和保存不受影响。连上以后，请点“再试一次”。';

/**
 * @typedef {object} Tell says how it goes.
 * @property {() => void} preparing
 * @property {() => void} slow
 * @property {(why: string) => void} failed
 * @property {() => void} outdated
 * @property {() => void} unkept
 *
 * @typedef {import('../../../frontend/types/worker').FromWorker} FromWorker
 * @typedef {import('../../../frontend/types/worker').ToWorker} ToWorker
 */

export class Start {
  /** @type {string | undefined} the exercise that a person wants checked */
  wanted;
  /** @type {string | undefined} why it did not start */
  why;
  begun = false;
  hasWritten = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** @type {() => void} */
  there = () => {};

  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    /**
     * Fulfilled when Python is there.
     *
     * @type {Promise<void>}
     */
    this.python = new Promise(there => {
      this.there = there;
    });
    /** @type {Map<string, string>} */
    this.files = new Map(); // what Python wrote on other visits and here, as the browser keeps it
    addEventListener('storage', () => this.hasWritten && this.isOutdated() && this.tell.outdated());
  }

  /**
   * Begin, if nothing has yet.
   *
   * @param {string | undefined} exercise is what a person wants checked.
   */
  begin(exercise = this.wanted) {
    this.wanted = exercise;
    if (this.why) {
      this.tell.failed(this.why);
      return;
    }
    if (this.begun) {
      return;
    }
    this.begun = true;
    this.tell.preparing();
    this.timer = setTimeout(() => this.tell.slow(), SLOW);
    try {
      this.startPython();
      this.startJupyter();
    } catch (error) {
      console.error(error);
      this.fail(NOT_STARTED);
    }
  }

  /** The notebook has taken over. */
  end() {
    clearTimeout(this.timer);
  }

  /** @param {string} why */
  fail(why) {
    clearTimeout(this.timer);
    this.why ??= why;
    this.tell.failed(this.why);
  }

  /** Let the kernel's worker begin now; JupyterLite gets it when it asks for one. */
  startPython() {
    const Original = window.Worker;
    const url = new URL(`${course.kernel}/worker.js`, root);
    const make = () => this.hand(new Original(url, { type: 'module' }));
    const first = make();
    /** @type {Worker | null} */
    let ahead = first;
    const events = new AbortController();
    const { signal } = events;
    /** @param {() => void} act */
    const done = act => {
      events.abort(); // what happens later is JupyterLite's
      act();
    };
    first.addEventListener('error', () => done(() => this.fail(NOT_STARTED)), { signal });
    first.addEventListener('messageerror', () => done(() => this.fail(NOT_STARTED)), { signal });
    const hear = (/** @type {MessageEvent<FromWorker | undefined>} */ { data }) => {
      if (data?.shequ === 'ready') {
        done(this.there);
      } else if (data?.shequ === 'failed') {
        done(() => this.fail(data.fetch ? NOT_FETCHED : NOT_STARTED));
      }
    };
    first.addEventListener('message', hear, { signal });
    window.Worker = new Proxy(Original, {
      construct(Target, given, asked) {
        if (/comlink\.worker\.[^/]*$/.test(String(given[0]))) {
          const worker = ahead ?? make();
          ahead = null;
          return worker;
        }
        return Reflect.construct(Target, given, asked);
      }
    });
  }

  /**
   * Hand a worker what Python wrote on other visits, and keep what it writes.
   *
   * @param {Worker} worker
   */
  hand(worker) {
    worker.addEventListener('message', (/** @type {MessageEvent<FromWorker | undefined>} */ { data }) => {
      if (data?.shequ === 'listening') {
        this.files = new Map(shequ.beside.names().map(name => [name, shequ.beside.get(name) ?? '']));
        /** @type {ToWorker} */
        const answer = { shequ: 'files', files: [...this.files] };
        worker.postMessage(answer);
      } else if (data?.shequ === 'file') {
        this.keep(data.name, data.text);
      }
    });
    return worker;
  }

  /**
   * @param {string} name
   * @param {string | null} text
   */
  keep(name, text) {
    if (name === course.played.file) {
      this.keepPlayed(text ?? '');
      return;
    }
    this.hasWritten = true;
    try {
      if (this.isOutdated()) {
        this.tell.outdated();
        return;
      }
      shequ.beside.put(name, text);
      text === null ? this.files.delete(name) : this.files.set(name, text);
    } catch (error) {
      console.warn(error);
      this.tell.unkept();
    }
  }

  /**
   * The record of what was played is a courtesy: no room for it costs nothing else.
   *
   * @param {string} text
   */
  keepPlayed(text) {
    const { file } = course.played;
    try {
      shequ.beside.put(file, mergedPlayed(shequ.beside.get(file) ?? '', text));
    } catch (error) {
      console.warn(error);
    }
  }

  /** Whether another window has kept something since that this Python does not know: it must not be lost. */
  isOutdated() {
    const names = new Set([...this.files.keys(), ...shequ.beside.names()]);
    names.delete(course.played.file);
    return [...names].some(name => shequ.beside.get(name) !== (this.files.get(name) ?? null));
  }

  /** Give JupyterLite its settings, which depend on the address, and load it. */
  startJupyter() {
    const element = shequ.element('jupyter-config-data', HTMLScriptElement);
    /** @type {import('../../../frontend/types/site').JupyterConfig} */
    const config = JSON.parse(element.text);
    const at = (/** @type {string} */ name) => root.pathname + name;
    Object.assign(config, {
      baseUrl: root.pathname,
      appUrl: '/notebooks',
      contentsStorageName: STORE,
      settingsStorageName: STORE,
      workspacesStorageName: STORE,
      fullStaticUrl: at('build'),
      fullLabextensionsUrl: at('extensions'),
      settingsUrl: at('build/schemas'),
      themesUrl: './build/themes',
      licensesUrl: './api/licenses'
    });
    const kernel = config.litePluginSettings['@jupyterlite/pyodide-kernel-extension:kernel'];
    kernel.pyodideUrl = at(`${course.kernel}/runtime.js`);
    if (matchMedia('(prefers-color-scheme: dark)').matches) {
      config.settingsOverrides ??= {};
      config.settingsOverrides['@jupyterlab/apputils-extension:themes'] = { theme: 'JupyterLab Dark' };
    }
    element.textContent = JSON.stringify(config);
    for (const file of course.first) {
      const link = Object.assign(document.createElement('link'), {
        rel: 'preload',
        as: 'script',
        href: at(file)
      });
      document.head.append(link);
    }
    for (const file of course.scripts) {
      const script = document.createElement('script');
      script.src = at(file);
      script.async = false; // one after the other
      script.onerror = () => this.fail(NOT_FETCHED);
      document.head.append(script);
    }
  }
}
