// The landing page: progress in each chapter, the last place, and the homework in one file.
'use strict';

{
  const { course, stored } = shequ;
  const NAME = `${shequ.STORE} name`;
  const FORMAT = 'shequ-homework';
  const VERSION = 1;
  const MAX_BYTES = 20_000_000;
  const MAX_ANSWER = 100_000; // characters; an essay has some hundreds
  const MAX_SHOWN = 60; // characters of each thing in a message

  const by = id => document.getElementById(id);
  const say = text => (by('shequ-said').textContent = text);
  const pathOf = chapter => `${chapter.name}.ipynb`;
  const titleOf = name => course.chapters.find(one => one.name === name)?.title ?? name;

  // ---- progress ----

  async function showProgress() {
    for (const chapter of course.chapters.filter(one => one.exercises.length)) {
      const notebook = (await stored.get(pathOf(chapter)))?.content;
      const done = shequ.answered(notebook).filter(exercise => chapter.exercises.includes(exercise));
      const points = shequ.earned(notebook);
      const sum = done.reduce((total, exercise) => total + (points.get(exercise) ?? 0), 0);
      const line = document.querySelector(`[data-chapter="${chapter.name}"]`);
      if (!done.length) {
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

  const round = value => Math.round(value * 100) / 100;

  async function showLast() {
    const last = shequ.last();
    const chapter = course.chapters.find(one => pathOf(one) === last?.path);
    if (!chapter) {
      return;
    }
    const link = by('shequ-last');
    const at = last.exercise ? `&at=${encodeURIComponent(last.exercise)}` : '';
    link.href = `notebooks/index.html?path=${encodeURIComponent(last.path)}${at}`;
    const place = last.exercise && chapter.titles[last.exercise];
    link.textContent = `接着学：${chapter.title}${place ? ` · ${place}` : ''}`;
    link.hidden = false;
  }

  /** Copies that were set aside because a newer release had no place for an answer. */
  async function showKept() {
    const names = (await stored.names()).filter(name => /^旧版本-.*\.ipynb$/.test(name));
    const years = shequ.beside.names().filter(name => name !== YEAR.file);
    by('shequ-kept').replaceChildren(
      ...names.map(name => {
        const button = Object.assign(document.createElement('button'), { type: 'button', textContent: name });
        button.addEventListener('click', async () => offer(name, (await stored.get(name)).content));
        const line = document.createElement('p');
        line.append('课程更新时放不进新版的答案，保存在旧版本里，可以下载：', button);
        return line;
      }),
      ...years.map(name => {
        const button = Object.assign(document.createElement('button'), { type: 'button', textContent: name });
        button.addEventListener('click', () => give(name, shequ.beside.get(name)));
        const line = document.createElement('p');
        line.append('练的这一年，新版的课程接不上，还留着，可以下载：', button);
        return line;
      })
    );
    by('shequ-kept').hidden = names.length + years.length === 0;
  }

  // ---- the year that is practised in chapter 14 ----

  const YEAR = course.year;

  const hasYear = () => shequ.beside.names().includes(YEAR.file);

  function storedYear() {
    try {
      return readYear(JSON.parse(shequ.beside.get(YEAR.file)));
    } catch {
      return null; // what is kept there cannot be read
    }
  }

  /** The year in a homework file as the browser keeps it; null if there is none that could be one. */
  function yearIn(homework) {
    const year = readYear(homework.year);
    const text = JSON.stringify(year);
    return year && text.length <= shequ.beside.LARGEST ? text : null;
  }

  /** A year of the right form, else null; whether it can have been played is judged where it is played. */
  function readYear(value) {
    const isYear =
      value?.what === YEAR.what &&
      value.version === YEAR.version &&
      value.rulebook === course.rulebook &&
      Object.keys(value).sort().join() === [...YEAR.keys].sort().join();
    return isYear ? value : null;
  }

  // ---- the homework in one file ----

  async function homework() {
    await shequ.storeKept();
    const chapters = {};
    for (const chapter of course.chapters) {
      const model = await stored.get(pathOf(chapter));
      const answers = Object.fromEntries(
        [...shequ.given(model?.content)]
          .filter(([, cell]) => !cell.metadata.shequ.unscored) // nobody marks it
          .map(([exercise, cell]) => [exercise, shequ.textOf(cell)])
      );
      if (Object.keys(answers).length) {
        const release = model.content.metadata?.shequ?.release ?? '';
        chapters[chapter.name] = { release, saved: model.last_modified, answers };
      }
    }
    const name = by('shequ-name').value.trim();
    const { rulebook, script } = course;
    const year = storedYear();
    return {
      format: FORMAT,
      version: VERSION,
      name,
      rulebook,
      script,
      saved: new Date().toISOString(),
      ...(year && { practice_year: year }),
      chapters
    };
  }

  const offer = (name, value) => give(name, JSON.stringify(value, null, 1) + '\n');

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
    const name = `${all.name.replace(/[\\/:*?"<>|\s]+/g, '-') || '我的作业'}.json`;
    offer(name, all);
    const year = all.practice_year ? '，还有练的那一年' : '';
    say(
      `已经下载：${name}，里面有 ${Object.keys(all.chapters).length} 章、${count} 道题的答案${year}。交作业就交这个文件。`
    );
  }

  /** Read a homework file; null for anything else. */
  function readHomework(text) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return null;
    }
    if (value?.format !== FORMAT || value.version !== VERSION || typeof value.chapters !== 'object') {
      return null;
    }
    const found = new Map();
    for (const [name, chapter] of Object.entries(value.chapters ?? {})) {
      const answers = Object.entries(chapter?.answers ?? {}).filter(
        ([, source]) => typeof source === 'string'
      );
      found.set(name, new Map(answers));
    }
    return { chapters: found, year: value.practice_year };
  }

  // A file may be anybody's. What a form writes is a name and a literal; nothing else can get here from a form.
  // Code that a learner wrote is put back, too, and waits in its chapter until it is run on purpose.
  const reader = import('./answers.js');

  /** Whether a form could have written a text as the answer to an exercise. */
  async function isAnswer(cell, kind, exercise, source) {
    if (source.length > MAX_ANSWER) {
      return false;
    }
    const { isCode, readLiteral } = await reader;
    return cell.cell_type !== 'code' || isCode(kind) || !!readLiteral(exercise, source);
  }

  async function restore(file) {
    if (file.size > MAX_BYTES) {
      say('这个文件太大，不是从本页下载的作业，没有恢复。');
      return;
    }
    const homework = readHomework(await file.text());
    if (!homework) {
      say('这个文件读不懂：请选从本页下载的作业（.json 文件）。没有改动任何答案。');
      return;
    }
    const { chapters } = homework;
    await shequ.storeKept();
    const models = [];
    const clashes = [];
    const unknown = [];
    const strange = [];
    for (const [name, answers] of chapters) {
      const chapter = course.chapters.find(one => one.name === name);
      if (!chapter) {
        unknown.push(name);
        continue;
      }
      const model = (await stored.get(pathOf(chapter))) ?? (await shequ.newModel(pathOf(chapter)));
      const here = shequ.given(model.content);
      const changes = [];
      for (const cell of model.content.cells) {
        const { role, exercise, kind } = cell.metadata?.shequ ?? {};
        const source = answers.get(exercise);
        if (role !== 'answer' || !answers.has(exercise) || source === shequ.textOf(cell)) {
          continue;
        }
        const isCode = (await reader).isCode(kind);
        if (!(await isAnswer(cell, kind, exercise, source))) {
          strange.push(`${titleOf(name)}：${chapter.titles[exercise] ?? exercise}`);
          continue;
        }
        changes.push({ cell, exercise, source, isCode, clash: here.has(exercise) });
      }
      const lost = [...answers.keys()].filter(exercise => !chapter.exercises.includes(exercise));
      unknown.push(...lost.map(exercise => `${titleOf(name)}：${exercise}`));
      clashes.push(...changes.filter(one => one.clash));
      models.push({ model, changes });
    }
    const year = yearIn(homework);
    const isOtherYear = year !== null && hasYear() && year !== JSON.stringify(storedYear());
    if (homework.year !== undefined && year === null) {
      strange.push('练的那一年');
    }
    const differing = [clashes.length && `有 ${clashes.length} 道题的答案`, isOtherYear && '练的那一年'];
    const choice = differing.some(Boolean)
      ? await ask(`这个浏览器里${differing.filter(Boolean).join('、')}和文件里的不一样。用哪一个？`)
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
      for (const cell of model.content.cells.filter(one => exercises.has(one.metadata?.shequ?.exercise))) {
        cell.outputs &&= [];
      }
      model.last_modified = new Date().toISOString();
    }
    await stored.put(models.map(one => one.model));
    const some = lines =>
      lines
        .slice(0, 5)
        .map(line => line.slice(0, MAX_SHOWN))
        .join('；');
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

  function ask(question) {
    const dialog = by('shequ-ask');
    by('shequ-question').textContent = question;
    dialog.showModal();
    return new Promise(resolve => {
      dialog.returnValue = '';
      dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true });
    });
  }

  // ---- the page ----

  const failed = error => {
    console.error(error);
    say('没有成功：浏览器没有让网页读写保存的答案。请刷新本页再试一次。');
  };

  async function refresh() {
    await shequ.storeKept();
    const troubles = await shequ.troubles();
    const box = by('shequ-troubles');
    box.replaceChildren(
      ...troubles.map(line => Object.assign(document.createElement('p'), { textContent: line }))
    );
    box.hidden = troubles.length === 0;
    await showProgress();
    await showKept();
    await showLast();
  }

  by('shequ-ask').addEventListener('click', event => {
    if (event.target.matches('button')) {
      by('shequ-ask').close(event.target.value);
    }
  });
  by('shequ-download').addEventListener('click', () => download().catch(failed));
  by('shequ-restore').addEventListener('click', () => by('shequ-file').click());
  by('shequ-file').addEventListener('change', event => {
    const [file] = event.target.files;
    event.target.value = '';
    if (file) {
      restore(file).catch(failed);
    }
  });
  const nameField = by('shequ-name');
  try {
    nameField.value = localStorage.getItem(NAME) ?? '';
    nameField.addEventListener('change', () => localStorage.setItem(NAME, nameField.value.trim()));
  } catch {
    // a browser without storage forgets
  }
  // coming back with the Back button shows what was done meanwhile
  addEventListener('pageshow', () => refresh().catch(console.error));
  shequ.keepStorage();
}
