/** `match`: a list to choose from for every item. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import type { MatchSpec } from '../../answers/kinds/match';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the target of each item, an empty text for none. */
export function form(spec: MatchSpec, text: Say): Kind<ReadonlyMap<string, string>> {
  return {
    ...literalOf<ReadonlyMap<string, string>>(
      spec,
      answer => new Map(spec.items.map(item => [item, (partOf(answer, item) ?? '') as string])),
      draft => {
        const given = [...draft].filter(([, target]) => target);
        return given.length ? Object.fromEntries(given) : null;
      }
    ),
    missing: draft => {
      const count = [...draft.values()].filter(target => !target).length;
      return count === draft.size ? null : count ? text('notChosen', { count }) : '';
    },
    fields: (draft, change) =>
      html`${[...draft].map(
        ([item, given]) =>
          html`<label class="shequ-line">
            <span>${item}</span>
            <select
              @change=${(event: Event) =>
                change(new Map(draft).set(item, (event.target as HTMLSelectElement).value))}
            >
              <option value="" .selected=${live(!given)}>${text('choose')}</option>
              ${spec.targets.map(
                target =>
                  html`<option value=${target} .selected=${live(given === target)}>
                    ${
                      [...draft].some(([other, its]) => other !== item && its === target)
                        ? text('used', { target })
                        : target
                    }
                  </option>`
              )}
            </select>
            <span class="shequ-printed">${given}</span>
          </label>`
      )}`
  };
}
