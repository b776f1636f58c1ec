/** `essay`: a text. Its cell is Markdown and holds the text itself. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { TEXT_STUB } from '../../answers/literal';
import { fold } from '../../answers/normalise';
import type { Kind } from '../answer_form';
import type { EssaySpec } from '../spec';
import type { Say } from '../texts';

const MAX_STUB = 200; // characters; longer texts are not even compared

/** A draft is the text. */
export function essay(spec: EssaySpec, text: Say): Kind<string> {
  const least = spec.min_chars ?? 0;
  const written = (draft: string) => [...draft.replace(/\s/g, '')].length;
  const isStub = (source: string) =>
    source.trim().length <= MAX_STUB && ['', fold(TEXT_STUB)].includes(fold(source));
  return {
    read: source => (isStub(source) ? '' : source),
    write: draft => draft.trim() || text('essayStub'),
    empty: '',
    missing: draft => (!written(draft) ? null : written(draft) < least ? text('short') : ''),
    noCheck: true,
    fields: (draft, change) => {
      const typed = ({ target }: Event) => {
        const field = target as HTMLTextAreaElement;
        change(field.value, 'typed');
      };
      const count = written(draft);
      return html`<label class="shequ-text">
          <span>${text('essay')}</span>
          <textarea
            rows="8"
            placeholder=${text('essayHere')}
            .value=${live(draft)}
            @input=${typed}
          ></textarea>
        </label>
        <div class="shequ-printed shequ-writing">${draft}</div>
        <p class="shequ-count">${least ? text('countOf', { count, least }) : text('count', { count })}</p>`;
    }
  };
}
