/** The table of a card, on the page and on paper. */
import { html, nothing, TemplateResult } from 'lit-html';

import type { Card } from '../../answers/year_board';

export function cardTable({ title, heads = [], rows = [] }: Card): TemplateResult | typeof nothing {
  if (!rows.length) {
    return nothing;
  }
  return html`<table aria-label=${title}>
    <thead>
      <tr>
        ${heads.map(head => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        row =>
          html`<tr>
            ${row.map(cell => html`<td>${cell}</td>`)}
          </tr>`
      )}
    </tbody>
  </table>`;
}
