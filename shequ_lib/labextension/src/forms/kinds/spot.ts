/** `spot`: a document whose lines are ticked; a ticked line asks which rule it breaks. */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import type { SpotSpec } from '../../answers/kinds/spot';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the rule of each line: null for a line that is not ticked, an empty text for no rule yet. */
export function form(spec: SpotSpec, text: Say): Kind<(string | null)[]> {
  const { lines, rules } = spec;
  return {
    ...literalOf<(string | null)[]>(
      spec,
      answer => lines.map((_, i) => (partOf(answer, String(i + 1)) ?? null) as string | null),
      draft => {
        const given = draft.map((rule, i) => [String(i + 1), rule]).filter(([, rule]) => rule !== null);
        return given.length ? Object.fromEntries(given) : null;
      }
    ),
    missing: draft => {
      const ticked = draft.filter(rule => rule !== null);
      const count = ticked.filter(rule => !rule).length;
      return !ticked.length ? null : count ? text('noRule', { count }) : '';
    },
    fields: (draft, change) => {
      const put = (line: number, rule: string | null) =>
        change(draft.map((other, i) => (i === line ? rule : other)));
      return html`<p class="shequ-hint">${text('spotCosts')}</p>
        <div class="shequ-document">
          <p class="shequ-heading">${spec.heading}</p>
          <ol>
            ${lines.map((line, i) => {
              const rule = draft[i];
              return html`<li class=${rule === null ? '' : 'shequ-spotted'}>
                <label class="shequ-option">
                  <input
                    type="checkbox"
                    .checked=${live(rule !== null)}
                    @change=${(event: Event) =>
                      put(i, (event.target as HTMLInputElement).checked ? '' : null)}
                  />
                  <span><span class="shequ-place">${i + 1}．</span>${line}</span>
                </label>
                ${
                  rule === null
                    ? nothing
                    : html`<select
                      aria-label=${text('whichRule', { line: i + 1 })}
                      @change=${(event: Event) => put(i, (event.target as HTMLSelectElement).value)}
                    >
                      <option value="" .selected=${live(!rule)}>${text('chooseRule')}</option>
                      ${rules.map(
                        each => html`<option value=${each} .selected=${live(rule === each)}>${each}</option>`
                      )}
                    </select>`
                }
                <span class="shequ-printed">${text('breaks', { rule: rule ?? '' })}</span>
              </li>`;
            })}
          </ol>
        </div>
        <div class="shequ-rules">
          <p>${text('spotCosts')}${text('rules')}</p>
          <ul>
            ${rules.map(rule => html`<li>${rule}</li>`)}
          </ul>
        </div>`;
    }
  };
}
