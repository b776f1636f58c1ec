// Shared by both pages: the address of the site, what the site holds, and the answers in this browser.
import { given, putAnswers, textOf } from './notebook.js';

/**
 * @typedef {import('../../../frontend/types/site').Shequ} Shequ
 * @typedef {import('../../../frontend/types/site').Course} Course
 * @typedef {import('../../../frontend/types/site').Notebook} Notebook
 * @typedef {import('../../../frontend/types/site').Stored} Stored
 * @typedef {import('../../../frontend/types/site').Answers} Answers
 */

window.shequ = (() => {
  const root = new URL('..', import.meta.url); // this file is in a folder that tells the build
  /** @type {Course} */
  const course = JSON.parse(element('shequ-course', HTMLScriptElement).text);
  // One site is one folder on one server; another site on the same server has answers of its own.
  const STORE = `shequ-course ${root.pathname}`;
  const LAST = `${STORE} last`;
  const FILES = 'files'; // JupyterLite's table of notebooks, by path
  const PATIENCE = 8000; // milliseconds that the store may take to open; a page that was left can hold it up

  /** @type {Shequ['element']} */
  function element(id, kind) {
    const found = document.getElementById(id);
    return found instanceof kind ? found : fail(`#${id} is missing`);
  }

  // ---- the notebooks that JupyterLite keeps in this browser ----

  /**
   * @param {number} [version]
   * @returns {Promise<IDBDatabase>}
   */
  function open(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(STORE, version);
      let isGivenUp = false;
      /** @param {Error | null} error */
      const giveUp = error => {
        isGivenUp = true;
        clearTimeout(timer);
        reject(error);
      };
      const timer = setTimeout(() => giveUp(new Error('the store does not open')), PATIENCE);
      request.onupgradeneeded = () => {
        if (!request.result.objectStoreNames.contains(FILES)) {
          request.result.createObjectStore(FILES);
        }
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        resolve(request.result);
        if (isGivenUp) {
          request.result.close(); // nobody will
        }
      };
      request.onerror = () => giveUp(request.error);
      request.onblocked = () => giveUp(new Error('blocked'));
    });
  }

  /**
   * Do something with the table of notebooks; all of it is done, or nothing.
   *
   * @template Result
   * @param {IDBTransactionMode} mode
   * @param {(table: IDBObjectStore) => IDBRequest<Result>} action whose result is given back.
   * @returns {Promise<Result>}
   */
  async function files(mode, action) {
    let database = await open();
    if (!database.objectStoreNames.contains(FILES)) {
      const next = database.version + 1;
      database.close();
      database = await open(next);
    }
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(FILES, mode);
        const request = action(transaction.objectStore(FILES));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  /** @type {Shequ['stored']} */
  const stored = {
    get: path => files('readonly', table => table.get(path)),
    names: async () => (await files('readonly', table => table.getAllKeys())).map(String),
    async put(models) {
      await files('readwrite', table => {
        for (const model of models) {
          table.put(model, model.path);
        }
        return table.count();
      });
    }
  };

  /**
   * Read a notebook and write what `action` makes of it, in one transaction: no other tab comes between.
   *
   * @param {string} path
   * @param {(model: Stored | undefined) => Stored[]} action
   */
  async function change(path, action) {
    /** @type {unknown} */
    let failed;
    try {
      await files('readwrite', table => {
        /** @type {IDBRequest<Stored | undefined>} */
        const request = table.get(path);
        request.onsuccess = () => {
          try {
            action(request.result).forEach(model => table.put(model, model.path));
          } catch (error) {
            failed = error;
            table.transaction.abort();
          }
        };
        return request;
      });
    } catch (error) {
      throw failed ?? error;
    }
  }

  /**
   * The site's own copy of a notebook.
   *
   * @type {Shequ['fresh']}
   */
  async function fresh(path) {
    const response = await fetch(new URL(`files/${path}`, root), { cache: 'no-cache' });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    return response.json();
  }

  const releases = new Map(course.chapters.map(one => [`${one.name}.ipynb`, one.release]));

  /**
   * A chapter that was never opened in this browser, as JupyterLite stores it.
   *
   * @type {Shequ['newModel']}
   */
  async function newModel(path) {
    const now = new Date().toISOString();
    const content = /** @type {Notebook} */ (await fresh(path));
    return {
      name: path,
      path,
      type: 'notebook',
      format: 'json',
      mimetype: 'application/x-ipynb+json',
      created: now,
      last_modified: now,
      size: JSON.stringify(content).length,
      writable: true,
      content
    };
  }

  // ---- answers ----

  /**
   * Keep answers in this browser, beside those that are there. A chapter that was never opened is stored now, and
   * one of an earlier release is renewed around its answers; what the new one has no place for is set aside.
   *
   * @type {Shequ['keepAnswers']}
   */
  async function keepAnswers(path, answers) {
    /** @param {Stored | undefined} model */
    const isCurrent = model => model?.content?.metadata?.shequ?.release === releases.get(path);
    await alone(path, async () => {
      const spare = isCurrent(await stored.get(path)) ? null : await newModel(path); // no transaction waits for it
      await change(path, old => {
        /** @type {Stored[]} */
        const aside = [];
        const model = old && isCurrent(old) ? old : (spare ?? fail('the notebook was taken away'));
        if (model !== old) {
          const before = new Map(
            [...given(old?.content)].map(([exercise, cell]) => [exercise, textOf(cell)])
          );
          if (old && (putAnswers(model.content, before).length || !old.content?.metadata?.shequ)) {
            const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
            const name = `旧版本-${path.replace(/\.ipynb$/, '')}-${stamp}.ipynb`;
            aside.push({ ...old, name, path: name });
          }
        }
        if (putAnswers(model.content, answers).length) {
          fail('the notebook has no cell for an answer');
        }
        model.last_modified = new Date().toISOString();
        return [model, ...aside];
      });
    });
  }

  /** @type {Shequ['keptKey']} */
  const keptKey = path => `${STORE} kept ${path}`;

  /** Store what was answered on pages that were left before it was stored (`kept` in `chapter.js`). */
  async function storeKept() {
    for (const path of releases.keys()) {
      const key = keptKey(path);
      try {
        const text = localStorage.getItem(key);
        /** @type {Record<string, string>} */
        const kept = JSON.parse(text ?? 'null') ?? {};
        const answers = new Map(Object.entries(kept).filter(([, source]) => source));
        if (answers.size) {
          await keepAnswers(path, answers);
          if (localStorage.getItem(key) === text) {
            localStorage.removeItem(key);
          }
        }
      } catch (error) {
        console.warn(error); // it stays where it is
      }
    }
  }

  // ---- files that Python wrote beside the chapters: the year that is practised ----

  const FILE = `${STORE} file `;

  /** @type {Shequ['beside']} */
  const beside = {
    names() {
      try {
        return Object.keys(localStorage)
          .filter(key => key.startsWith(FILE))
          .map(key => key.slice(FILE.length));
      } catch {
        return []; // a browser without storage has none
      }
    },
    get: name => localStorage.getItem(FILE + name),
    /** Keep the text of a file; null takes the file away. @throws there is no room. */
    put(name, text) {
      if (text === null) {
        localStorage.removeItem(FILE + name);
      } else if (text.length <= course.year.longest) {
        localStorage.setItem(FILE + name, text);
      } else {
        fail('the file is too large');
      }
    }
  };

  /**
   * @param {string} why
   * @returns {never}
   */
  function fail(why) {
    throw new Error(why);
  }

  /**
   * Do something while no notebook of this browser is saving the same chapter (`saver.ts`).
   *
   * @param {string} path
   * @param {() => Promise<void>} action
   */
  function alone(path, action) {
    // outside a secure context there are no locks, and two windows are rare
    return navigator.locks ? navigator.locks.request(`shequ-course save ${path}`, action) : action();
  }

  // ---- where one was ----

  /** @type {Shequ['remember']} */
  function remember(path, exercise) {
    try {
      localStorage.setItem(LAST, JSON.stringify({ path, exercise, time: Date.now() }));
    } catch {
      // a browser without storage forgets
    }
  }

  /** @type {Shequ['last']} */
  function last() {
    try {
      return JSON.parse(localStorage.getItem(LAST) ?? 'null');
    } catch {
      return null;
    }
  }

  // ---- what stands in the way, before any answer is lost ----

  /** What a person must know about this browser: a list of sentences, empty if all is well. */
  async function troubles() {
    const found = [];
    if (typeof WebAssembly !== 'object' || typeof DecompressionStream !== 'function') {
      found.push('这个浏览器太旧，课文可以看，题目答不了。请换新版的 Edge、Chrome、火狐或 Safari 打开本页。');
    }
    if (!window.isSecureContext) {
      found.push(
        '这个网址不是 https 开头的，浏览器对它的存储没有保证，答案可能会丢。请向给您网址的人要 https 开头的地址；' +
          '在那以前，每次学完都请点目录页上的“下载我的作业”，把答案另存一份。'
      );
    }
    try {
      await stored.names();
    } catch {
      found.push(
        '这个窗口不让网页保存东西（可能是无痕窗口，或者浏览器关掉了网站数据）。现在答题，一关页面答案就丢了。' +
          '请换普通窗口打开，或者在浏览器的设置里允许本站保存数据。'
      );
      return found;
    }
    if (window.isSecureContext && !('serviceWorker' in navigator)) {
      found.push(
        '这像是一个无痕（隐私）窗口：关掉以后，答案就没有了。请换普通窗口；或者学完先点“下载我的作业”。'
      );
    }
    return found;
  }

  /** Ask the browser not to clear the answers by itself; it may say no, and nobody is asked anything. */
  function keepStorage() {
    navigator.storage?.persist?.().catch(() => {});
  }

  /** @type {Omit<Shequ, 'site'>} */
  const shared = {
    root,
    course,
    STORE,
    element,
    stored,
    beside,
    fresh,
    newModel,
    keepAnswers,
    keptKey,
    storeKept,
    remember,
    last,
    troubles,
    keepStorage
  };
  return /** @type {Shequ} */ (shared); // the page of a chapter brings its `site`
})();
