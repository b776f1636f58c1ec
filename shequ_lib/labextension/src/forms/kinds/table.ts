/** `table`: the answer is code in its own cell; the form runs it, and puts the first code back. */
import { html } from 'lit-html';

import type { TableSpec } from '../../answers/kinds/table';
import type { Kind } from '../answer_form';
import type { Say } from '../texts';

/** A draft is the code. */
export function form(spec: TableSpec, text: Say): Kind<string> {
  const stub = spec.stub ?? '';
  return {
    read: source => source,
    write: draft => draft,
    empty: stub,
    missing: draft => (['', stub.trim()].includes(draft.trim()) ? null : ''),
    isCode: true,
    fields: () => html`<p class="shequ-hint">${text('code', { run: text('run') })}</p>`
  };
}
