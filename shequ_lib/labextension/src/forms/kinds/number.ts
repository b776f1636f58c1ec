/** `number`: a text field, because a person may type full-width digits, 1,200, 2万, or the unit behind. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import type { NumberSpec } from '../../answers/kinds/number';
import { normalise } from '../../answers/normalise';
import { numeral } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

/** A draft is what was typed. */
export function form(spec: NumberSpec, text: Say): Kind<string> {
  const unit = spec.unit ?? '';
  const read = (draft: string) => normalise(spec, draft.trim());
  return {
    ...literalOf<string>(spec, answer => (answer === null ? '' : numeral(answer as number)), read),
    missing: draft => (draft.trim() ? '' : null),
    fields: (draft, change) => {
      const typed = (event: Event, how: 'typed' | 'done') =>
        change((event.target as HTMLInputElement).value, how);
      return html`<label class="shequ-line">
        <span>${unit ? text('numberWithUnit', { unit }) : text('number')}</span>
        <input
          type="text"
          inputmode="decimal"
          autocomplete="off"
          .value=${live(draft)}
          @input=${(event: Event) => typed(event, 'typed')}
          @change=${(event: Event) => typed(event, 'done')}
        />
        <span class="shequ-spoken">${otherwise(draft, unit, text, read)}</span>
        <span class="shequ-printed">${draft}</span>
      </label>`;
    }
  };
}

/** The number that is meant, where it was typed in another way. */
function otherwise(draft: string, unit: string, text: Say, read: (draft: string) => unknown): string {
  try {
    const value = read(draft);
    return typeof value === 'number' && numeral(value) !== draft.trim()
      ? text('numberIs', { number: `${numeral(value)} ${unit}`.trim() })
      : '';
  } catch {
    return ''; // the status line says what is wrong
  }
}
