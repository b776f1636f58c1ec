/** One open course notebook: runs what may run, answers its forms, saves it, one thing after the other. */
import { Cell, CodeCell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents, Kernel } from '@jupyterlab/services';

import { courseCell, findCell } from './course';
import { Form, IFormHandler, IRequest, listen } from './exercise';
import type { Note } from './note';
import { fetchReleased, Released, Verdict } from './released';
import { ANSWER_SECONDS, Outcome, runCell, runInstead } from './runner';
import { SaveError, Saver } from './saver';
import { site } from './site';
import { TEXT } from './texts';

/** Milliseconds after which the trainee is told that preparing takes long. */
const SLOW = 30_000;

/** Milliseconds after which the trainee is told that code is running that cannot be stopped. */
const RUNNING = 4_000;

/** A request that waits for its turn; later requests of the same exercise join it. */
interface IJob extends IRequest {
  forms: Set<Form>;
}

export class CourseDocument implements IFormHandler {
  constructor(
    private panel: NotebookPanel,
    private note: Note,
    contents: Contents.IManager
  ) {
    this.saver = new Saver(panel.context, contents);
    panel.context.saveState.connect((_, state) => {
      if (state === 'completed') {
        this.unsaved.forEach((source, form) => form.saved(source));
        this.unsaved.clear();
      }
    });
    this.released = fetchReleased(panel.model).catch(error => {
      console.warn(error);
      return new Released(null);
    });
    const session = panel.sessionContext;
    session.kernelChanged.connect((_, change) => this.onKernel(change.newValue));
    session.statusChanged.connect((_, status) => this.onStatus(status));
    session.connectionStatusChanged.connect((_, status) => this.onConnection(status));
    this.note.say(TEXT.preparing);
    this.slowly();
    const noKernel = () => this.note.say(site() ? TEXT.noKernelSite : TEXT.noKernel);
    session.ready.then(() => session.session?.kernel || noKernel(), noKernel);
    this.onKernel(session.session?.kernel ?? null);
  }

  source(exercise: string): string | undefined {
    return findCell(this.panel.content, exercise, 'answer')?.model.sharedModel.getSource();
  }

  request(request: IRequest, form: Form): void {
    if (request.source !== undefined) {
      site()?.keep(this.panel.context.path, request.exercise, request.source);
    }
    const waiting = this.jobs.get(request.exercise);
    if (waiting) {
      waiting.source = request.source ?? waiting.source;
      waiting.check = waiting.check || request.check;
      waiting.forms.add(form);
      return;
    }
    const job: IJob = { ...request, forms: new Set([form]) };
    this.jobs.set(request.exercise, job);
    this.later(() => this.carryOutAll());
  }

  /** Run the live boards again, if the chapter has any. */
  refreshBoards(): void {
    if (!this.prepared || this.boardsWaiting) {
      return;
    }
    this.boardsWaiting = true;
    this.later(async () => {
      this.boardsWaiting = false;
      const released = await this.released;
      const verdicts = released.judge(this.panel.content.widgets);
      await this.runCells(cell => courseCell(cell.model).role === 'board', verdicts);
    });
  }

  private onKernel(kernel: Kernel.IKernelConnection | null): void {
    if (kernel) {
      listen(kernel, this, TEXT.noAnswerCell);
      this.prepareLater();
    }
  }

  private onStatus(status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this.restarting = true;
      this.round++;
      this.note.say(TEXT.preparing);
    } else if (status === 'dead') {
      this.note.say(TEXT.dead);
    } else if (this.restarting && status === 'idle') {
      this.restarting = false;
      this.prepareLater();
    }
  }

  private onConnection(status: Kernel.ConnectionStatus): void {
    if (this.prepared) {
      this.note.say(status === 'connected' ? this.waiting : TEXT.disconnected);
    }
  }

  /** Run what may run of the notebook; a round that was asked for earlier is given up. */
  private prepareLater(): void {
    const round = ++this.round;
    this.later(() => (round === this.round ? this.prepare(round) : undefined));
  }

  private async prepare(round: number): Promise<void> {
    const kernel = this.panel.sessionContext.session?.kernel;
    if (!kernel) {
      return;
    }
    this.prepared = false;
    this.note.say(TEXT.preparing);
    this.slowly();
    await kernel.info;
    const cells = this.panel.content.widgets;
    cells.forEach(cell => cell.toggleClass('shequ-stale', cell instanceof CodeCell));
    const released = await this.released;
    const verdicts = released.judge(cells);
    this.explain(released, verdicts);
    await this.runCells(() => round === this.round, verdicts);
    if (round === this.round) {
      this.prepared = true;
      this.note.say(this.trouble || this.waiting);
      this.trouble = '';
    }
  }

  /** Note what does not run, for the line above the notebook, and let it be seen even while code is hidden. */
  private explain(released: Released, verdicts: Map<Cell, Verdict>): void {
    this.held.clear();
    let strange = 0;
    verdicts.forEach((verdict, cell) => {
      const { role, exercise } = courseCell(cell.model);
      const waits = cell instanceof CodeCell && !verdict.run;
      const code = waits && role === 'answer' && !!exercise && released.isCodeAnswer(exercise);
      if (code && verdict.instead !== null) {
        this.held.add(exercise);
      } else if (waits && cell.model.sharedModel.getSource().trim()) {
        strange++;
      }
      cell.toggleClass('shequ-strange', waits && !code);
    });
    this.strange = released.isKnown ? TEXT.strange(strange) : TEXT.unknown;
  }

  /** What the line above the notebook says while nothing else is to be said. */
  private get waiting(): string {
    return [TEXT.held(this.held.size), this.strange].filter(Boolean).join('');
  }

  private slowly(): void {
    window.clearTimeout(this.slowTimer);
    this.slowTimer = window.setTimeout(() => {
      if (!this.prepared && this.note.node.textContent === TEXT.preparing) {
        this.note.say(TEXT.slow);
      }
    }, SLOW);
  }

  /**
   * Run the wanted cells in order, as far as they may run.
   *
   * That changes outputs only, so the document need not be saved for it. The check of an answer that did not
   * run keeps what it said when that was run last.
   */
  private async runCells(wanted: (cell: CodeCell) => boolean, verdicts: Map<Cell, Verdict>): Promise<void> {
    const unanswered = new Set<string | undefined>();
    for (const cell of [...this.panel.content.widgets]) {
      const verdict = verdicts.get(cell);
      if (cell instanceof CodeCell && verdict && wanted(cell)) {
        const { role, exercise } = courseCell(cell.model);
        if (!verdict.run && verdict.instead !== null) {
          unanswered.add(exercise);
          await runInstead(verdict.instead, this.panel.sessionContext);
        } else if (verdict.run && !(role === 'check' && unanswered.has(exercise))) {
          await runCell(cell, this.panel.sessionContext);
        }
      }
      cell.removeClass('shequ-stale');
      await this.carryOutAll();
    }
    this.saver.forgetOutputs();
  }

  /** Answers go before the rest of a chapter that is still being prepared. */
  private async carryOutAll(): Promise<void> {
    for (const job of this.jobs.values()) {
      await this.carryOut(job);
    }
  }

  private async carryOut(job: IJob): Promise<void> {
    this.jobs.delete(job.exercise);
    const answer = findCell(this.panel.content, job.exercise, 'answer');
    if (!answer) {
      job.forms.forEach(form => form.failed(TEXT.noAnswerCell));
      return;
    }
    const shared = answer.model.sharedModel;
    if (job.source !== undefined && job.source !== shared.getSource()) {
      shared.setSource(job.source);
    }
    const released = await this.released;
    const code = released.isCodeAnswer(job.exercise);
    if (answer instanceof CodeCell && !code && !released.isPlainAnswer(job.exercise, shared.getSource())) {
      job.forms.forEach(form => form.failed(TEXT.noAnswer));
      return;
    }
    if (code && !(await this.save(job))) {
      return; // code that never ends must not take the answer with it, so it is saved before it runs
    }
    const running = window.setTimeout(() => code && site() && this.note.say(TEXT.running), RUNNING);
    let outcome: Outcome = await runCell(answer, this.panel.sessionContext);
    window.clearTimeout(running);
    if (outcome === 'restarted') {
      this.givenUp(answer);
      return; // the form is gone with the kernel; the line above the notebook says what happened
    }
    this.held.delete(job.exercise);
    if (this.prepared) {
      this.note.say(this.waiting);
    }
    const check = findCell(this.panel.content, job.exercise, 'check');
    const mayCheck = check && released.judge(this.panel.content.widgets).get(check)?.run;
    if (job.check && mayCheck && outcome === 'done') {
      outcome = await runCell(check, this.panel.sessionContext);
    } else if (check instanceof CodeCell) {
      check.model.outputs.clear(); // it judged the answer before this one
    }
    if (!(await this.save(job))) {
      return;
    }
    job.forms.forEach(form => {
      if (outcome === 'done') {
        form.saved(job.source);
      } else {
        form.failed(outcome === 'too long' ? TEXT.tooLong(ANSWER_SECONDS) : TEXT.kernelGone);
      }
    });
  }

  /** Save the document for a job; its forms are told of a failure. */
  private async save(job: IJob): Promise<boolean> {
    try {
      if (await this.saver.save()) {
        this.prepareLater();
      }
    } catch (error) {
      const message = error instanceof SaveError ? error.message : TEXT.saveFailed;
      job.forms.forEach(form => {
        this.unsaved.set(form, job.source);
        form.failed(message);
      });
      return false;
    }
    site()?.answered(this.panel.context.path, job.exercise, this.source(job.exercise) ?? '');
    return true;
  }

  /** The code of an answer did not end, and the kernel had to be started anew. */
  private givenUp(cell: Cell): void {
    const exercise = courseCell(cell.model).exercise ?? '';
    const question = findCell(this.panel.content, exercise, 'question');
    const title = question?.model.sharedModel
      .getSource()
      .split('\n')[0]
      .replace(/^[#\s]*/, '');
    this.trouble = TEXT.restarted(title ?? exercise);
  }

  /** Put work at the end of the line. */
  private later(work: () => Promise<void> | undefined): void {
    this.line = this.line.then(() => (this.panel.isDisposed ? undefined : work())).catch(console.error);
  }

  private saver: Saver;
  private released: Promise<Released>;
  /** Exercises whose code was not run since the notebook was opened. */
  private held = new Set<string>();
  /** What is to be said of other cells that did not run. */
  private strange = '';
  private jobs = new Map<string, IJob>();
  /** Forms whose answer is in its cell, but could not be saved; with that answer. */
  private unsaved = new Map<Form, string | undefined>();
  private line: Promise<void> = Promise.resolve();
  private round = 0;
  private prepared = false;
  private restarting = false;
  private boardsWaiting = false;
  private slowTimer = 0;
  /** What to say once the chapter is prepared. */
  private trouble = '';
}
