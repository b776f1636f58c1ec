/** `date`: a date; beside it stands the date as it is said. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { isoDate } from '../../answers/kinds/date';
import type { Spec } from '../../answers/spec';
import { Answer, partOf } from '../../answers/write';
import { DraftError, How, Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

export const FIRST_YEAR = 1900; // a year outside is one that is still being typed
export const LAST_YEAR = 2100;

/** What stands in a field; a browser does not say what it is as long as a part is missing. */
export interface IField {
  typed: string;
  unfinished: boolean;
}

export const form = (spec: Spec, text: Say) => dates(spec, text, [text('date')], ([day]) => day || null);

/** A draft is what stands in each field; a `schedule` has several. */
export function dates(
  spec: Spec,
  text: Say,
  labels: string[],
  answerOf: (days: string[]) => Answer
): Kind<IField[]> {
  return {
    ...literalOf<IField[]>(
      spec,
      answer =>
        labels.map(label => {
          const day = typeof answer === 'string' ? answer : partOf(answer, label);
          return { typed: (day ?? '') as string, unfinished: false };
        }),
      draft => answerOf(draft.map((field, i) => read(field, labels[i], text)))
    ),
    missing: draft => {
      const count = draft.filter(({ typed, unfinished }) => !typed && !unfinished).length;
      return count === draft.length ? null : count ? text('notFilled', { count }) : '';
    },
    fields: (draft, change) =>
      html`${labels.map((label, place) => {
        const typed = (event: Event, how: How) => change(withField(draft, place, fieldOf(event)), how);
        return html`<label class="shequ-line">
          <span>${label}</span>
          <input
            type="date"
            min="${FIRST_YEAR}-01-01"
            max="${LAST_YEAR}-12-31"
            .value=${live(draft[place].typed)}
            @input=${(event: Event) => typed(event, 'typed')}
            @blur=${(event: Event) => typed(event, 'done')}
          />
          <span class="shequ-spoken">${inWords(draft[place], text)}</span>
          <span class="shequ-printed">${inWords(draft[place], text)}</span>
        </label>`;
      })}`
  };
}

/** What stands in the field that an event is about. */
export function fieldOf(event: Event): IField {
  const { value, validity } = event.target as HTMLInputElement;
  return { typed: value, unfinished: validity.badInput };
}

/** A draft with a field in its place; the same draft if the field was left as it was. */
export function withField(draft: IField[], place: number, field: IField): IField[] {
  const { typed, unfinished } = draft[place];
  return typed === field.typed && unfinished === field.unfinished
    ? draft
    : draft.map((other, i) => (i === place ? field : other));
}

/**
 * The day that stands in a field, an empty text for none.
 *
 * @throws DraftError if it is still being typed
 */
export function read({ typed, unfinished }: IField, label: string, text: Say): string {
  if (unfinished) {
    throw new DraftError(text('unfinishedDate', { label }));
  }
  const day = typed && isoDate(typed);
  const year = Number(day.slice(0, 4));
  if (day && !(FIRST_YEAR <= year && year <= LAST_YEAR)) {
    throw new DraftError(text('unfinishedYear', { label, year }));
  }
  return day;
}

/** A date as it is said, such as 2026年12月12日（星期六）; an empty text for none. */
export function inWords(field: IField, text: Say): string {
  const parts = partsOf(field, text);
  return parts ? text('day', parts) : '';
}

/** The parts of a date, and the day of the week; null for none. */
export function partsOf({ typed }: IField, text: Say) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typed);
  if (!match || Number(match[1]) < FIRST_YEAR || Number(match[1]) > LAST_YEAR) {
    return null;
  }
  const [year, month, day] = match.slice(1).map(Number);
  const weekday = [...text('weekdays')][new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return { year, month, day, weekday };
}
