/** `year`: a board of twelve months, one of them on show. It says nothing about right and wrong. */
import { html, nothing, TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { live } from 'lit-html/directives/live.js';
import { createRef, ref } from 'lit-html/directives/ref.js';

import type { YearSpec } from '../../answers/kinds/year';
import { answerOf } from '../../answers/normalise_year';
import { numeral, write } from '../../answers/write';
import { Board, Card, cardsOf, isBoard, MONTHS, Task, tasksOf } from '../../answers/year_board';
import type { Change, Kind } from '../answer_form';
import type { FormOptions } from '../form';
import type { Say } from '../texts';
import { cardTable } from '../year/card_table';
import * as model from '../year/model';
import { Draft, Tile } from '../year/model';
import { yearInPrint } from '../year/print';
import { calendar, figures, money } from '../year/sides';

/** Characters; options longer than this are radio buttons, which wrap. */
const LONG = 18;
/** Days from the first of its month that a date is chosen from. */
const DAYS = 62;
/** Pixels; in less there is no room beside the cards, as style/year.css has it. */
const NARROW = 650;
/** Milliseconds without typing after which a person is told what is wrong with a number. */
const PAUSE = 800;

export function form({ id, board }: YearSpec, text: Say, options: FormOptions): Kind<Draft> | null {
  if (!isBoard(board)) {
    return null;
  }
  const view = new YearView(board, text, options);
  const count = tasksOf(board).length;
  return {
    read: source => {
      view.forget();
      return model.opened(board, id, source);
    },
    write: draft => write(id, answerOf(draft.decisions)),
    empty: model.NOTHING,
    missing: draft => {
      const open = count - draft.decisions.size;
      const wrong = tasksOf(board).filter(task => model.problemOf(board, draft, task)).length;
      if (open === count && !wrong) {
        return null;
      }
      return [open && text('yearOpen', { count: open }), wrong && text('yearWrong', { count: wrong })]
        .filter(Boolean)
        .join(text('comma'));
    },
    fields: (draft, change) => view.fields(draft, change),
    drawn: node => view.drawn(node),
    dispose: () => view.dispose(),
    ownClear: true
  };
}

class YearView {
  constructor(
    private board: Board,
    private text: Say,
    private options: FormOptions
  ) {
    window.addEventListener('beforeprint', this.print);
    window.addEventListener('afterprint', this.print);
  }

  dispose(): void {
    window.removeEventListener('beforeprint', this.print);
    window.removeEventListener('afterprint', this.print);
    window.clearTimeout(this.timer);
    this.width.disconnect();
  }

  /** Another record is shown: nothing of the one before can be taken back. */
  forget(): void {
    this.history.forget();
    this.told.clear();
    this.note = '';
  }

  fields(draft: Draft, change: Change<Draft>): TemplateResult {
    this.draft = draft;
    this.change = change;
    const { board, text, month } = this;
    return html`<div class="shequ-board" data-lm-suppress-shortcuts="true">
      ${this.trouble()} ${this.strip()}
      <p class="shequ-board-progress" role="status">${this.progress()}</p>
      <div class="shequ-board-ways">
        ${this.button('back', text('yearBack'), () => this.go(month - 1))}
        ${this.button('on', text('yearOn'), () => this.go(month + 1))}
        ${this.button('open', text('yearFirstOpen'), () => this.goToOpen())}
      </div>
      <div
        class="shequ-board-month"
        role="tabpanel"
        id=${`${this.group}-month`}
        aria-labelledby=${this.tabId(month)}
      >
        ${keyed(month, figures(board, month, this.isNarrow, text))}
        ${keyed(
          month,
          html`<div class="shequ-board-cards">${cardsOf(board, month).map(card => this.card(card))}</div>`
        )}
        <div class="shequ-board-side">
          ${calendar(board, draft.decisions, month, text)} ${money(board, draft.decisions, month, text)}
        </div>
        <div class="shequ-board-ends">
          ${
            month === MONTHS.length
              ? nothing
              : this.button(
                  'done',
                  text('yearDone'),
                  () => this.turnPage(),
                  this.options.check ? '' : 'shequ-main'
                )
          }
          ${this.button('undo', text('yearUndo'), () => this.undo())}
          ${this.button('clear-month', text('yearClear'), () => this.clear())}
        </div>
      </div>
      ${this.isPrinting ? yearInPrint(board, draft, text) : nothing}
    </div>`;
  }

  drawn(node: HTMLElement): void {
    this.node = node;
    this.tabs.forEach((tab, place) => {
      tab.tabIndex = place + 1 === (this.reached ?? this.month) ? 0 : -1;
    });
    this.focusNext?.();
    this.focusNext = undefined;
    if (this.months.value) {
      this.width.observe(this.months.value);
    }
  }

  // --- what a person does ---

  private go(month: number): void {
    if (MONTHS.includes(month)) {
      this.leave();
      this.month = month;
      this.reached = undefined;
      this.redraw();
    } else {
      this.redraw(this.text(month < 1 ? 'yearFirst' : 'yearLast'));
    }
  }

  private turnPage(): void {
    this.focusNext = () => this.tabs[this.month - 1]?.focus(); // the new month starts at the top
    this.go(this.month + 1);
  }

  private goToOpen(): void {
    const found = model.firstOpen(this.board, this.draft.decisions);
    if (!found) {
      this.redraw(this.text('yearAllDone'));
      return;
    }
    this.focusNext = () => {
      const field = this.node.querySelector<HTMLElement>(`[data-task="${found.task.id}"]`);
      field?.scrollIntoView({ block: 'center' });
      field?.focus({ preventScroll: true });
    };
    this.go(found.month);
  }

  private undo(): void {
    const before = this.history.back(this.board, this.draft, this.month);
    if (!before) {
      this.redraw(this.text('yearNoStep'));
      return;
    }
    this.put(before, this.text('yearUndone'));
  }

  /** Clear the month on show; a whole year is never lost by one click. */
  private clear(): void {
    const tasks = cardsOf(this.board, this.month).flatMap(card => card.tasks);
    if (tasks.every(task => !model.fieldOf(this.draft, task))) {
      this.redraw(this.text('yearNothing'));
      return;
    }
    this.history.note(this.month, this.draft);
    const undo = this.text('yearUndo');
    this.put(model.cleared(this.board, this.draft, this.month), this.text('yearCleared', { undo }));
  }

  private decide(task: Task, value: string): void {
    this.leave();
    this.history.note(this.month, this.draft);
    this.note = '';
    this.change(model.put(this.board, this.draft, task, value));
  }

  private type(task: Task, value: string): void {
    this.history.note(this.month, this.draft, task.id);
    this.note = '';
    const draft = model.put(this.board, this.draft, task, value);
    window.clearTimeout(this.timer);
    if (model.problemOf(this.board, draft, task)) {
      this.timer = window.setTimeout(() => this.complain(task), PAUSE);
    } else {
      this.told.delete(task.id);
    }
    this.change(draft, 'typed');
  }

  /** A field was left: what is wrong with it is told, and what is typed next is a step of its own. */
  private leave(task?: Task): void {
    this.history.rest();
    window.clearTimeout(this.timer);
    if (task && !this.told.has(task.id) && model.problemOf(this.board, this.draft, task)) {
      this.complain(task);
    }
  }

  private complain(task: Task): void {
    this.told.add(task.id);
    this.redraw(this.note);
  }

  private press(event: KeyboardEvent, place: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const columns = getComputedStyle(event.currentTarget as HTMLElement).gridTemplateColumns.split(
      ' '
    ).length;
    const places: Record<string, number> = {
      ArrowLeft: place - 1,
      ArrowRight: place + 1,
      ArrowUp: place - columns,
      ArrowDown: place + columns,
      Home: 0,
      End: MONTHS.length - 1
    };
    const next = places[event.key];
    if (next !== undefined) {
      this.tabs[next]?.focus();
      event.preventDefault();
      event.stopPropagation();
    }
  }

  // --- what stands on the page ---

  /** What of the answer cell could not be read; answering replaces it. */
  private trouble(): TemplateResult | typeof nothing {
    const { trouble, decisions } = this.draft;
    return trouble
      ? html`<p class="shequ-problem" role="alert">
          ${this.text(decisions.size ? 'yearUnreadable' : 'unreadable', {
            why: trouble.in(this.options.script)
          })}
        </p>`
      : nothing;
  }

  private strip(): TemplateResult {
    const tiles = model.tiles(this.board, this.draft.decisions);
    return html`<div
      class="shequ-board-strip"
      role="tablist"
      ${ref(this.months)}
      aria-label=${this.text('yearStrip')}
      @keydown=${(event: KeyboardEvent) =>
        this.press(event, this.tabs.indexOf((event.target as HTMLElement).closest('button')!))}
    >
      ${tiles.map(
        tile =>
          html`<button
            type="button"
            role="tab"
            id=${this.tabId(tile.month)}
            class=${tile.decided === tile.total ? 'shequ-board-decided' : nothing}
            aria-selected=${tile.month === this.month}
            aria-controls=${`${this.group}-month`}
            @click=${() => this.go(tile.month)}
            @focus=${() => this.reach(tile.month)}
          >
            <span class="shequ-board-name">${this.text('yearMonth', { month: tile.month })}</span>
            <span>${this.word(tile)}</span>
            <span class="shequ-board-incidents"
              >${tile.incidents
                .map(([name, count]) => (count === 1 ? name : `${name}${count}`))
                .join(' ')}</span
            >
          </button>`
      )}
    </div>`;
  }

  private card(card: Card): TemplateResult {
    return html`<section class="shequ-board-card">
      <div role="heading" aria-level="4">
        ${card.incident ? html`<span class="shequ-board-incident">${card.incident}</span> ` : nothing}<strong
          >${card.title}</strong
        >
      </div>
      <p>${card.text}</p>
      ${cardTable(card)}
      ${card.tasks.map(task => this.field(task, card.month))}
    </section>`;
  }

  private field(task: Task, month: number): TemplateResult {
    if (task.kind === 'number') {
      return this.numberField(task);
    }
    const choices = task.kind === 'choice' ? task.options : this.days(task, month);
    if (task.kind === 'choice' && choices.some(([, words]) => words.length > LONG)) {
      return this.radios(task, choices);
    }
    const chosen = model.fieldOf(this.draft, task);
    return html`<label class="shequ-board-field">
      <span>${task.label}</span>
      <select
        data-task=${task.id}
        @change=${(event: Event) => this.decide(task, (event.target as HTMLSelectElement).value)}
      >
        <option value="" .selected=${live(!chosen)}>${this.text('choose')}</option>
        ${choices.map(
          ([key, words]) => html`<option value=${key} .selected=${live(chosen === key)}>${words}</option>`
        )}
      </select>
    </label>`;
  }

  private radios(task: Task, choices: [string, string][]): TemplateResult {
    const chosen = model.fieldOf(this.draft, task);
    return html`<fieldset class="shequ-board-radios">
      <legend>${task.label}</legend>
      ${choices.map(
        ([key, words], place) =>
          html`<label class="shequ-option">
            <input
              type="radio"
              name=${`${this.group}-${task.id}`}
              value=${key}
              data-task=${place ? nothing : task.id}
              .checked=${live(chosen === key)}
              @change=${() => this.decide(task, key)}
            />
            <span>${words}</span>
          </label>`
      )}
    </fieldset>`;
  }

  private numberField(task: Task & { kind: 'number' }): TemplateResult {
    const { text, draft, board } = this;
    const typed = model.fieldOf(draft, task);
    const problem = model.problemOf(board, draft, task);
    const decided = draft.decisions.get(task.id);
    const isTold = !!problem && this.told.has(task.id);
    const note = `${this.group}-${task.id}-note`;
    const otherwise =
      !problem && draft.typed.has(task.id) && typeof decided === 'number'
        ? text('numberIs', { number: `${numeral(decided)} ${task.unit}` })
        : '';
    const kept = typeof decided === 'number' ? text('yearKept', { number: numeral(decided) }) : '';
    return html`<label class="shequ-board-field">
        <span
          >${
            task.label.includes(task.unit)
              ? task.label
              : text('yearWithUnit', { label: task.label, unit: task.unit })
          }</span
        >
        <input
          type="text"
          inputmode="decimal"
          autocomplete="off"
          data-task=${task.id}
          aria-invalid=${isTold ? 'true' : nothing}
          aria-describedby=${isTold || otherwise ? note : nothing}
          .value=${live(typed)}
          @input=${(event: Event) => this.type(task, (event.target as HTMLInputElement).value)}
          @blur=${() => this.leave(task)}
        />
      </label>
      <p class="shequ-board-note" id=${note} ?hidden=${!isTold && !otherwise}>
        ${
          isTold
            ? html`<span class="shequ-problem" role="alert"
              >${text('unsaved', { why: problem.in(this.options.script) })}${kept}</span
            >`
            : otherwise
        }
      </p>`;
  }

  /** The days that a date is chosen from, and the one that somebody wrote into the cell. */
  private days(task: Task, month: number): [string, string][] {
    const chosen = model.fieldOf(this.draft, task);
    const days = Array.from({ length: DAYS }, (_, i) =>
      new Date(Date.UTC(this.board.year, month - 1, i + 1)).toISOString().slice(0, 10)
    ).filter(day => day.startsWith(`${this.board.year}-`));
    return (chosen && !days.includes(chosen) ? [...days, chosen] : days).map(day => [
      day,
      this.text('yearDay', { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) })
    ]);
  }

  private progress(): string {
    const { text, note } = this;
    const { month, decided, total } = model.tile(this.board, this.draft.decisions, this.month);
    const left = model
      .tiles(this.board, this.draft.decisions)
      .filter(tile => tile.decided < tile.total)
      .map(tile => tile.month);
    return [
      note,
      text('yearHere', { month, decided, total }),
      text('yearAll', { decided: this.draft.decisions.size, total: tasksOf(this.board).length }),
      left.length ? text('yearLeft', { months: left.join('、') }) : text('yearAllDone')
    ].join('');
  }

  private word({ decided, total }: Tile): string {
    return decided === total
      ? this.text('yearTileDone')
      : decided
        ? this.text('yearTilePart', { decided, total })
        : this.text('yearTileOpen', { total });
  }

  private button(name: string, label: string, act: () => void, more = ''): TemplateResult {
    return html`<button
      type="button"
      class="shequ-button shequ-board-${name} ${more}"
      @click=${(event: MouseEvent) => event.detail < 2 && act()}
    >
      ${label}
    </button>`;
  }

  // --- small things ---

  /** Show another draft that is not typed into a field; the fields are drawn anew. */
  private put(draft: Draft, note: string): void {
    this.leave();
    this.told.clear();
    this.note = note;
    this.change(draft);
  }

  private redraw(note = ''): void {
    this.note = note;
    this.change(this.draft);
  }

  private reach(month: number): void {
    this.reached = month;
    this.drawn(this.node);
  }

  private tabId(month: number): string {
    return `${this.group}-tab-${month}`;
  }

  private get tabs(): HTMLElement[] {
    return [...this.node.querySelectorAll<HTMLElement>('[role=tab]')];
  }

  private print = (event: Event): void => {
    this.isPrinting = event.type === 'beforeprint';
    this.redraw(this.note);
  };

  /** Looks at the strip, whose height does not change with what is drawn: else it would be asked again. */
  private width = new ResizeObserver(strips => {
    const isNarrow = strips.some(({ contentRect }) => contentRect.width < NARROW);
    if (isNarrow !== this.isNarrow) {
      this.isNarrow = isNarrow;
      this.redraw(this.note);
    }
  });
  /** Whether there is no room beside the cards. */
  private isNarrow = true;
  private node: HTMLElement = document.createElement('div');
  private months = createRef<HTMLElement>();
  private group = `shequ-year-${groups++}`;
  private month = 1;
  private draft: Draft = model.NOTHING;
  private change: Change<Draft> = () => undefined;
  private history = new model.History();
  /** The numbers that a person was told cannot be read. */
  private told = new Set<string>();
  private note = '';
  private timer = 0;
  /** The tile that the Tab key comes to. */
  private reached: number | undefined;
  private focusNext: (() => void) | undefined;
  private isPrinting = false;
}

let groups = 0;
