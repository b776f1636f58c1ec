// The landing page: progress in each chapter, the last place, and the homework in one file.
import { fileName, length, readHomework, readYear, tooMuch } from './homework.js';
import { readPlayed } from './played.js';
import { answered, earned, given, textOf } from './notebook.js';

/**
 * @typedef {import('../../../frontend/types/site').Chapter} Chapter
 * @typedef {import('../../../frontend/types/site').Cell} Cell
 * @typedef {import('../../../frontend/types/site').Homework} Homework
 * @typedef {import('../../../frontend/types/site').Stored} Stored
 * @typedef {{ cell: Cell, exercise: string, source: string, isCode: boolean, clash: boolean }} Change
 */

const { course, element, stored } = shequ;
const NAME = `${shequ.STORE} name`;
const MAX_SHOWN = 60; // characters of each thing in a message

const ask = element('shequ-ask', HTMLDialogElement);
const file = element('shequ-file', HTMLInputElement);
const name = element('shequ-name', HTMLInputElement);

/** @param {string} text */
const say = text => {
  element('shequ-said', HTMLElement).textContent = text;
};

/** @param {Chapter} chapter */
const pathOf = chapter => `${chapter.name}.ipynb`;

/** @param {string} name */
const titleOf = name => course.chapters.find(one => one.name === name)?.title ?? name;

/**
 * @param {string} name of its chapter
 * @param {string} exercise
 */
const exerciseOf = (name, exercise) =>
  course.chapters.find(one => one.name === name)?.titles[exercise] ?? exercise;

// ---- progress ----

async function showProgress() {
  for (const chapter of course.chapters.filter(one => one.exercises.length)) {
    const notebook = (await stored.get(pathOf(chapter)))?.content;
    const done = answered(notebook).filter(exercise => chapter.exercises.includes(exercise));
    const points = earned(notebook);
    const sum = done.reduce((total, exercise) => total + (points.get(exercise) ?? 0), 0);
    const line = document.querySelector(`[data-chapter="${chapter.name}"]`);
    if (!done.length || !line) {
      continue;
    }
    const total = chapter.exercises.length;
    const bar = Object.assign(document.createElement('progress'), { max: total, value: done.length });
    bar.setAttribute('aria-label', `${chapter.title}的进度`);
    const word = done.length === total ? '已完成' : '进行中';
    line.replaceChildren(
      bar,
      ` ${word}：答了 ${done.length} / ${total} 题，得 ${round(sum)} / ${chapter.points} 分`
    );
  }
}

/** @param {number} value */
const round = value => Math.round(value * 100) / 100;

async function showLast() {
  const last = shequ.last();
  const chapter = course.chapters.find(one => pathOf(one) === last?.path);
  if (!chapter || !last) {
    return;
  }
  const link = element('shequ-last', HTMLAnchorElement);
  const at = last.exercise ? `&at=${encodeURIComponent(last.exercise)}` : '';
  link.href = `notebooks/index.html?path=${encodeURIComponent(last.path)}${at}`;
  const place = last.exercise && chapter.titles[last.exercise];
  link.textContent = `接着学：${chapter.title}${place ? ` · ${place}` : ''}`;
  link.hidden = false;
}

/** Copies that were set aside because a newer release had no place for an answer. */
async function showKept() {
  const names = (await stored.names()).filter(name => /^旧版本-.*\.ipynb$/.test(name));
  const years = shequ.beside.names().filter(name => ![YEAR.file, course.played.file].includes(name));
  const box = element('shequ-kept', HTMLElement);
  box.replaceChildren(
    ...names.map(name =>
      offered('课程更新时放不进新版的答案，保存在旧版本里，可以下载：', name, async () => {
        const kept = await stored.get(name); // another tab may have taken it away
        if (kept) {
          give(name, json(kept.content));
        }
      })
    ),
    ...years.map(name =>
      offered('练的这一年，新版的课程接不上，还留着，可以下载：', name, () =>
        give(name, shequ.beside.get(name) ?? '')
      )
    )
  );
  box.hidden = names.length + years.length === 0;
}

/**
 * @param {string} words
 * @param {string} name
 * @param {() => unknown} act
 */
function offered(words, name, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', act);
  const line = document.createElement('p');
  line.append(words, button);
  return line;
}

/** What was played: the line of each simulator, as Python wrote it (`play_record.py`). */
function showPlayed() {
  const lines = readPlayed(shequ.beside.get(course.played.file) ?? '');
  element('shequ-played', HTMLElement).hidden = lines.length === 0;
  element('shequ-played-list', HTMLElement).replaceChildren(
    ...lines.map(line => Object.assign(document.createElement('li'), { textContent: line }))
  );
}

// ---- the year that is practised in chapter 14 ----

const YEAR = course.year;

const hasYear = () => shequ.beside.names().includes(YEAR.file);

/** The year that this browser keeps; null if it cannot be read. */
function storedYear() {
  try {
    return readYear(JSON.parse(shequ.beside.get(YEAR.file) ?? 'null'), course);
  } catch {
    return null; // what is kept there is no JSON
  }
}

// ---- the homework in one file ----

/** @returns {Promise<Homework>} */
async function homework() {
  await shequ.storeKept();
  /** @type {Homework['chapters']} */
  const chapters = {};
  for (const chapter of course.chapters) {
    const model = await stored.get(pathOf(chapter));
    const answers = Object.fromEntries(
      [...given(model?.content)]
        .filter(([, cell]) => !cell.metadata.shequ?.unscored) // nobody marks it
        .map(([exercise, cell]) => [exercise, textOf(cell)])
    );
    if (model && Object.keys(answers).length) {
      const release = model.content.metadata?.shequ?.release ?? '';
      chapters[chapter.name] = { release, saved: model.last_modified, answers };
    }
  }
  const { rulebook, script } = course;
  const { format, version } = course.homework;
  const year = storedYear();
  return {
    format,
    version,
    name: name.value.trim(),
    rulebook,
    script,
    saved: new Date().toISOString(),
    ...(year && { practice_year: JSON.parse(year) }),
    chapters
  };
}

/** @param {unknown} value */
const json = value => `${JSON.stringify(value, null, 1)}\n`;

/**
 * @param {string} name
 * @param {string} text
 */
function give(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function download() {
  const all = await homework();
  const count = Object.values(all.chapters).reduce((sum, one) => sum + Object.keys(one.answers).length, 0);
  if (!count && !all.practice_year) {
    say('还没有答过题，没有可以下载的作业。');
    return;
  }
  const name = fileName(all.name);
  const text = json(all);
  give(name, text);
  const year = all.practice_year ? '，还有练的那一年' : '';
  const { answers, isLarge } = tooMuch(all, text, course.homework);
  const long = answers.map(([chapter, exercise]) => `${titleOf(chapter)}：${exerciseOf(chapter, exercise)}`);
  say(
    [
      `已经下载：${name}，里面有 ${Object.keys(all.chapters).length} 章、${count} 道题的答案${year}。`,
      long.length
        ? `有 ${long.length} 道题的答案太长，这个文件交上去收不了，请删短以后重新下载：${some(long)}。`
        : isLarge
          ? '这个文件太大，交上去收不了，请把太长的答案删短以后重新下载。'
          : '交作业就交这个文件。'
    ].join('')
  );
}

// A file may be anybody's. What a form writes is a name and a literal; nothing else can get here from a form.
// Code that a learner wrote is put back, too, and waits in its chapter until it is run on purpose.
const reader = import('./answers.js');

/**
 * Whether a form could have written a text as the answer to an exercise.
 *
 * @param {Cell} cell
 * @param {boolean} isCode
 * @param {string} exercise
 * @param {string} source
 */
async function isAnswer(cell, isCode, exercise, source) {
  if (length(source) > course.homework.longest) {
    return false;
  }
  const { readLiteral } = await reader;
  return cell.cell_type !== 'code' || isCode || !!readLiteral(exercise, source);
}

/** @param {File} file */
async function restore(file) {
  if (file.size > course.homework.largest) {
    say('这个文件太大，没有恢复。');
    return;
  }
  const homework = readHomework(await file.text(), course.homework);
  if (!homework) {
    say('这个文件读不懂：请选从本页下载的作业（.json 文件）。没有改动任何答案。');
    return;
  }
  const { chapters } = homework;
  await shequ.storeKept();
  /** @type {{ model: Stored, changes: Change[] }[]} */
  const models = [];
  /** @type {Change[]} */
  const clashes = [];
  /** @type {string[]} */
  const unknown = [];
  /** @type {string[]} */
  const strange = [];
  for (const [name, answers] of chapters) {
    const chapter = course.chapters.find(one => one.name === name);
    if (!chapter) {
      unknown.push(name);
      continue;
    }
    const model = (await stored.get(pathOf(chapter))) ?? (await shequ.newModel(pathOf(chapter)));
    const here = given(model.content);
    /** @type {Change[]} */
    const changes = [];
    for (const cell of model.content.cells) {
      const { role, exercise = '', kind = '' } = cell.metadata?.shequ ?? {};
      const source = answers.get(exercise);
      if (role !== 'answer' || source === undefined || source === textOf(cell)) {
        continue;
      }
      const isCode = (await reader).isCode(kind);
      if (!(await isAnswer(cell, isCode, exercise, source))) {
        strange.push(`${titleOf(name)}：${exerciseOf(name, exercise)}`);
        continue;
      }
      changes.push({ cell, exercise, source, isCode, clash: here.has(exercise) });
    }
    const lost = [...answers.keys()].filter(exercise => !chapter.exercises.includes(exercise));
    unknown.push(...lost.map(exercise => `${titleOf(name)}：${exercise}`));
    clashes.push(...changes.filter(one => one.clash));
    models.push({ model, changes });
  }
  const year = readYear(homework.year, course);
  const isOtherYear = year !== null && hasYear() && year !== storedYear();
  if (homework.year !== undefined && year === null) {
    strange.push('练的那一年');
  }
  const differing = [clashes.length && `有 ${clashes.length} 道题的答案`, isOtherYear && '练的那一年'];
  const choice = differing.some(Boolean)
    ? await answerTo(`这个浏览器里${differing.filter(Boolean).join('、')}和文件里的不一样。用哪一个？`)
    : 'file';
  if (!choice) {
    say('没有恢复，答案都没有动。');
    return;
  }
  const takesYear = year !== null && (!isOtherYear || choice === 'file');
  if (takesYear) {
    shequ.beside.put(YEAR.file, year);
  }
  let count = 0;
  let codes = 0;
  for (const { model, changes } of models) {
    const taken = changes.filter(one => !one.clash || choice === 'file');
    for (const { cell, source, isCode } of taken) {
      codes += isCode ? 1 : 0;
      cell.source = source;
      count += 1;
    }
    // what was said of the answers before does not hold for these
    const exercises = new Set(taken.map(one => one.exercise));
    for (const cell of model.content.cells.filter(one =>
      exercises.has(one.metadata?.shequ?.exercise ?? '')
    )) {
      cell.outputs &&= [];
    }
    model.last_modified = new Date().toISOString();
  }
  await stored.put(models.map(one => one.model));
  say(
    [
      `已经恢复 ${count} 道题的答案${takesYear ? '，还有练的那一年' : ''}。`,
      codes && `其中 ${codes} 道是写程序的题：程序放回去了，但不会自己运行，请看过再点“运行并检查”。`,
      unknown.length && `有 ${unknown.length} 项这个版本的课程里没有，没有恢复：${some(unknown)}。`,
      strange.length && `有 ${strange.length} 项不是答题卡写下的答案，没有恢复：${some(strange)}。`
    ]
      .filter(Boolean)
      .join(' ')
  );
  await refresh();
}

/** @param {string[]} lines */
function some(lines) {
  return lines
    .slice(0, 5)
    .map(line => line.slice(0, MAX_SHOWN))
    .join('；');
}

/**
 * @param {string} question
 * @returns {Promise<string>} the value of the button, or an empty text.
 */
function answerTo(question) {
  element('shequ-question', HTMLElement).textContent = question;
  ask.showModal();
  return new Promise(resolve => {
    ask.returnValue = '';
    ask.addEventListener('close', () => resolve(ask.returnValue), { once: true });
  });
}

// ---- the page ----

/** @param {unknown} error */
const failed = error => {
  console.error(error);
  say('没有成功：浏览器没有让网页读写保存的答案。请刷新本页再试一次。');
};

async function refresh() {
  await shequ.storeKept();
  const troubles = await shequ.troubles();
  const box = element('shequ-troubles', HTMLElement);
  box.replaceChildren(
    ...troubles.map(line => Object.assign(document.createElement('p'), { textContent: line }))
  );
  box.hidden = troubles.length === 0;
  await showProgress();
  await showKept();
  showPlayed();
  await showLast();
}

ask.addEventListener('click', ({ target }) => {
  if (target instanceof HTMLButtonElement) {
    ask.close(target.value);
  }
});
element('shequ-download', HTMLElement).addEventListener('click', () => download().catch(failed));
element('shequ-restore', HTMLElement).addEventListener('click', () => file.click());
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  file.value = '';
  if (chosen) {
    restore(chosen).catch(failed);
  }
});
try {
  name.value = localStorage.getItem(NAME) ?? '';
  name.addEventListener('change', () => localStorage.setItem(NAME, name.value.trim()));
} catch {
  // a browser without storage forgets
}
// coming back with the Back button shows what was done meanwhile
addEventListener('pageshow', () => refresh().catch(console.error));
shequ.keepStorage();
