/** What stands beside the cards of a month: the table of the community, a calendar, the money. */
import { html, nothing, TemplateResult } from 'lit-html';

import { Board, Decisions } from '../../answers/year_board';
import type { Say } from '../texts';
import { Mark, marks, money as linesOf, weeks } from './model';

const SIGNS = { given: '○', own: '●' };

/** The table of the community, open in the months that need it where it takes no room from the cards. */
export function figures(board: Board, month: number, isNarrow: boolean, text: Say): TemplateResult {
  return html`<details class="shequ-board-figures" ?open=${board.figures.months.includes(month) && !isNarrow}>
    <summary>${text('yearFigures')}</summary>
    <table aria-label=${text('yearFigures')}>
      <tbody>
        ${board.figures.rows.map(
          ([name, ...values]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${values.map(value => html`<td>${value}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </details>`;
}

/** The calendar of a month with its marks, and below what they are. */
export function calendar(board: Board, decisions: Decisions, month: number, text: Say): TemplateResult {
  const found = marks(board, decisions, month);
  const title = text('yearCalendar', { year: board.year, month });
  if (!found.length) {
    return html`<div class="shequ-board-box"><strong>${title}</strong><br />${text('yearNoDays')}</div>`;
  }
  const kinds = (['given', 'own'] as const).filter(kind => found.some(mark => mark.kind === kind));
  const abouts = [...new Set(found.map(mark => mark.about))];
  return html`<div class="shequ-board-box">
    <strong>${title}</strong>
    <table class="shequ-board-calendar" aria-label=${title}>
      <thead>
        <tr>
          ${[...text('yearWeekdays')].map(day => html`<th scope="col">${day}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${weeks(board.year, month).map(
          week =>
            html`<tr>
              ${week.map(day => cell(day, found))}
            </tr>`
        )}
      </tbody>
    </table>
    <small aria-hidden="true"
      >${kinds
        .map(kind => `${SIGNS[kind]} ${text(kind === 'given' ? 'yearGiven' : 'yearOwn')}`)
        .join('　')}</small
    >
    ${abouts.map(
      about =>
        html`<p>${about}</p>
          <ul>
            ${found.filter(mark => mark.about === about).map(mark => line(mark, text))}
          </ul>`
    )}
  </div>`;
}

/** The money of the year as it was entered, folded in but in its month. */
export function money(board: Board, decisions: Decisions, month: number, text: Say): TemplateResult {
  const lines = linesOf(board, decisions);
  if (lines.every(({ entered }) => entered === null)) {
    return html`<div class="shequ-board-box">
      <strong>${text('yearMoney')}</strong><br />${text('yearNoMoney')}
    </div>`;
  }
  return html`<details class="shequ-board-box" ?open=${month === board.money.month}>
    <summary><strong>${text('yearMoney')}</strong></summary>
    <table aria-label=${text('yearMoney')}>
      <thead>
        <tr>
          <th scope="col">${text('yearLine')}</th>
          <th scope="col" class="shequ-board-figure">${text('yearEntered')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ name, entered }) =>
            html`<tr>
              <td>${name}</td>
              <td class="shequ-board-figure">${entered === null ? '—' : yuan(entered)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </details>`;
}

function cell(day: number, found: Mark[]): TemplateResult {
  const here = new Set(found.filter(mark => Number(mark.day.slice(8)) === day).map(mark => SIGNS[mark.kind]));
  return html`<td class=${here.size ? 'shequ-board-marked' : nothing}>
    ${day ? html`${day}<small aria-hidden="true">${[...here].join('') || ' '}</small>` : nothing}
  </td>`;
}

function line(mark: Mark, text: Say): TemplateResult {
  const day = Number(mark.day.slice(8));
  return html`<li>
    <span aria-hidden="true">${SIGNS[mark.kind]}</span> <strong>${text('yearDayOfMonth', { day })}</strong>
    ${mark.kind === 'own' ? text('yearSet', { what: mark.text }) : mark.text}
  </li>`;
}

function yuan(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 9 });
}
