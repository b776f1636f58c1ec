/** `match`: a list to choose from for every item. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import type { MatchSpec } from '../../answers/kinds/match';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the target of each item, an empty text for none. */
export function form(spec: MatchSpec, text: Say): Kind<string[]> {
  return {
    ...literalOf<string[]>(
      spec,
      answer => spec.items.map(item => (partOf(answer, item) ?? '') as string),
      draft => {
        const given = spec.items.map((item, i) => [item, draft[i]]).filter(([, target]) => target);
        return given.length ? Object.fromEntries(given) : null;
      }
    ),
    missing: draft => {
      const count = draft.filter(target => !target).length;
      return count === draft.length ? null : count ? text('notChosen', { count }) : '';
    },
    fields: (draft, change) =>
      html`${spec.items.map(
        (item, place) =>
          html`<label class="shequ-line">
            <span>${item}</span>
            <select
              @change=${(event: Event) =>
                change(
                  draft.map((target, i) => (i === place ? (event.target as HTMLSelectElement).value : target))
                )}
            >
              <option value="" .selected=${live(!draft[place])}>${text('choose')}</option>
              ${spec.targets.map(
                target =>
                  html`<option value=${target} .selected=${live(draft[place] === target)}>
                    ${
                      draft.some((other, i) => i !== place && other === target)
                        ? text('used', { target })
                        : target
                    }
                  </option>`
              )}
            </select>
            <span class="shequ-printed">${draft[place]}</span>
          </label>`
      )}`
  };
}
