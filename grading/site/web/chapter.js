// The page of a chapter: its text and its forms at once. Python and JupyterLite come when something needs them, and
// then the notebook takes the place of the text.
import { ContentsView, drawFirst, headingOf, readFirst, speak, ways } from './forms.js';
import { Exercises } from './reading.js';
import { Start } from './start.js';
import { swap } from './swap.js';

/**
 * @typedef {import('../../../frontend/types/site').Chapter} Chapter
 * @typedef {import('./forms.js').IContents} IContents
 */

const { root, course, STORE } = shequ;
const address = new URL(location.href);
const path = address.searchParams.get('path') ?? '';
const opened = course.chapters.find(one => `${one.name}.ipynb` === path);
const NEAR = '900px 0px'; // what is so far below or above will be in sight soon
const PATIENCE = 2000; // milliseconds that the text waits for the answers before it is scrolled
const PAUSE = 300; // milliseconds after scrolling at which the place is noted
const PLACE = `shequ-course:place  ${root} ${path}`; // the notebook's own key (`place.ts`)
const WANTED = `${STORE} wanted`;

const head = shequ.element('shequ-head', HTMLElement);
const reading = shequ.element('shequ-reading', HTMLElement);
const text = shequ.element('shequ-text', HTMLElement);
const line = shequ.element('shequ-python', HTMLElement);

shequ.site = {
  releases: Object.fromEntries(course.chapters.map(one => [`${one.name}.ipynb`, one.release])),
  tools: head.querySelector('nav') ?? head,
  address: name => addressOf(name),
  fresh: shequ.fresh,
  shown: (panel, successor) =>
    swap({ reading, text, exercises }, panel, successor, start.python).then(() => arrived(panel)),
  keep(path, exercise, source) {
    change(path, kept => {
      kept[exercise] = source;
    });
  },
  kept: path => change(path, () => {}),
  answered(path, exercise, source) {
    change(path, kept => {
      if (kept[exercise] === source) {
        delete kept[exercise];
      }
    });
    shequ.remember(path, exercise);
  }
};

/** @type {Exercises} */
let exercises;
/** @type {ContentsView | undefined} */
let contents;
const start = new Start({
  preparing: () => tell('正在准备这里的内容，请稍等……'),
  slow: () => say('准备的时间比平时长，请再等一会儿。答题和保存不受影响。'),
  failed(why) {
    say(why);
    tell('这里要用的程序没有启动起来，请看本页最上面的话。');
    exercises.giveUp('还没有检查：检查要用的程序没有启动起来。请点本页最上面的“再试一次”。');
  },
  outdated: () =>
    say('练的这一年在另一个窗口里有了新的进度，本页的旧了，不再保存。要接着过，请刷新本页。', {
      label: '刷新本页',
      act: () => location.reload()
    }),
  unkept: () =>
    say(
      '练的这一年没有存下来：这台设备留给网页的地方满了，或者浏览器不让保存。可以接着过，关掉本页就没有了。',
      null
    )
});

if (opened) {
  void openChapter(opened);
} else {
  location.replace(new URL(path === '00-start.ipynb' ? '#how' : '', root));
}

/** @param {Chapter} chapter */
async function openChapter(chapter) {
  document.title = chapter.title;
  shequ.element('shequ-title', HTMLElement).textContent = chapter.title;
  speak(course.script);
  const last = shequ.last();
  if (last?.path !== path && !chapter.reference) {
    shequ.remember(path, null);
  }
  void warn();
  shequ.keepStorage();
  // a link to another chapter leads there, not into another window
  addEventListener('click', followLink, true);
  try {
    const response = await window.shequText;
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    text.innerHTML = await response.text();
  } catch (error) {
    console.warn(error);
    text.replaceChildren(
      '课文没有取来：可能是网断了。',
      button('再试一次', () => location.reload())
    );
    return;
  }
  beginPlays();
  exercises = new Exercises(
    text,
    path,
    exercise => start.begin(exercise),
    () => contents?.refresh()
  );
  const shown = exercises.open();
  levelHeadings(text);
  contents = listContents(chapter);
  await Promise.race([shown, new Promise(done => setTimeout(done, PATIENCE))]);
  arrive(address.searchParams.get('at'), last?.path === path ? last.exercise : null);
  keepPlace();
  beginWhenNear();
  askAgain();
}

// ---- the contents ----

/** @param {Chapter} chapter */
function listContents(chapter) {
  /** @type {IContents['entries']} */
  const entries = [];
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll('[data-cell]'))) {
    const { exercise, unscored } = cell.dataset;
    if (exercise) {
      const title = (chapter.titles[exercise] ?? exercise).replace(/（[^（）]*）$/, '');
      const name = title.replace(/^(练习|練習)\s*/, '').replace(' · ', ' ');
      const progress = unscored ? undefined : () => exercises.forms.get(exercise)?.progress ?? 'none';
      entries.push({ text: name, level: 4, node: cell, progress });
    } else {
      /** @type {NodeListOf<HTMLElement>} */
      const headings = cell.querySelectorAll(':scope > :is(h2, h3)');
      for (const heading of headings) {
        entries.push({ text: heading.textContent ?? '', level: Number(heading.tagName[1]), node: heading });
      }
    }
  }
  const other = (/** @type {Chapter | undefined} */ one) =>
    one && { title: one.title, href: addressOf(`${one.name}.ipynb`) };
  const learnt = course.chapters.filter(one => !one.reference);
  const place = learnt.indexOf(chapter);
  /** @type {IContents} */
  const listed = {
    title: chapter.title,
    entries,
    start: String(root),
    previous: other(learnt[place - 1]),
    next: place >= 0 ? other(learnt[place + 1]) : undefined,
    reference: other(course.chapters.find(one => one.reference && one !== chapter))
  };
  const view = new ContentsView(listed, node => node.scrollIntoView({ block: 'start' }));
  reading.append(view.node);
  const end = ways(listed);
  end.classList.add('shequ-end');
  text.append(end);
  return view;
}

// ---- the place in the chapter ----

/** @returns {HTMLElement[]} */
const cells = () => [.../** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll('[data-id]'))];

/**
 * Go to the heading or the exercise that the address names, or where one was, or to the last answer.
 *
 * @param {string | null} named
 * @param {string | null} last
 */
function arrive(named, last) {
  /** @param {string | null} exercise */
  const find = exercise => exercise && text.querySelector(`[data-exercise="${CSS.escape(exercise)}"]`);
  const there = read(localStorage, PLACE);
  const cell = there && cells().find(one => one.dataset.id === there.id);
  const heading = headingOf(text, location.hash);
  const asked = find(named);
  const answered = find(last);
  if (heading) {
    heading.scrollIntoView();
  } else if (asked) {
    asked.scrollIntoView();
    address.searchParams.delete('at'); // so that a reload stays where one is by then
    history.replaceState(history.state, '', address);
  } else if (cell) {
    cell.scrollIntoView();
    // what needs Python is small before that is there
    text.scrollTop += Math.min(Number(there.below) || 0, Math.max(0, cell.offsetHeight - 1));
  } else if (answered) {
    answered.scrollIntoView();
  }
}

function keepPlace() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const note = () => {
    timer = undefined;
    const top = text.getBoundingClientRect().top;
    const seen = cells().find(one => one.getBoundingClientRect().bottom > top + 1);
    if (seen) {
      const below = Math.round(top - seen.getBoundingClientRect().top);
      write(localStorage, PLACE, { id: seen.dataset.id, below });
    }
  };
  text.addEventListener('scroll', () => (timer ??= setTimeout(note, PAUSE)), { passive: true });
  addEventListener('pagehide', () => timer && note()); // whoever follows a link while scrolling comes back here
}

// ---- what needs Python ----

/** Show how each simulator begins; the notebook has the same in its place, until it runs there. */
function beginPlays() {
  for (const place of text.querySelectorAll('[data-first]')) {
    const first = readFirst(JSON.parse(place.querySelector('script')?.text ?? 'null'));
    const state = /** @type {HTMLElement | null} */ (place.querySelector('.shequ-waits'));
    if (first && state) {
      place.replaceChildren(drawFirst(first, state));
    }
  }
}

function beginWhenNear() {
  const observer = new IntersectionObserver(
    entries => entries.some(({ isIntersecting }) => isIntersecting) && start.begin(),
    { root: text, rootMargin: NEAR }
  );
  text.querySelectorAll('[data-needs]').forEach(one => observer.observe(one));
}

/**
 * Say in the place of everything that needs Python what is going on.
 *
 * @param {string} words
 */
function tell(words) {
  text.querySelectorAll('.shequ-waits').forEach(one => {
    one.textContent = words;
  });
}

/**
 * Say in the head of the page what is amiss with Python, and offer what helps.
 *
 * @param {string} words
 * @param {{ label: string, act: () => void } | null} help
 */
function say(words, help = { label: '再试一次', act: again }) {
  line.replaceChildren(words, ...(help ? [' ', button(help.label, help.act)] : []));
  line.hidden = false;
  resize();
}

/** Everything anew: each answer is stored or stands in the journal. */
async function again() {
  await exercises.save();
  try {
    await fetch(new URL('icon.svg', root), { cache: 'no-store' });
  } catch {
    say('网还没有通。答题和保存不受影响；连上以后，请再点一次。');
    return;
  }
  write(sessionStorage, WANTED, { path, exercise: start.wanted });
  location.reload();
}

/** The check that was wanted before the page was loaded anew. */
function askAgain() {
  const wanted = read(sessionStorage, WANTED);
  write(sessionStorage, WANTED, null);
  if (wanted?.path === path) {
    const exercise = typeof wanted.exercise === 'string' ? wanted.exercise : undefined;
    exercises.check(exercise);
    start.begin(exercise);
  }
}

/**
 * The notebook has taken over.
 *
 * @param {HTMLElement} panel
 */
function arrived(panel) {
  levelHeadings(panel);
  panel.querySelectorAll('.cm-content').forEach(editor => editor.setAttribute('aria-label', '代码'));
  start.end();
  document.body.classList.add('shequ-arrived');
  line.hidden = true;
  resize();
}

// ---- small things ----

/**
 * An exercise has a small heading wherever it stands; who hears the page is told no level that is left out.
 *
 * @param {HTMLElement} box
 */
function levelHeadings(box) {
  let last = 1;
  for (const heading of box.querySelectorAll('h1, h2, h3, h4, h5, h6, [role="heading"]')) {
    const level = Number(heading.localName.match(/^h([1-6])$/)?.[1] ?? heading.getAttribute('aria-level'));
    last = Math.min(level, last + 1);
    heading.setAttribute('aria-level', String(last));
  }
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

/** @param {string} name */
function addressOf(name) {
  return String(new URL(`notebooks/index.html?path=${encodeURIComponent(name)}`, root));
}

async function warn() {
  const troubles = await shequ.troubles();
  const box = shequ.element('shequ-troubles', HTMLElement);
  box.replaceChildren(
    ...troubles.map(words => Object.assign(document.createElement('p'), { textContent: words }))
  );
  box.hidden = troubles.length === 0;
  resize();
}

/** Let the text and the notebook begin where the head ends, however many lines that has. */
function resize() {
  const height = head.offsetHeight;
  document.documentElement.style.setProperty('--shequ-head', `${height}px`);
  dispatchEvent(new Event('resize'));
}
new ResizeObserver(resize).observe(head);

/** @param {MouseEvent} event */
function followLink(event) {
  /** @type {HTMLAnchorElement | null} */
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  const heading = link?.getAttribute('href')?.startsWith('#') && headingOf(document, link.hash);
  if (heading) {
    event.preventDefault();
    event.stopPropagation();
    heading.scrollIntoView();
    return;
  }
  const name = link && /([^/?#=]+\.ipynb)(?:[?#]|$)/.exec(decodeURIComponent(link.href))?.[1];
  if (link && name && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    location.assign(addressOf(name) + link.hash);
  }
}

/**
 * Change the answers of a chapter that are not saved yet; they are written down at once, not after a while.
 *
 * @param {string} path
 * @param {(kept: Record<string, string>) => void} action
 * @returns {Record<string, string>}
 */
function change(path, action) {
  const key = shequ.keptKey(path);
  const kept = /** @type {Record<string, string>} */ (read(localStorage, key) ?? {});
  const before = JSON.stringify(kept);
  action(kept);
  if (JSON.stringify(kept) !== before) {
    write(localStorage, key, Object.keys(kept).length ? kept : null);
  }
  return kept;
}

/**
 * What this page, or the notebook, wrote on another visit; unless somebody else did.
 *
 * @param {Storage} storage
 * @param {string} key
 * @returns {Record<string, unknown> | null}
 */
function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {object | null} value
 */
function write(storage, key, value) {
  try {
    if (value === null) {
      storage.removeItem(key);
    } else {
      storage.setItem(key, JSON.stringify(value));
    }
  } catch {
    // a browser without storage: the head of the page says so
  }
}
