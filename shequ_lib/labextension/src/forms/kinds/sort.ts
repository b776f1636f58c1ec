/** `sort`: a list to choose a bin from on every card; the card then lies in the bin. A mouse may drag it there, too. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import type { SortSpec } from '../../answers/kinds/sort';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the bin of each card, an empty text for none. */
export function form(spec: SortSpec, text: Say): Kind<ReadonlyMap<string, string>> {
  const { items, bins } = spec;
  let dragged: string | undefined;
  let byKey = false;
  let moved: string | undefined;
  return {
    ...literalOf<ReadonlyMap<string, string>>(
      spec,
      answer => new Map(items.map(item => [item, (partOf(answer, item) ?? '') as string])),
      draft => {
        const given = [...draft].filter(([, bin]) => bin);
        return given.length ? Object.fromEntries(given) : null;
      }
    ),
    missing: draft => {
      const count = [...draft.values()].filter(bin => !bin).length;
      return count === draft.size ? null : count ? text('notPlaced', { count }) : '';
    },
    fields: (draft, change) => {
      const place = (item: string, bin: string) => {
        if (draft.get(item) === bin) {
          return;
        }
        const said = bin ? text('placed', { item, bin }) : text('taken', { item });
        change(new Map(draft).set(item, bin), 'done', said);
      };
      const card = ([item, given]: [string, string]) =>
        html`<li
          class="shequ-card"
          draggable="true"
          @dragstart=${(event: DragEvent) => {
            dragged = item;
            event.dataTransfer?.setData('text/plain', item); // without it Firefox drags nothing
          }}
          @dragend=${() => (dragged = undefined)}
        >
          <label>
            <span>${item}</span>
            <select
              data-card=${items.indexOf(item)}
              @pointerdown=${() => (byKey = false)}
              @keydown=${() => (byKey = true)}
              @change=${(event: Event) => {
                moved = item;
                place(item, (event.target as HTMLSelectElement).value);
              }}
            >
              <option value="" .selected=${live(!given)}>${text('putInto')}</option>
              ${bins.map(bin => html`<option value=${bin} .selected=${live(given === bin)}>${bin}</option>`)}
            </select>
          </label>
        </li>`;
      const box = (bin: string) => {
        const cards = [...draft].filter(([, its]) => its === bin);
        const name = bin || text('pool');
        return html`<div
          role="group"
          aria-label=${text('binHolds', { bin: name, count: cards.length })}
          class=${bin ? 'shequ-bin' : 'shequ-bin shequ-pool'}
          @dragover=${(event: DragEvent) => dragged !== undefined && event.preventDefault()}
          @drop=${(event: DragEvent) => {
            event.preventDefault();
            if (dragged !== undefined) {
              place(dragged, bin);
            }
          }}
        >
          <p class="shequ-bin-name">${text('binHolds', { bin: name, count: cards.length })}</p>
          <ul>
            ${repeat(cards, ([item]) => item, card)}
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
          ${[...draft].map(
            ([item, given]) =>
              html`<tr>
                <th scope="row">${item}</th>
                ${bins.map(bin => html`<td>${given === bin ? '☑' : '☐'}</td>`)}
              </tr>`
          )}
        </table>`;
    },
    // A card that changes its box is drawn anew, and the focus goes with it. Only keys need to see where it went:
    // whoever points has the next card under the finger.
    drawn: node => {
      if (moved !== undefined) {
        const list = node.querySelector<HTMLElement>(`[data-card="${items.indexOf(moved)}"]`);
        list?.focus({ preventScroll: true });
        if (byKey) {
          list?.scrollIntoView({ block: 'nearest' });
        }
        moved = undefined;
      }
    }
  };
}
