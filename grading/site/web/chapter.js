// The page of a chapter: its text at once, Python at once, and JupyterLite under the text until it can take over.
'use strict';

{
  const { root, course, STORE } = shequ;
  const address = new URL(location.href);
  const path = address.searchParams.get('path') ?? '';
  const LONGEST = 500; // milliseconds that Python and JupyterLite wait for the text
  const chapter = course.chapters.find(one => `${one.name}.ipynb` === path);
  if (chapter) {
    openChapter();
  } else {
    location.replace(new URL(path === '00-start.ipynb' ? '#how' : '', root));
  }

  async function openChapter() {
    document.title = chapter.title;
    document.getElementById('shequ-title').textContent = chapter.title;
    const last = shequ.last();
    if (last?.path !== path) {
      shequ.remember(path, null);
    }
    // first what can be read; what can be answered need not wait long for it
    const readable = showText(address.searchParams.get('at') ?? (last?.path === path ? last.exercise : null));
    await Promise.race([readable.catch(() => {}), new Promise(done => setTimeout(done, LONGEST))]);
    startPython();
    startJupyter();
    void warn();
    shequ.keepStorage();
    // a link to another chapter leads there, not into another window
    addEventListener('click', followLink, true);
  }

  /** Let the kernel's worker begin now; JupyterLite gets it when it asks for one. */
  function startPython() {
    const Original = window.Worker;
    const url = new URL(`${course.kernel}/worker.js`, root);
    let ahead = new Original(url, { type: 'module' });
    window.Worker = class extends Original {
      constructor(script, options) {
        if (/comlink\.worker\.[^/]*$/.test(String(script))) {
          const worker = ahead ?? new Original(url, { type: 'module' });
          ahead = null;
          return worker;
        }
        super(script, options);
      }
    };
  }

  /** Give JupyterLite its settings, which depend on the address, and load it. */
  function startJupyter() {
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
    kernel.pyodideUrl = at(`${course.kernel}/runtime.mjs`);
    element.textContent = JSON.stringify(config);
    for (const file of course.scripts) {
      const script = document.createElement('script');
      script.src = at(file);
      script.async = false; // one after the other
      document.head.append(script);
    }
  }

  // ---- the text, until the notebook stands in its place ----

  const text = document.getElementById('shequ-text');

  async function showText(exercise) {
    const response = await window.shequText;
    if (response.ok && text.isConnected) {
      text.innerHTML = await response.text();
      find(exercise)?.scrollIntoView();
      await new Promise(drawn => setTimeout(() => requestAnimationFrame(drawn), 0));
    }
  }

  function find(exercise) {
    return exercise && text.querySelector(`[data-exercise="${CSS.escape(exercise)}"]`);
  }

  /** The first cell in sight, and how far it stands from the top. */
  function place(box, cells) {
    const top = box.getBoundingClientRect().top;
    const index = cells.findIndex(cell => cell.getBoundingClientRect().bottom > top + 1);
    return { index, offset: cells[index]?.getBoundingClientRect().top - top };
  }

  /** Take the text away once the notebook is drawn, with the same cell in the same place. */
  function shown(panel) {
    const cells = () => [...panel.querySelectorAll('.jp-Notebook .jp-Cell')];
    const drawn = () => {
      const texts = [...panel.querySelectorAll('.jp-MarkdownCell')];
      return texts.length > 0 && texts.every(cell => cell.querySelector('.jp-RenderedMarkdown')?.firstChild);
    };
    const swap = () => {
      if (!drawn()) {
        requestAnimationFrame(swap);
        return;
      }
      const { index, offset } = place(text, [...text.querySelectorAll('[data-cell]')]);
      text.remove();
      if (index > 0 || offset < 0) {
        hold(panel, cells()[index], offset);
      }
    };
    swap();
  }

  /** Keep a cell where it is while forms grow above it, until the reader moves or nothing grows any more. */
  function hold(panel, cell, offset) {
    let box = cell?.parentElement;
    while (box && !(/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight)) {
      box = box.parentElement;
    }
    if (!box) {
      return;
    }
    const correct = () => {
      box.scrollTop += cell.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
    };
    const observer = new ResizeObserver(() => {
      correct();
      if (!panel.querySelector('.shequ-stale')) {
        stop();
      }
    });
    const stop = () => {
      observer.disconnect();
      moves.forEach(type => removeEventListener(type, stop, true));
    };
    const moves = ['wheel', 'touchstart', 'keydown', 'mousedown'];
    moves.forEach(type => addEventListener(type, stop, { capture: true, passive: true }));
    panel.querySelectorAll('.jp-Notebook .jp-Cell').forEach(one => observer.observe(one));
    correct();
  }

  // ---- small things ----

  async function warn() {
    const troubles = await shequ.troubles();
    const box = document.getElementById('shequ-troubles');
    box.replaceChildren(...troubles.map(line => Object.assign(document.createElement('p'), { textContent: line })));
    box.hidden = troubles.length === 0;
    document.body.classList.toggle('shequ-troubled', troubles.length > 0);
    resize();
  }

  /** Let the notebook begin where the head ends, however many lines that has. */
  function resize() {
    const height = document.getElementById('shequ-head').offsetHeight;
    document.documentElement.style.setProperty('--shequ-head', `${height}px`);
    dispatchEvent(new Event('resize'));
  }
  new ResizeObserver(resize).observe(document.getElementById('shequ-head'));

  function followLink(event) {
    const link = event.target.closest?.('a[href]');
    const name = link && /([^/?#=]+\.ipynb)(?:[?#]|$)/.exec(decodeURIComponent(link.href))?.[1];
    if (name && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      location.assign(new URL(`notebooks/index.html?path=${encodeURIComponent(name)}`, root));
    }
  }

  /** Change the answers of a chapter that are not saved yet; they are written down at once, not after a while. */
  function change(path, action) {
    try {
      const key = `${STORE} kept ${path}`;
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}');
      action(kept);
      if (Object.keys(kept).length) {
        localStorage.setItem(key, JSON.stringify(kept));
      } else {
        localStorage.removeItem(key);
      }
      return kept;
    } catch {
      return {}; // a browser without storage: the head of the page says so
    }
  }

  shequ.site = {
    releases: Object.fromEntries(course.chapters.map(one => [`${one.name}.ipynb`, one.release])),
    tools: document.querySelector('#shequ-head nav'),
    address: name => String(new URL(`notebooks/index.html?path=${encodeURIComponent(name)}`, root)),
    fresh: shequ.fresh,
    shown,
    keep(path, exercise, source) {
      change(path, kept => (kept[exercise] = source));
    },
    kept: path => change(path, () => {}),
    answered(path, exercise, source) {
      change(path, kept => kept[exercise] === source && delete kept[exercise]);
      shequ.remember(path, exercise);
    }
  };
}
