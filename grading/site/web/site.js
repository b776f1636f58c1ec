// Shared by both pages: the address of the site, what the site holds, and the answers in this browser.
'use strict';

window.shequ = (() => {
  const root = new URL('.', document.currentScript.src);
  const course = JSON.parse(document.getElementById('shequ-course').textContent);
  // One site is one folder on one server; another site on the same server has answers of its own.
  const STORE = `shequ-course ${root.pathname}`;
  const LAST = `${STORE} last`;
  const FILES = 'files'; // JupyterLite's table of notebooks, by path

  // ---- the notebooks that JupyterLite keeps in this browser ----

  function open(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(STORE, version);
      request.onupgradeneeded = () => {
        if (!request.result.objectStoreNames.contains(FILES)) {
          request.result.createObjectStore(FILES);
        }
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
  }

  /** Do something with the table of notebooks; all of it is done, or nothing. */
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
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const stored = {
    get: path => files('readonly', table => table.get(path)),
    names: () => files('readonly', table => table.getAllKeys()),
    put: models => files('readwrite', table => models.map(model => table.put(model, model.path)).at(-1))
  };

  /** The site's own copy of a notebook. */
  async function fresh(path) {
    const response = await fetch(new URL(`files/${path}`, root), { cache: 'no-cache' });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    return response.json();
  }

  // ---- answers ----

  const textOf = cell => [cell.source].flat().join('');
  const squeeze = text => (text ?? '').normalize('NFKC').replace(/\s+/g, '');

  /** The answer cells of a notebook that a person has changed: their cells by exercise. */
  function given(notebook) {
    const found = new Map();
    for (const cell of notebook?.cells ?? []) {
      const { role, exercise, stub } = cell.metadata?.shequ ?? {};
      if (role === 'answer' && exercise && !found.has(exercise) && squeeze(textOf(cell)) !== squeeze(stub)) {
        found.set(exercise, cell);
      }
    }
    return found;
  }

  /** The exercises that hold an answer: a cell that was cleared is changed, but not answered. */
  function answered(notebook) {
    return [...given(notebook)]
      .filter(([exercise, cell]) => {
        const text = textOf(cell).replace(/#.*$/gm, '').trim();
        return text !== '' && text !== `${exercise.replaceAll('-', '_')} = None`;
      })
      .map(([exercise]) => exercise);
  }

  /** The points that the checks in a notebook gave, by exercise. */
  function earned(notebook) {
    const found = new Map();
    for (const cell of notebook?.cells ?? []) {
      const { role, exercise } = cell.metadata?.shequ ?? {};
      const result = role === 'check' && cell.outputs?.find(output => output.output_type === 'execute_result');
      const points = result ? Number([result.data?.['text/plain']].flat().join('')) : NaN;
      if (Number.isFinite(points)) {
        found.set(exercise, points);
      }
    }
    return found;
  }

  // ---- where one was ----

  function remember(path, exercise) {
    try {
      localStorage.setItem(LAST, JSON.stringify({ path, exercise, time: Date.now() }));
    } catch {
      // a browser without storage forgets
    }
  }

  function last() {
    try {
      return JSON.parse(localStorage.getItem(LAST));
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
      found.push('这像是一个无痕（隐私）窗口：关掉以后，答案就没有了。请换普通窗口；或者学完先点“下载我的作业”。');
    }
    return found;
  }

  /** Ask the browser not to clear the answers by itself; it may say no, and nobody is asked anything. */
  function keepStorage() {
    navigator.storage?.persist?.().catch(() => {});
  }

  return { root, course, STORE, stored, fresh, given, answered, earned, textOf, remember, last, troubles, keepStorage };
})();
