/** `order`: rows that are moved by buttons, or dragged by mouse or finger. */
import { html } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';

import type { OrderSpec } from '../../answers/kinds/order';
import { Change, Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** As long as nothing was moved or confirmed, the order is the question's and no answer. */
interface IOrder {
  items: string[];
  given: boolean;
}

export function form(spec: OrderSpec, text: Say): Kind<IOrder> {
  const dragged = new Drag();
  let focused: (() => void) | undefined;

  const moved = (items: string[], item: string) =>
    text('moved', { item, place: items.indexOf(item) + 1, count: items.length });

  return {
    ...literalOf<IOrder>(
      spec,
      answer => ({ items: (answer as string[] | null) ?? spec.items, given: answer !== null }),
      draft => (draft.given ? draft.items : null)
    ),
    missing: draft => (draft.given ? '' : null),
    fields: (draft, change) => {
      const { items } = draft;
      const move = (item: string, step: number, event: Event) => {
        const place = items.indexOf(item);
        const other = place + step;
        if (!(other in items)) {
          change(draft, 'done', text(step < 0 ? 'first' : 'last', { item }));
          return;
        }
        const button = event.currentTarget as HTMLElement;
        focused = () => button.focus(); // a row that is moved in the page loses the focus
        const next = put(items, item, other);
        change({ items: next, given: true }, 'done', moved(next, item));
      };
      const button = (item: string, step: number, end: boolean) =>
        html`<button
          type="button"
          class="shequ-button"
          aria-label=${text(step < 0 ? 'moveUp' : 'moveDown', { item })}
          aria-disabled=${end}
          @click=${(event: Event) => move(item, step, event)}
        >
          ${text(step < 0 ? 'up' : 'down')}
        </button>`;
      return html`<ol
        class="shequ-order ${draft.given ? '' : 'shequ-open'}"
        @pointerdown=${(event: PointerEvent) => dragged.begin(event)}
        @pointermove=${(event: PointerEvent) => dragged.over(event)}
        @pointerup=${(event: PointerEvent) => dragged.end(event, draft, change, moved)}
        @pointercancel=${() => dragged.giveUp()}
      >
        ${repeat(
          items,
          item => item,
          (item, place) =>
            html`<li>
              <span class="shequ-handle" title=${text('handle')} aria-hidden="true"></span>
              <span class="shequ-item"><span class="shequ-place">${place + 1}．</span>${item}</span>
              ${button(item, -1, place === 0)}${button(item, 1, place === items.length - 1)}
            </li>`
        )}
      </ol>`;
    },
    next: (draft, change) =>
      html`<button
        type="button"
        class="shequ-button ${draft.given ? '' : 'shequ-main'}"
        aria-disabled=${draft.given}
        @click=${() => !draft.given && change({ items: draft.items, given: true })}
      >
        ${text('keepOrder')}
      </button>`,
    drawn: () => {
      focused?.();
      focused = undefined;
    }
  };
}

/** Return the items, which are all different, with one of them put to a place. */
function put(items: string[], item: string, place: number): string[] {
  const rest = items.filter(other => other !== item);
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

/**
 * One row that follows the pointer, while the others make room.
 *
 * Rows only look moved until the pointer is let go: a list that is drawn anew would lose the pointer.
 */
class Drag {
  begin(event: PointerEvent): void {
    const list = event.currentTarget as HTMLElement;
    const row = (event.target as HTMLElement).closest('.shequ-handle')?.parentElement;
    if (!row || event.button !== 0 || this.row) {
      return;
    }
    this.pointer = event.pointerId;
    event.preventDefault(); // no text is selected
    list.setPointerCapture(event.pointerId);
    this.rows = [...list.children] as HTMLElement[];
    this.row = row;
    this.from = this.to = this.rows.indexOf(row);
    this.start = event.clientY;
    row.classList.add('shequ-dragged');
  }

  over(event: PointerEvent): void {
    const dragged = this.row;
    if (!dragged || event.pointerId !== this.pointer) {
      return;
    }
    const way = event.clientY - this.start;
    const middle = middleOf(dragged) + way;
    this.to = this.rows.filter(row => row !== dragged && middleOf(row) < middle).length;
    const height = dragged.offsetHeight;
    this.rows.forEach((row, i) => {
      const shift =
        i === this.from
          ? way
          : i > this.from && i <= this.to
            ? -height
            : i < this.from && i >= this.to
              ? height
              : 0;
      row.style.transform = shift ? `translateY(${shift}px)` : '';
    });
  }

  end(
    event: PointerEvent,
    { items }: IOrder,
    change: Change<IOrder>,
    moved: (items: string[], item: string) => string
  ): void {
    if (!this.row || event.pointerId !== this.pointer) {
      return;
    }
    this.over(event);
    const { from, to } = this;
    this.giveUp();
    const item = items[from];
    if (item !== undefined && from !== to) {
      const next = put(items, item, to);
      change({ items: next, given: true }, 'done', moved(next, item));
    }
  }

  giveUp(): void {
    this.rows.forEach(row => {
      row.style.transform = '';
      row.classList.remove('shequ-dragged');
    });
    this.rows = [];
    this.row = undefined;
  }

  private pointer = 0;
  private rows: HTMLElement[] = [];
  /** The one that is dragged. */
  private row: HTMLElement | undefined;
  private from = 0;
  private to = 0;
  private start = 0;
}

/** Where the middle of a row is, wherever it looks moved to. */
function middleOf(row: HTMLElement): number {
  return row.offsetTop + row.offsetHeight / 2;
}
