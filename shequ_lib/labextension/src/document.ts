/** One open course notebook: draws its forms, keeps and saves their answers, asks Python when it is needed. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Cell, CodeCell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents, Kernel } from '@jupyterlab/services';
import type { PanelLayout } from '@lumino/widgets';
import { Widget } from '@lumino/widgets';

import { Channel } from './channel';
import { ChapterContents } from './chapter_contents';
import { answers, courseCell, findCell, notebookMeta } from './course';
import { makeForm, Spec } from './forms';
import type { Form, State } from './forms/form';
import { Journal } from './journal';
import { askedPlace, showHeading } from './headings';
import { leadToPages } from './links';
import { whenNear } from './near';
import type { Note } from './note';
import { keepPlace } from './place';
import { Python } from './python';
import { isPlainForm } from './plain_form';
import { fetchReleased, IVerdict, Released } from './released';
import { ANSWER_SECONDS } from './runner';
import { SaveError, Saver } from './saver';
import { site } from './site';
import { StartPage } from './start_page';
import { text } from './texts';
import { called, fetchTrainee } from './trainee';
import { Waiting } from './waiting';

/** Milliseconds after a change at which it is saved. */
const PAUSE = 300;

/** Milliseconds after which saving is tried again. */
const AGAIN = 3_000;

/** Milliseconds after which the trainee is told that code is running that cannot be stopped. */
const RUNNING = 4_000;

/** The roles of cells that run when they come near. */
const LAZY = new Set(['play', 'code']);

export class CourseDocument {
  constructor(
    private panel: NotebookPanel,
    private note: Note,
    private contents: Contents.IManager
  ) {
    this.journal = new Journal(panel.context.path);
    this.saver = new Saver(
      panel.context,
      contents,
      (exercise, source) => this.hear(exercise, source),
      answers => this.journal.sending(answers)
    );
    this.python = new Python(
      panel.sessionContext,
      () => panel.content.widgets,
      cell => !!this.verdicts.get(cell)?.run
    );
    this.channel = new Channel(panel.context.path, ({ exercise, source }) => {
      if (this.unsaved.has(exercise)) {
        this.unsaved.set(exercise, source); // the answer that waits here is older: it must not be saved over this one
      }
      this.showOther(exercise, source);
    });
    panel.disposed.connect(() => this.end());
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === 'restarting' || status === 'autorestarting' || status === 'dead') {
        // what was shown is gone with the kernel
        void this.watch().then(() => this.note.say(text('restarted')));
      }
    });
    askNothing(panel);
    panel.model?.cells.changed.connect(() => this.draw());
    window.addEventListener('pagehide', this.leaving);
    window.addEventListener('online', this.saveSoon);
    this.draw();
    this.recover();
    leadToPages(panel.node, () => panel.context.path);
    this.list = new ChapterContents(panel, exercise => this.forms.get(exercise)?.progress ?? 'none');
    const asked = askedPlace();
    keepPlace(
      panel.context.path,
      () => panel.content.widgets.map(({ model, node }) => ({ id: model.id, node })),
      !asked && !site() // the page of a chapter of the site keeps the place itself when the notebook takes over
    );
    if (asked && !site()) {
      showHeading(panel.content.node, asked);
    }
    if (!site() && notebookMeta(panel.model).chapter === '00-start') {
      this.startPage = new StartPage(panel);
    }
    this.released = fetchReleased(panel.model).catch(error => {
      console.warn(error);
      return new Released(null);
    });
    this.begins = this.watch();
    void this.noteTrainee();
  }

  /** Is there when what stands in the place of simulators is drawn. */
  readonly begins: Promise<void>;

  /** Show on the start page how far one is by now. */
  refreshBoards(): void {
    void this.startPage?.refresh();
  }

  // ---- forms ----

  /** Draw the form of each exercise that has none yet. */
  private draw(): void {
    const meta = notebookMeta(this.panel.model);
    for (const cell of this.panel.content.widgets) {
      const { role, exercise, spec, unscored } = courseCell(cell.model);
      if (role !== 'form' || !exercise || !spec || this.drawn.has(cell)) {
        continue;
      }
      this.drawn.add(cell);
      const form = makeForm(
        spec as Spec, // it is looked at before it is drawn
        { keep: source => this.keep(exercise, source), check: () => this.check(exercise) },
        {
          script: meta.script === 'hant' ? 'hant' : 'hans',
          check: meta.edition === 'self-study' || unscored === true
        }
      );
      this.forms.set(exercise, form);
      const holder = new Widget({ node: form.node });
      holder.addClass('shequ-form-holder');
      (cell.layout as PanelLayout).addWidget(holder);
      cell.disposed.connect(() => {
        this.forms.get(exercise) === form && this.forms.delete(exercise);
        form.dispose();
      });
      form.show(this.source(exercise) ?? '');
      this.watchEditor(exercise);
    }
  }

  /** Code is typed into the answer cell itself: that is kept like what is typed into a form. */
  private watchEditor(exercise: string): void {
    const answer = findCell(this.panel.content, exercise, 'answer');
    answer?.model.sharedModel.changed.connect(() => {
      const source = this.source(exercise) ?? '';
      if (
        !this.putting &&
        source !== this.unsaved.get(exercise) &&
        source !== this.saver.lastSaved(exercise)
      ) {
        this.forms.get(exercise)?.show(source);
        this.noteUnsaved(exercise, source);
      }
    });
  }

  private source(exercise: string): string | undefined {
    return findCell(this.panel.content, exercise, 'answer')?.model.sharedModel.getSource();
  }

  private put(exercise: string, source: string): boolean {
    const answer = findCell(this.panel.content, exercise, 'answer');
    if (!answer) {
      return false;
    }
    this.putting = true;
    try {
      if (answer.model.sharedModel.getSource() !== source) {
        answer.model.sharedModel.setSource(source);
      }
    } finally {
      this.putting = false;
    }
    const check = findCell(this.panel.content, exercise, 'check');
    if (check instanceof CodeCell && check.model.outputs.length) {
      check.model.outputs.clear(); // it judged the answer before this one
    }
    return true;
  }

  /** A form has changed: its answer goes into the cell at once, and to the file soon. */
  private keep(exercise: string, source: string): void {
    if (this.put(exercise, source)) {
      this.noteUnsaved(exercise, source);
      this.channel.tell({ exercise, source });
    } else {
      this.say(exercise, { is: 'unsaved', why: text('noAnswerCell') });
    }
  }

  private noteUnsaved(exercise: string, source: string): void {
    this.journal.note(exercise, source, this.saver.lastSaved(exercise) ?? '');
    site()?.keep(this.panel.context.path, exercise, source);
    this.unsaved.set(exercise, source);
    this.say(exercise, { is: 'saving' });
    this.saveSoon();
  }

  /** Hold an answer that was given before this notebook stood here: on the page of the site, or in a closed tab. */
  take(exercise: string, source: string): void {
    const isSaved = this.source(exercise) === source && this.saver.lastSaved(exercise) === source;
    if (!isSaved && this.put(exercise, source)) {
      this.forms.get(exercise)?.show(source);
      this.noteUnsaved(exercise, source);
    }
  }

  /** An answer that another window gave to the same notebook. */
  hear(exercise: string, source: string): void {
    if (!this.unsaved.has(exercise)) {
      this.showOther(exercise, source);
    }
  }

  private showOther(exercise: string, source: string): void {
    if (this.source(exercise) !== source && this.put(exercise, source)) {
      this.forms.get(exercise)?.show(source);
      this.list?.refresh();
    }
  }

  /** Put in what was typed in a page that was closed before it was saved. */
  private recover(): void {
    const model = this.panel.model;
    if (!model) {
      return;
    }
    for (const [exercise, source] of this.journal.unsaved(answers(model))) {
      this.take(exercise, source);
    }
    if (!this.unsaved.size) {
      this.journal.clear();
    }
  }

  private say(exercise: string, state: State): void {
    this.forms.get(exercise)?.say(state);
    this.list?.refresh();
  }

  // ---- saving ----

  private saveSoon = (): void => {
    if (this.unsaved.size && !this.saveTimer) {
      this.saveTimer = window.setTimeout(() => void this.save(), PAUSE);
    }
  };

  /** Save what is not saved yet; only one save at a time, and what is typed meanwhile after it. */
  private async save(): Promise<void> {
    window.clearTimeout(this.saveTimer);
    this.saveTimer = 0;
    if (this.saving) {
      await this.saving;
      return this.unsaved.size && !this.saveTimer ? this.save() : undefined;
    }
    this.saving = this.saveNow();
    await this.saving;
    this.saving = null;
    if (this.unsaved.size && !this.saveTimer && !this.panel.isDisposed) {
      this.saveTimer = window.setTimeout(() => void this.save(), this.failed ? AGAIN : PAUSE);
    }
  }

  private async saveNow(): Promise<void> {
    const batch = new Map(this.unsaved);
    try {
      const { reloaded } = await this.saver.save();
      this.failed = false;
      for (const [exercise, source] of batch) {
        this.journal.saved(exercise, source);
        site()?.answered(this.panel.context.path, exercise, source);
        if (this.unsaved.get(exercise) === source) {
          this.unsaved.delete(exercise);
          this.say(exercise, { is: 'saved' });
        }
      }
      if (reloaded) {
        void this.watch();
      }
    } catch (error) {
      this.failed = true;
      const why = error instanceof SaveError ? error.message : text('saveFailed');
      batch.forEach((_, exercise) => this.say(exercise, { is: 'unsaved', why }));
    }
  }

  /** Save until nothing is left to save, or saving fails. */
  async saveAll(): Promise<void> {
    do {
      await this.save();
    } while (this.unsaved.size && !this.failed);
  }

  /** The page goes away: what is not saved stands in the journal, and one more save is tried. */
  private leaving = (): void => {
    if (this.unsaved.size) {
      void this.save();
    }
  };

  /** Note in the notebook whose it is, so that its file may be called anything. */
  private async noteTrainee(): Promise<void> {
    const { model, context } = this.panel;
    const meta = notebookMeta(model);
    if (site() || meta.edition !== 'class') {
      return;
    }
    const trainee = await fetchTrainee(this.contents, context.path);
    if (!trainee || this.panel.isDisposed || !model) {
      return;
    }
    const line = document.createElement('p');
    line.className = 'shequ-trainee';
    line.textContent = text('trainee', { trainee: called(trainee) });
    this.panel.content.widgets[0]?.node.prepend(line);
    if (JSON.stringify(meta.trainee) !== JSON.stringify(trainee)) {
      model.setMetadata('shequ', { ...meta, trainee });
      await this.saver.save().catch(console.warn); // the next answer tries again
    }
  }

  // ---- Python ----

  /** Judge what may run, and run what needs Python when it comes near. */
  private async watch(): Promise<void> {
    this.unwatch();
    const released = await this.released;
    if (this.panel.isDisposed) {
      return;
    }
    this.judge(released);
    const lazy = this.panel.content.widgets.filter(
      cell => LAZY.has(courseCell(cell.model).role ?? '') && this.verdicts.get(cell)?.run
    );
    const byNode = new Map(lazy.map(cell => [cell.node, cell]));
    for (const cell of lazy) {
      this.waitings.get(cell)?.end(); // it may wait since the kernel before
      this.waitings.set(cell, new Waiting(cell, this.verdicts.get(cell)?.first ?? null));
    }
    this.unwatch = whenNear(byNode.keys(), node => this.later(() => this.runLazily(byNode.get(node)!)));
  }

  private judge(released: Released): void {
    this.verdicts = released.judge(this.panel.content.widgets);
    let strange = 0;
    this.verdicts.forEach((verdict, cell) => {
      const { role, exercise } = courseCell(cell.model);
      const isCodeAnswer = role === 'answer' && !!exercise && released.isCodeAnswer(exercise);
      const isStrange =
        cell instanceof CodeCell &&
        !verdict.run &&
        !isCodeAnswer &&
        !(role === 'form' && isPlainForm(cell.model.sharedModel.getSource())) &&
        !!cell.model.sharedModel.getSource().trim();
      strange += isStrange ? 1 : 0;
      cell.toggleClass('shequ-strange', isStrange);
    });
    this.note.say(released.isKnown ? (strange ? text('strange', { count: strange }) : '') : text('unknown'));
  }

  private async runLazily(cell: Cell): Promise<void> {
    const waiting = this.waitings.get(cell);
    if (cell.isDisposed) {
      return;
    }
    waiting?.begin();
    try {
      await this.python.ready();
      await this.python.run(cell);
      void waiting?.over();
    } catch (error) {
      console.warn(error);
      waiting?.failed(site() ? text('noKernelSite') : text('noKernel'), () =>
        this.later(() => this.runLazily(cell))
      );
    }
    this.saver.forgetOutputs();
  }

  /** Let Python look at an answer: its cell, the exercise, and the check. */
  check(exercise: string): void {
    this.say(exercise, { is: 'waiting' });
    if (!this.checking.has(exercise)) {
      this.checking.add(exercise);
      this.later(async () => {
        this.checking.delete(exercise);
        await this.checkNow(exercise);
      });
    }
  }

  private async checkNow(exercise: string): Promise<void> {
    const released = await this.released;
    this.judge(released);
    const answer = findCell(this.panel.content, exercise, 'answer');
    const [form, check] = ['form', 'check'].map(role => this.ofRelease(exercise, role));
    if (!answer) {
      this.say(exercise, { is: 'unchecked', why: text('noAnswerCell') });
      return;
    }
    const source = answer.model.sharedModel.getSource();
    const code = released.isCodeAnswer(exercise);
    if (answer instanceof CodeCell && !code && !released.isPlainAnswer(exercise, source)) {
      this.say(exercise, { is: 'unchecked', why: text('noAnswer') });
      return;
    }
    if (!form || !check) {
      this.say(exercise, { is: 'unchecked', why: text('unknownCheck') });
      return;
    }
    if (this.unsaved.size) {
      await this.save(); // code that never ends must not take the answer with it
    }
    try {
      await this.python.ready();
    } catch (error) {
      console.warn(error);
      this.say(exercise, { is: 'unchecked', why: text('noCheck') });
      return;
    }
    const running = window.setTimeout(() => code && site() && this.note.say(text('running')), RUNNING);
    const outcome = await this.python.run(answer);
    window.clearTimeout(running);
    this.judge(released);
    if (outcome === 'restarted' || outcome === 'too long') {
      this.say(exercise, { is: 'unchecked', why: text('tooLong', { seconds: ANSWER_SECONDS }) });
    } else if (outcome === 'stopped') {
      this.say(exercise, { is: 'unchecked', why: text('kernelGone') });
    } else {
      await this.python.run(form);
      const last = await this.python.run(check);
      if (this.source(exercise) === source) {
        this.say(
          exercise,
          last === 'done' ? { is: 'checked' } : { is: 'unchecked', why: text('kernelGone') }
        );
      } else if (check instanceof CodeCell) {
        check.model.outputs.clear(); // it judged what was there before
      }
    }
    await this.saver.save().catch(console.warn); // with the result
  }

  /** The cell of an exercise that is the release's own; somebody may have put another before it. */
  private ofRelease(exercise: string, role: string): Cell | undefined {
    return this.panel.content.widgets.find(cell => {
      const ours = courseCell(cell.model);
      return ours.exercise === exercise && ours.role === role && this.verdicts.get(cell)?.run;
    });
  }

  // ---- small things ----

  /** Put work at the end of the line. */
  private later(work: () => Promise<void>): void {
    this.line = this.line.then(() => (this.panel.isDisposed ? undefined : work())).catch(console.error);
  }

  private end(): void {
    this.unwatch();
    this.leaving();
    this.channel.close();
    window.removeEventListener('pagehide', this.leaving);
    window.removeEventListener('online', this.saveSoon);
  }

  private journal: Journal;
  private list: ChapterContents | undefined;
  private startPage: StartPage | undefined;
  private saver: Saver;
  private python: Python;
  private channel: Channel;
  private released: Promise<Released>;
  private verdicts = new Map<Cell, IVerdict>();
  private forms = new Map<string, Form>();
  /** Cells that have a form. */
  private drawn = new WeakSet<Cell>();
  private waitings = new WeakMap<Cell, Waiting>();
  /** Answers that are in their cells, but not in the file. */
  private unsaved = new Map<string, string>();
  private checking = new Set<string>();
  private putting = false;
  private saving: Promise<void> | null = null;
  private saveTimer = 0;
  private failed = false;
  private line: Promise<void> = Promise.resolve();
  private unwatch: () => void = () => {};
}

/** JupyterLab opens an English dialog when a kernel has died; the line above the chapter says it. */
function askNothing(panel: NotebookPanel): void {
  type Slot = (sender: ISessionContext, status: Kernel.Status) => void;
  const { _onSessionStatusChanged: slot } = panel as unknown as { _onSessionStatusChanged?: Slot };
  if (slot) {
    panel.sessionContext.statusChanged.disconnect(slot, panel);
  }
}
