// Python and JupyterLite, begun when something needs them, and what becomes of that.
const { root, course, STORE } = shequ;
const SLOW = 40_000; // milliseconds after which a person is told that it takes long
const NOT_STARTED =
  '检查和动手部分要用的程序没有启动起来。答题和保存不受影响。请点“再试一次”；如果还不行，请换一个新一些的浏览器。';
const NOT_FETCHED =
  '检查和动手部分要用的文件没有取来，可能是网断了。答题和保存不受影响。连上以后，请点“再试一次”。';

export class Start {
  /** @param tell says how it goes: `preparing()`, `slow()`, `failed(why)`, `outdated()`, `unkept()`. */
  constructor(tell) {
    this.tell = tell;
    /** Fulfilled when Python is there. */
    this.python = new Promise(there => (this.there = there));
    this.files = new Map(); // what Python wrote on other visits and here, as the browser keeps it
    addEventListener('storage', () => this.hasWritten && this.isOutdated() && this.tell.outdated());
  }

  /** Begin, if nothing has yet; `exercise` is what a person wants checked. */
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
    let ahead = make();
    const events = new AbortController();
    const { signal } = events;
    const done = act => {
      events.abort(); // what happens later is JupyterLite's
      act();
    };
    ahead.addEventListener('error', () => done(() => this.fail(NOT_STARTED)), { signal });
    ahead.addEventListener('messageerror', () => done(() => this.fail(NOT_STARTED)), { signal });
    const hear = ({ data }) => {
      if (data?.shequ === 'ready') {
        done(this.there);
      } else if (data?.shequ === 'failed') {
        done(() => this.fail(data.fetch ? NOT_FETCHED : NOT_STARTED));
      }
    };
    ahead.addEventListener('message', hear, { signal });
    window.Worker = class extends Original {
      constructor(script, options) {
        if (/comlink\.worker\.[^/]*$/.test(String(script))) {
          const worker = ahead ?? make();
          ahead = null;
          return worker;
        }
        super(script, options);
      }
    };
  }

  /** Hand a worker what Python wrote on other visits, and keep what it writes. */
  hand(worker) {
    worker.addEventListener('message', ({ data }) => {
      if (data?.shequ === 'listening') {
        this.files = new Map(shequ.beside.names().map(name => [name, shequ.beside.get(name)]));
        worker.postMessage({ shequ: 'files', files: [...this.files] });
      } else if (data?.shequ === 'file') {
        this.keep(data.name, data.text);
      }
    });
    return worker;
  }

  keep(name, text) {
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

  /** Whether another window has kept something since that this Python does not know: it must not be lost. */
  isOutdated() {
    const names = new Set([...this.files.keys(), ...shequ.beside.names()]);
    return [...names].some(name => shequ.beside.get(name) !== (this.files.get(name) ?? null));
  }

  /** Give JupyterLite its settings, which depend on the address, and load it. */
  startJupyter() {
    const element = document.getElementById('jupyter-config-data');
    const config = JSON.parse(element.textContent);
    const at = name => root.pathname + name;
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
      (config.settingsOverrides ??= {})['@jupyterlab/apputils-extension:themes'] = {
        theme: 'JupyterLab Dark'
      };
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
