/** `sort`: a list to choose a bin from on every card; the card then lies in the bin. A mouse may drag it there, too. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import type { SortSpec } from '../../answers/kinds/sort';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the bin of each card, an empty text for none. */
export function form(spec: SortSpec, text: Say): Kind<string[]> {
  const { items, bins } = spec;
  let dragged = -1;
  let byKey = false;
  let moved = -1;
  return {
    ...literalOf<string[]>(
      spec,
      answer => items.map(item => (partOf(answer, item) ?? '') as string),
      draft => {
        const given = items.map((item, i) => [item, draft[i]]).filter(([, bin]) => bin);
        return given.length ? Object.fromEntries(given) : null;
      }
    ),
    missing: draft => {
      const count = draft.filter(bin => !bin).length;
      return count === draft.length ? null : count ? text('notPlaced', { count }) : '';
    },
    fields: (draft, change) => {
      const place = (card: number, bin: string) => {
        if (draft[card] === bin) {
          return;
        }
        const said = bin ? text('placed', { item: items[card], bin }) : text('taken', { item: items[card] });
        change(
          draft.map((other, i) => (i === card ? bin : other)),
          'done',
          said
        );
      };
      const card = (i: number) =>
        html`<li
          class="shequ-card"
          draggable="true"
          @dragstart=${(event: DragEvent) => {
            dragged = i;
            event.dataTransfer?.setData('text/plain', items[i]); // without it Firefox drags nothing
          }}
          @dragend=${() => (dragged = -1)}
        >
          <label>
            <span>${items[i]}</span>
            <select
              data-card=${i}
              @pointerdown=${() => (byKey = false)}
              @keydown=${() => (byKey = true)}
              @change=${(event: Event) => {
                moved = i;
                place(i, (event.target as HTMLSelectElement).value);
              }}
            >
              <option value="" .selected=${live(!draft[i])}>${text('putInto')}</option>
              ${bins.map(
                bin => html`<option value=${bin} .selected=${live(draft[i] === bin)}>${bin}</option>`
              )}
            </select>
          </label>
        </li>`;
      const box = (bin: string) => {
        const cards = items.map((_, i) => i).filter(i => draft[i] === bin);
        const name = bin || text('pool');
        return html`<div
          role="group"
          aria-label=${text('binHolds', { bin: name, count: cards.length })}
          class=${bin ? 'shequ-bin' : 'shequ-bin shequ-pool'}
          @dragover=${(event: DragEvent) => dragged >= 0 && event.preventDefault()}
          @drop=${(event: DragEvent) => {
            event.preventDefault();
            if (dragged >= 0) {
              place(dragged, bin);
            }
          }}
        >
          <p class="shequ-bin-name">${text('binHolds', { bin: name, count: cards.length })}</p>
          <ul>
            ${repeat(cards, i => i, card)}
          </ul>
        </div>`;
      };
      return html`<p class="shequ-hint">${text('sortCosts')}</p>
        <div class="shequ-bins">${['', ...bins].map(box)}</div>
        <table class="shequ-sheet">
          <tr>
            <th scope="col">${text('card')}</th>
            ${bins.map(bin => html`<th scope="col">${bin}</th>`)}
          </tr>
          ${items.map(
            (item, i) =>
              html`<tr>
                <th scope="row">${item}</th>
                ${bins.map(bin => html`<td>${draft[i] === bin ? '☑' : '☐'}</td>`)}
              </tr>`
          )}
        </table>`;
    },
    // A card that changes its box is drawn anew, and the focus goes with it. Only keys need to see where it went:
    // whoever points has the next card under the finger.
    drawn: node => {
      if (moved >= 0) {
        const list = node.querySelector<HTMLElement>(`[data-card="${moved}"]`);
        list?.focus({ preventScroll: true });
        if (byKey) {
          list?.scrollIntoView({ block: 'nearest' });
        }
        moved = -1;
      }
    }
  };
}
