/** `fill`: a document whose blanks are fields; below each stands what it is called. */
import { html, nothing, TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { AnswerError } from '../../answers/error';
import { entry, Field, FillSpec, MAX_SIGNS } from '../../answers/kinds/fill';
import { numeral, partOf } from '../../answers/write';
import { DraftError, How, Kind, literalOf } from '../answer_form';
import type { FormOptions } from '../form';
import type { Say } from '../texts';
import {
  FIRST_YEAR,
  Fields,
  fieldOf,
  IField,
  inWords,
  LAST_YEAR,
  partsOf,
  read as dayOf,
  withField
} from './date';

type Part = string | number;

/** The cells of a line: one more than there are bars. */
type Cells = [Part[], ...Part[][]];

/** The head of a table, and its other rows. */
type Rows = [Cells, ...Cells[]];

type Block = { line: Part[]; rows?: undefined } | { rows: Rows };

/** What a field does not take is not kept, the other fields are. */
export function form(spec: FillSpec, text: Say, { script }: FormOptions): Kind<Fields<Field>> {
  const { fields } = spec;
  let typing: Field | undefined; // it is being written in: what is wrong with it waits until it is left
  const read = (field: Field, draft: IField): string | number => {
    if (field.type === 'date') {
      return dayOf(draft, field.label, text);
    }
    return draft.typed.trim() ? entry(field, draft.typed) : '';
  };
  /** What is wrong with a field, an empty text if nothing is. */
  const wrongWith = (field: Field, draft: IField): string => {
    try {
      read(field, draft);
      return '';
    } catch (error) {
      return reasonOf(error, script);
    }
  };
  const isOpen = ({ typed, unfinished }: IField) => !typed.trim() && !unfinished;
  const isWrong = (field: Field, draft: IField) => field !== typing && !!wrongWith(field, draft);
  return {
    ...literalOf<Fields<Field>>(
      spec,
      answer =>
        new Map(
          fields.map(field => {
            const given = partOf(answer, field.label) ?? '';
            const typed = typeof given === 'number' ? numeral(given) : (given as string);
            return [field, { typed, unfinished: false }];
          })
        ),
      draft => {
        const good = [...draft].flatMap(([field, typed]) => {
          const given = wrongWith(field, typed) ? '' : read(field, typed);
          return given === '' ? [] : [[field.label, given] as const];
        });
        return good.length ? Object.fromEntries(good) : null;
      }
    ),
    missing: draft => {
      const all = [...draft];
      if (all.every(([, typed]) => isOpen(typed))) {
        return null;
      }
      const wrong = all.find(each => isWrong(...each));
      const open = all.filter(
        ([field, typed]) => isOpen(typed) || (field === typing && wrongWith(field, typed))
      );
      return [
        open.length && text('blanks', { count: open.length }),
        wrong && text('notKept', { why: wrongWith(...wrong) })
      ]
        .filter(part => part)
        .join(text('comma'));
    },
    fields: (draft, change) => {
      const put = (field: Field, typed: IField, how: How) => {
        typing = how === 'typed' ? field : undefined;
        change(withField(draft, field, typed), how);
      };
      const blanks = [...draft].map(
        ([field, given]) =>
          html`<label class="shequ-gap shequ-gap-${field.type}">
            ${control(field, given, isWrong(field, given), text, (typed, how) => put(field, typed, how))}
            <span class="shequ-printed">${printed(field, given, text)}</span>
            <span class="shequ-caption"
              >${field.label}<span class="shequ-spoken">${spoken(field, given, text)}</span></span
            >
          </label>`
      );
      const shown = (parts: Part[]) => parts.map(part => (typeof part === 'number' ? blanks[part] : part));
      const orders = ordersOf(fields).map(labels => text('anyOrder', { labels: labels.join('、') }));
      return html`<div class="shequ-document">
          <p class="shequ-heading">${spec.heading}</p>
          ${blocksOf(spec.lines).map(block =>
            block.rows ? table(block.rows, shown) : html`<p>${shown(block.line)}</p>`
          )}
        </div>
        ${orders.map(order => html`<p>${order}</p>`)}
        <div class="shequ-rules">
          <p>${text('blankOptions')}</p>
          <ul>
            ${optionsOf(fields).map(
              ([options, labels]) =>
                html`<li>
                  ${text('optionsOf', { labels: labels.join('、'), options: options.join('；') })}
                </li>`
            )}
          </ul>
        </div>`;
    }
  };
}

/** The lines of a document; those with bars one after the other are the rows of a table. */
function blocksOf(lines: Part[][]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const cells = cellsOf(line);
    const last = blocks[blocks.length - 1];
    if (cells.length === 1) {
      blocks.push({ line });
    } else if (last?.rows) {
      last.rows.push(cells);
    } else {
      blocks.push({ rows: [cells] });
    }
  }
  return blocks;
}

function cellsOf(line: Part[]): Cells {
  let cell: Part[] = [];
  const cells: Cells = [cell];
  for (const part of line) {
    const texts = typeof part === 'number' ? [part] : part.split('|');
    for (const [i, text] of texts.entries()) {
      if (i) {
        cell = [];
        cells.push(cell);
      }
      cell.push(text);
    }
  }
  return cells;
}

function table([heads, ...rows]: Rows, shown: (parts: Part[]) => unknown[]): TemplateResult {
  return html`<div class="shequ-wide">
    <table>
      <thead>
        <tr>
          ${heads.map(cell => html`<th scope="col">${shown(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${shown(first)}</th>
              ${others.map(cell => html`<td>${shown(cell)}</td>`)}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}

function control(
  field: Field,
  draft: IField,
  isWrong: boolean,
  text: Say,
  change: (field: IField, how: How) => void
): TemplateResult {
  const name = field.unit ? text('fieldWithUnit', { label: field.label, unit: field.unit }) : field.label;
  const invalid = isWrong ? 'true' : nothing;
  const typed = (event: Event, how: How) => change(fieldOf(event), how);
  switch (field.type) {
    case 'choice':
      return html`<select aria-label=${name} @change=${(event: Event) => typed(event, 'done')}>
        <option value="" .selected=${live(!draft.typed)}>${text('choose')}</option>
        ${field.options!.map(
          option => html`<option value=${option} .selected=${live(draft.typed === option)}>${option}</option>`
        )}
      </select>`;
    case 'date':
      return html`<input
        type="date"
        aria-label=${name}
        aria-invalid=${invalid}
        min="${FIRST_YEAR}-01-01"
        max="${LAST_YEAR}-12-31"
        .value=${live(draft.typed)}
        @input=${(event: Event) => typed(event, 'typed')}
        @blur=${(event: Event) => typed(event, 'done')}
      />`;
    default:
      return html`<input
        type="text"
        aria-label=${name}
        aria-invalid=${invalid}
        inputmode=${field.type === 'number' ? 'decimal' : nothing}
        maxlength=${field.type === 'text' ? MAX_SIGNS : nothing}
        autocomplete="off"
        .value=${live(draft.typed)}
        @input=${(event: Event) => typed(event, 'typed')}
        @change=${(event: Event) => typed(event, 'done')}
      />`;
  }
}

/** Of a date the day of the week, of a number that was typed in another way the number that is meant. */
function spoken(field: Field, draft: IField, text: Say): string {
  try {
    const given = field.type === 'number' && draft.typed.trim() ? entry(field, draft.typed) : '';
    if (typeof given === 'number' && numeral(given) !== draft.typed.trim()) {
      return text('inBrackets', { said: text('numberIs', { number: numeral(given) }) });
    }
  } catch {
    // the status line says what is wrong
  }
  const parts = field.type === 'date' && partsOf(draft, text);
  return parts ? text('weekday', parts) : '';
}

function printed(field: Field, draft: IField, text: Say): string {
  return field.type === 'date' ? inWords(draft, text) : draft.typed;
}

function reasonOf(error: unknown, script: FormOptions['script']): string {
  if (error instanceof AnswerError) {
    return error.in(script);
  }
  if (error instanceof DraftError) {
    return error.message;
  }
  throw error;
}

/** The labels of each group, whose fields may be filled in any order. */
function ordersOf(fields: Field[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { group, label } of fields) {
    if (group !== undefined) {
      groups.set(group, [...(groups.get(group) ?? []), label]);
    }
  }
  return [...groups.values()];
}

/** Each list of options, with the labels of the fields that have it. */
function optionsOf(fields: Field[]): [string[], string[]][] {
  const lists = new Map<string, [string[], string[]]>();
  for (const { options, label } of fields) {
    if (options) {
      const [, labels] = lists.get(options.join('\n')) ?? [options, []];
      lists.set(options.join('\n'), [options, [...labels, label]]);
    }
  }
  return [...lists.values()];
}
