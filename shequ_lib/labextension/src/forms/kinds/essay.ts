/** `essay`: a text. Its cell is Markdown and holds the text itself. */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { readCell, writeCell } from '../../answers/cell';
import type { EssaySpec, Samples } from '../../answers/kinds/essay';
import { length } from '../../answers/literal';
import type { Kind } from '../answer_form';
import type { Say } from '../texts';

const MAX_TEXT = 20_000; // characters; what is beyond is not taken in (`grading/marking/sanitize.py`)

/** A draft is the text. */
export function form(spec: EssaySpec, text: Say): Kind<string> {
  const least = spec.min_chars ?? 0;
  const written = (draft: string) => [...draft.replace(/\s/g, '')].length;
  return {
    read: source => String(readCell(spec, source) ?? '').replace(/\r\n?/g, '\n'), // as fields have them
    write: draft => writeCell(spec, draft.trim() || null, text('essayStub')),
    empty: '',
    missing: draft =>
      !written(draft)
        ? null
        : length(draft) > MAX_TEXT
          ? text('tooLong', { most: MAX_TEXT })
          : written(draft) < least
            ? text('short')
            : '',
    noCheck: true,
    drawn: node => {
      if (!CSS.supports('field-sizing', 'content')) {
        const field = node.querySelector('textarea')!;
        field.style.height = 'auto';
        field.style.height = `${field.scrollHeight + 2}px`;
      }
    },
    fields: (draft, change) => {
      const typed = ({ target }: Event) => change((target as HTMLTextAreaElement).value, 'typed');
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
        <p class="shequ-count">${least ? text('countOf', { count, least }) : text('count', { count })}</p>
        ${spec.samples && count && count >= least ? compared(spec.samples, spec.points, text) : nothing}`;
    }
  };
}

/** Two texts of others: whoever has written may compare, who has not finds none. */
function compared({ top, middle }: Samples, most: number, text: Say) {
  const paragraphs = (whole: string) => whole.split(/\n{2,}/).map(part => html`<p>${part}</p>`);
  const points = middle.points.reduce((sum, each) => sum + each, 0);
  return html`<div class="shequ-samples">
    <details>
      <summary>${text('sampleTop')}</summary>
      ${paragraphs(top)}
    </details>
    <details>
      <summary>${text('sampleMiddle')}</summary>
      ${paragraphs(middle.text)}
      <p><strong>${text('sampleEarns', { points, most })}</strong>${middle.why}</p>
    </details>
  </div>`;
}
