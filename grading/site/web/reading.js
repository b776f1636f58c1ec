// The exercises in the text of a chapter: their forms, live at once, and their answers, kept in this browser at
// every change. Nothing here needs Python.
import { Channel, makeForm } from './forms.js';
import { sources } from './notebook.js';
import { keptResult } from './result.js';

const PAUSE = 300; // milliseconds after a change at which it is stored
const AGAIN = 3000; // milliseconds after which storing is tried again

/**
 * @typedef {import('./forms.js').Form} Form
 * @typedef {import('./forms.js').Keeper} Keeper
 * @typedef {import('./forms.js').Spec} Spec
 * @typedef {import('./forms.js').State} State
 * @typedef {import('../../../frontend/types/site').Answers} Answers
 * @typedef {import('../../../frontend/types/site').Notebook} Notebook
 */

export class Exercises {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** @type {Promise<boolean> | null} */
  saving = null;
  ended = false;

  /**
   * @param {HTMLElement} text the text of the chapter, with the specs of its exercises in it.
   * @param {string} path of its notebook.
   * @param {(exercise: string) => void} check is called when a person wants an exercise checked.
   * @param {() => void} changed is called when an answer or its state has changed.
   */
  constructor(text, path, check, changed) {
    this.text = text;
    this.path = path;
    this.changed = changed;
    /** @type {Map<string, Form>} */
    this.forms = new Map();
    /** @type {Answers} */
    this.sources = new Map(); // what each answer cell holds
    /** @type {Answers} */
    this.given = new Map(); // what was answered on this page
    /** @type {Answers} */
    this.heard = new Map(); // what other tabs answered since the page was opened
    /** @type {Answers} */
    this.unsaved = new Map();
    /** @type {Set<string>} */
    this.wanted = new Set(); // checks that wait for Python
    /** @type {Map<string, string>} */
    this.stubs = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.results = new Map(); // what an earlier check said of the answer that is there
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll('[data-form]'))) {
      const exercise = place.dataset.form ?? '';
      /** @type {{ spec: Spec, stub: string }} */
      const { spec, stub } = JSON.parse(place.querySelector('script')?.text ?? '');
      /** @type {Keeper} */
      const keeper = {
        keep: source => this.keep(exercise, source),
        check: () => {
          this.check(exercise);
          check(exercise);
        }
      };
      const form = makeForm(spec, keeper, { script: shequ.course.script, check: true });
      this.forms.set(exercise, form);
      this.stubs.set(exercise, stub);
      place.replaceChildren(form.node);
    }
    text.classList.add('shequ-live');
    this.channel = new Channel(path, answer => this.hear(answer));
    this.saveSoon = this.saveSoon.bind(this);
    this.leaving = () => void this.save();
    addEventListener('online', this.saveSoon);
    addEventListener('pagehide', this.leaving);
  }

  /** Show what is stored, and store what was typed in a page that was closed before it was stored. */
  async open() {
    /** @type {import('../../../frontend/types/site').Stored | undefined} */
    let model;
    try {
      model = await shequ.stored.get(this.path);
    } catch (error) {
      console.warn(error); // the head of the page says that nothing can be stored
    }
    const stored = new Map([...sources(model?.content), ...this.heard]); // heard while the store was read
    for (const [exercise, form] of this.forms) {
      const source = stored.get(exercise) ?? this.stubs.get(exercise) ?? '';
      this.sources.set(exercise, source);
      form.show(source);
      this.showCode(exercise, source);
    }
    if (model && model.content?.metadata?.shequ?.release === shequ.site.releases[this.path]) {
      this.showResults(model.content);
    }
    for (const [exercise, source] of Object.entries(shequ.site.kept(this.path))) {
      const form = this.forms.get(exercise);
      if (source && form && source !== this.sources.get(exercise)) {
        form.show(source);
        this.keep(exercise, source);
      }
    }
    if (model && !this.unsaved.size) {
      // a copy of an earlier release; an old text is better than none
      await shequ.keepAnswers(this.path, new Map()).catch(console.warn);
    }
  }

  /** @param {Notebook} notebook */
  showResults(notebook) {
    for (const [exercise, form] of this.forms) {
      const result = keptResult(notebook, exercise);
      if (result) {
        form.node.after(result);
        this.results.set(exercise, result);
      }
    }
  }

  /**
   * The answer has changed: what was said of it no longer holds.
   *
   * @param {string} exercise
   */
  dropResult(exercise) {
    this.results.get(exercise)?.remove();
    this.results.delete(exercise);
  }

  /**
   * An answer is given: it stands in the journal at once, and in the notebook soon.
   *
   * @param {string} exercise
   * @param {string} source
   */
  keep(exercise, source) {
    this.dropResult(exercise);
    this.sources.set(exercise, source);
    this.showCode(exercise, source);
    this.given.set(exercise, source);
    this.heard.delete(exercise);
    this.unsaved.set(exercise, source);
    shequ.site.keep(this.path, exercise, source);
    this.channel?.tell({ exercise, source });
    this.say(exercise, { is: 'saving' });
    this.saveSoon();
  }

  /**
   * An answer that another tab gave after all that were given here.
   *
   * @param {import('../../../shequ_lib/labextension/src/channel').IAnswer} answer
   */
  hear({ exercise, source }) {
    const form = this.forms.get(exercise);
    if (!form) {
      return;
    }
    if (this.unsaved.has(exercise)) {
      this.unsaved.set(exercise, source); // what waits here is older: it must not be stored over this one
    }
    this.given.delete(exercise);
    this.heard.set(exercise, source); // the notebook may have been read before and not listen yet
    if (source !== this.sources.get(exercise)) {
      this.dropResult(exercise);
      this.sources.set(exercise, source);
      form.show(source);
      this.showCode(exercise, source);
      this.changed();
    }
  }

  /**
   * Code is written in the notebook's editor; until that is there it can be read.
   *
   * @param {string} exercise
   * @param {string} source
   */
  showCode(exercise, source) {
    const code = this.text.querySelector(`[data-code="${CSS.escape(exercise)}"] pre`);
    if (code) {
      code.textContent = source;
    }
  }

  /**
   * A check is wanted, and waits for Python.
   *
   * @param {string | undefined} exercise
   */
  check(exercise) {
    if (exercise !== undefined && this.forms.has(exercise)) {
      this.wanted.add(exercise);
      this.say(exercise, { is: 'waiting' });
    }
  }

  /**
   * @param {string} exercise
   * @param {State} state
   */
  say(exercise, state) {
    const waits = this.wanted.has(exercise) && state.is === 'saved';
    this.forms.get(exercise)?.say(waits ? { is: 'waiting' } : state);
    this.changed();
  }

  /**
   * The checks that were wanted cannot be done.
   *
   * @param {string} why
   */
  giveUp(why) {
    const wanted = [...this.wanted];
    this.wanted.clear();
    wanted.forEach(exercise => this.say(exercise, { is: 'unchecked', why }));
  }

  saveSoon() {
    if (this.unsaved.size && !this.timer) {
      this.timer = setTimeout(() => void this.save(), PAUSE);
    }
  }

  /**
   * Store what is not stored yet; one at a time, and what is typed meanwhile after it.
   *
   * @returns {Promise<void>}
   */
  async save() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.unsaved.size) {
      return;
    }
    if (this.saving) {
      await this.saving;
      return this.save();
    }
    this.saving = this.saveNow();
    const succeeded = await this.saving;
    this.saving = null;
    if (this.unsaved.size && !this.timer && !this.ended) {
      this.timer = setTimeout(() => void this.save(), succeeded ? PAUSE : AGAIN);
    }
  }

  async saveNow() {
    const batch = new Map(this.unsaved);
    try {
      await shequ.keepAnswers(this.path, batch);
    } catch (error) {
      console.warn(error);
      batch.forEach((_, exercise) => this.say(exercise, { is: 'unsaved', why: whyNot(error) }));
      return false;
    }
    for (const [exercise, source] of batch) {
      shequ.site.answered(this.path, exercise, source);
      if (this.unsaved.get(exercise) === source) {
        this.unsaved.delete(exercise);
        this.say(exercise, { is: 'saved' });
      }
    }
    return true;
  }

  /** The notebook takes over. */
  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.channel?.close();
    removeEventListener('online', this.saveSoon);
    removeEventListener('pagehide', this.leaving);
    this.forms.forEach(form => form.dispose());
  }
}

/** @param {unknown} error */
function whyNot(error) {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return '这台设备留给网页的地方满了。答案还在本页，请不要关掉；腾出空间以后会自动保存。';
  }
  if (error instanceof TypeError) {
    return '网断了，本章还没有取全。答案还在本页，请不要关掉；连上以后会自动保存。'; // that is how fetch fails
  }
  return '没有保存成功。答案还在本页，请不要关掉，过一会儿会再试一次。';
}
