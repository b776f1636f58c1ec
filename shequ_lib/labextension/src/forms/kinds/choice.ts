/** `choice`: one option, none chosen beforehand. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { Kind, literalOf } from '../answer_form';
import type { OptionsSpec } from '../../answers/kinds/choice';
import type { Say } from '../texts';

let groups = 0;

export const form = (spec: OptionsSpec, text: Say) => options(spec, text, true);

/** A draft is the letters that are chosen. */
export function options(spec: OptionsSpec, text: Say, one: boolean): Kind<string[]> {
  const group = `shequ-options-${groups++}`; // radios with one name are one group, whatever form they stand in
  const letters = Object.keys(spec.options);
  return {
    ...literalOf<string[]>(
      spec,
      answer => (answer === null ? [] : ([answer].flat() as string[])),
      draft => (one ? (draft[0] ?? null) : draft.length ? draft : null)
    ),
    missing: draft => (draft.length ? '' : null),
    fields: (draft, change) =>
      html`<div class="shequ-options">
        ${Object.entries(spec.options).map(
          ([letter, option]) =>
            html`<label class="shequ-option">
              <input
                type=${one ? 'radio' : 'checkbox'}
                name=${group}
                value=${letter}
                .checked=${live(draft.includes(letter))}
                @change=${(event: Event) => {
                  const { checked } = event.target as HTMLInputElement;
                  change(
                    letters.filter(other => (other === letter ? checked : !one && draft.includes(other)))
                  );
                }}
              />
              <span>${text('option', { letter, text: option })}</span>
            </label>`
        )}
      </div>`
  };
}
