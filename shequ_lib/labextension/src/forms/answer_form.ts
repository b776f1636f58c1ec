/** What the forms of all kinds share: keeping, the status line, 清除 and 检查. */
import { html, nothing, render, TemplateResult } from 'lit-html';

import { AnswerError } from '../answers/error';
import { read } from '../answers/literal';
import { normalise } from '../answers/normalise';
import type { Spec } from '../answers/spec';
import { Answer, write } from '../answers/write';
import type { Form, FormOptions, Keeper, Progress, State } from './form';
import { Say, saying } from './texts';

/** Milliseconds without typing after which a person is told what is wrong with what was typed. */
const PAUSE = 800;

/** A draft is not an answer; `message` is for people and in the chapter's script. */
export class DraftError extends Error {}

/** How a change came about: while it is typed, its faults wait a little. */
export type How = 'typed' | 'done';

/** What one kind of exercise brings. A draft is what stands in its fields, an answer or not; it is never changed. */
export interface Kind<Draft> {
  /** The draft of what the answer cell holds; AnswerError or DraftError if it cannot be read. */
  read(source: string): Draft;
  /** What the answer cell holds for a draft; AnswerError or DraftError if it is not an answer. */
  write(draft: Draft): string;
  /** The draft that answers nothing. */
  readonly empty: Draft;
  /** What is still to do, in words; an empty text if nothing is, null if all is. */
  missing(draft: Draft): string | null;
  /** The controls; each calls `change` with the draft that a person made of it. */
  fields(draft: Draft, change: Change<Draft>): TemplateResult;
  /** A button of its own, first in the row of buttons: what is to be done next. */
  next?(draft: Draft, change: Change<Draft>): TemplateResult;
  /** Called after the controls were drawn. */
  drawn?(node: HTMLElement): void;
  /** A table's answer is code: it has words of its own, and is run in both editions. */
  readonly isCode?: boolean;
  /** Called when the form is not used any more. */
  dispose?(): void;
  /** A year is cleared month by month, with a button of its own. */
  readonly ownClear?: boolean;
  /** An essay is not checked. */
  readonly noCheck?: boolean;
}

/** `said` is a line for the status line, such as where an item went; with the same draft it is all there is. */
export type Change<Draft> = (draft: Draft, how?: How, said?: string) => void;

/** The read and write of a kind whose answer is a literal. */
export function literalOf<Draft>(
  spec: Spec,
  draftOf: (answer: Answer) => Draft,
  answerOf: (draft: Draft) => Answer
): Pick<Kind<Draft>, 'read' | 'write' | 'empty'> {
  return {
    read: source => draftOf(normalise(spec, read(spec.id, source))),
    write: draft => write(spec.id, answerOf(draft)),
    empty: draftOf(null)
  };
}

export class AnswerForm<Draft> implements Form {
  constructor(
    private spec: Spec,
    private keeper: Keeper,
    private options: FormOptions,
    private kind: Kind<Draft>
  ) {
    this.text = saying(options.script);
    this.draft = kind.empty;
    this.node.className = `shequ-form shequ-form-${spec.kind}`;
    this.draw();
  }

  readonly node = document.createElement('div');

  get progress(): Progress {
    const missing = this.kind.missing(this.draft);
    return missing === null ? 'none' : missing || this.wrong ? 'part' : 'whole';
  }

  show(source: string): void {
    if (source === this.source) {
      return; // what was kept comes back; what is being typed stays as it is
    }
    this.source = source;
    this.settle();
    this.said = '';
    this.state = { is: 'saved' };
    try {
      this.draft = this.kind.read(source);
    } catch (error) {
      this.draft = this.kind.empty;
      this.said = this.text('unreadable', { why: this.messageOf(error) });
      this.isTrouble = true;
    }
    this.draw();
  }

  say(state: State): void {
    this.state = state;
    this.draw();
  }

  dispose(): void {
    window.clearTimeout(this.timer);
    this.kind.dispose?.();
  }

  private change: Change<Draft> = (draft, how = 'done', said = '') => {
    if (draft === this.draft) {
      this.said = said || this.said;
      this.complain();
      return;
    }
    this.draft = draft;
    this.settle();
    let source: string;
    try {
      source = this.kind.write(draft);
    } catch (error) {
      this.wrong = this.messageOf(error);
      if (how === 'typed') {
        this.timer = window.setTimeout(() => this.complain(), PAUSE);
      } else {
        this.isTrouble = true;
      }
      this.draw();
      return;
    }
    this.said = said;
    this.keep(source);
  };

  /** Give the keeper a text, unless it has that already. */
  private keep(source: string): void {
    if (source !== this.source) {
      this.source = source;
      this.state = { is: 'saving' };
      this.keeper.keep(source);
    }
    this.draw();
  }

  /** Forget what was wrong with the draft before. */
  private settle(): void {
    window.clearTimeout(this.timer);
    this.wrong = '';
    this.isTrouble = false;
  }

  private complain(): void {
    this.isTrouble ||= !!this.wrong;
    this.draw();
  }

  private clear(): void {
    if (this.isEmpty) {
      return;
    }
    this.before = this.draft;
    this.change(this.kind.empty);
    this.said = this.text(this.kind.isCode ? 'stubBack' : 'cleared', { restore: this.restoreLabel });
    this.draw();
  }

  private restore(): void {
    const before = this.before!;
    this.before = this.isEmpty ? undefined : this.draft;
    this.change(before);
    if (!this.wrong) {
      this.said = this.text('restored');
    }
    this.draw();
    if (this.before === undefined) {
      this.node.querySelector<HTMLElement>('.shequ-clear')?.focus(); // the button that had the focus is gone
    }
  }

  private check(): void {
    if (this.wrong) {
      this.complain();
    } else if (this.kind.missing(this.draft) === null && !this.kind.isCode) {
      this.said = this.text('nothingToCheck');
      this.draw();
    } else {
      this.say({ is: 'waiting' });
      this.keeper.check();
    }
  }

  private get isEmpty(): boolean {
    return this.kind.missing(this.draft) === null && !this.wrong;
  }

  private get restoreLabel(): string {
    return this.text(this.kind.isCode ? 'restoreCode' : 'restore');
  }

  private messageOf(error: unknown): string {
    if (error instanceof AnswerError) {
      return error.in(this.options.script);
    }
    if (error instanceof DraftError) {
      return error.message;
    }
    throw error;
  }

  /** The status line: what is wrong, or what has become of the answer and what was done last. */
  private status(): TemplateResult {
    const { text, state } = this;
    if (this.wrong && !this.isTrouble) {
      return html`${text('typing')}`;
    }
    const problem = this.wrong
      ? text('unsaved', { why: this.wrong })
      : this.isTrouble
        ? this.said
        : state.is === 'unsaved'
          ? text('unsaved', { why: state.why })
          : state.is === 'unchecked'
            ? state.why
            : '';
    return problem
      ? html`<span class="shequ-problem">${problem}</span>`
      : html`<span>${this.stateInWords(state)}</span> <span>${this.said}</span>`;
  }

  private stateInWords(state: State): string {
    const { text, kind } = this;
    if (state.is === 'saving') {
      return text('saving');
    }
    if (state.is === 'waiting') {
      return text(kind.isCode ? 'running' : 'waiting');
    }
    const missing = kind.missing(this.draft);
    if (state.is === 'checked') {
      return text(kind.isCode ? 'ran' : 'checked');
    }
    if (missing === null) {
      return text('unanswered');
    }
    if (missing) {
      return text('savedPart', { missing });
    }
    return text(kind.isCode ? 'codeKept' : this.options.check ? 'saved' : 'savedToMark');
  }

  private draw(): void {
    const { text, kind, source } = this;
    const check = kind.isCode || (this.options.check && !kind.noCheck);
    const button = (name: string, label: string, act: () => void, main = false, off = false) =>
      html`<button
        type="button"
        class="shequ-button shequ-${name} ${main ? 'shequ-main' : ''}"
        aria-disabled=${off ? 'true' : nothing}
        @click=${(event: MouseEvent) => !isDoubleClick(event) && act()}
      >
        ${label}
      </button>`;
    render(
      html`<fieldset class="shequ-fields">
          <legend class="shequ-hidden">${this.spec.title}</legend>
          ${kind.fields(this.draft, this.change)}
        </fieldset>
        <div class="shequ-actions">
          ${kind.next?.(this.draft, this.change) ?? nothing}
          ${
            check
              ? button(
                  'check',
                  text(kind.isCode ? 'run' : 'check'),
                  () => this.check(),
                  !(kind.next && this.isEmpty)
                )
              : nothing
          }
          ${
            kind.ownClear
              ? nothing
              : button('clear', text(kind.isCode ? 'stub' : 'clear'), () => this.clear(), false, this.isEmpty)
          }
          ${this.before === undefined ? nothing : button('restore', this.restoreLabel, () => this.restore())}
          ${
            this.state.is === 'unsaved' && !this.wrong && source !== undefined
              ? button('retry', text('retry'), () => this.keeper.keep(source))
              : nothing
          }
        </div>
        <p class="shequ-said" role="status">${this.status()}</p>`,
      this.node
    );
    kind.drawn?.(this.node);
  }

  private text: Say;
  private draft: Draft;
  private before: Draft | undefined;
  private source: string | undefined;
  private state: State = { is: 'saved' };
  /** What is wrong with the draft; the keeper still has the answer before it. */
  private wrong = '';
  /** Whether what is wrong is told already. */
  private isTrouble = false;
  private said = '';
  private timer = 0;
}

/** Many a person clicks twice; the second click is meant for nothing. Keys and other programs say detail 0. */
function isDoubleClick(event: MouseEvent): boolean {
  return event.detail > 1;
}
