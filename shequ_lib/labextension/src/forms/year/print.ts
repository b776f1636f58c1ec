/** All twelve months on paper: what was decided, and room to decide what is open. */
import { html, TemplateResult } from 'lit-html';

import { Board, cardsOf, MONTHS, Task } from '../../answers/year_board';
import type { Say } from '../texts';
import { cardTable } from './card_table';
import { Draft, fieldOf } from './model';

export function yearInPrint(board: Board, draft: Draft, text: Say): TemplateResult {
  return html`<div class="shequ-board-print">
    ${MONTHS.map(
      month =>
        html`<p class="shequ-board-print-month"><strong>${text('yearMonth', { month })}</strong></p>
          ${cardsOf(board, month).map(
            card =>
              html`<div class="shequ-board-print-card">
                <p><strong>${card.title}</strong>　${card.text}</p>
                ${cardTable(card)}
                ${card.tasks.map(task => line(draft, task, text))}
              </div>`
          )}`
    )}
  </div>`;
}

function line(draft: Draft, task: Task, text: Say): TemplateResult {
  const decided = fieldOf(draft, task);
  if (task.kind === 'choice') {
    return html`<p>${task.label}</p>
      <ul class="shequ-board-print-options">
        ${task.options.map(([key, words]) => html`<li>${decided === key ? '☑' : '☐'} ${words}</li>`)}
      </ul>`;
  }
  const room = '＿＿＿＿';
  if (task.kind === 'number') {
    return html`<p>${task.label}：${decided || room} ${task.unit}</p>`;
  }
  const [month, day] = decided ? decided.split('-').slice(1).map(Number) : ['＿＿', '＿＿'];
  return html`<p>${task.label}：${text('yearDay', { month, day })}</p>`;
}
