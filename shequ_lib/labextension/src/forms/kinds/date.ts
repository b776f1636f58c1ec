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

export const form = (spec: Spec, text: Say) =>
  dates(spec, text, [text('date')], days => days[0]?.day || null);

/** What stands in each field, by its label or by the field itself. */
export type Fields<Name> = ReadonlyMap<Name, IField>;

/** A `schedule` has several fields. */
export function dates(
  spec: Spec,
  text: Say,
  labels: string[],
  answerOf: (days: { label: string; day: string }[]) => Answer
): Kind<Fields<string>> {
  return {
    ...literalOf<Fields<string>>(
      spec,
      answer =>
        new Map(
          labels.map(label => {
            const day = typeof answer === 'string' ? answer : partOf(answer, label);
            return [label, { typed: (day ?? '') as string, unfinished: false }];
          })
        ),
      draft => answerOf([...draft].map(([label, field]) => ({ label, day: read(field, label, text) })))
    ),
    missing: draft => {
      const count = [...draft.values()].filter(({ typed, unfinished }) => !typed && !unfinished).length;
      return count === draft.size ? null : count ? text('notFilled', { count }) : '';
    },
    fields: (draft, change) =>
      html`${[...draft].map(([label, field]) => {
        const typed = (event: Event, how: How) => change(withField(draft, label, fieldOf(event)), how);
        return html`<label class="shequ-line">
          <span>${label}</span>
          <input
            type="date"
            min="${FIRST_YEAR}-01-01"
            max="${LAST_YEAR}-12-31"
            .value=${live(field.typed)}
            @input=${(event: Event) => typed(event, 'typed')}
            @blur=${(event: Event) => typed(event, 'done')}
          />
          <span class="shequ-spoken">${inWords(field, text)}</span>
          <span class="shequ-printed">${inWords(field, text)}</span>
        </label>`;
      })}`
  };
}

/** What stands in the field that an event is about. */
export function fieldOf(event: Event): IField {
  const { value, validity } = event.target as HTMLInputElement;
  return { typed: value, unfinished: validity.badInput };
}

/** A draft with something else in a field; the same draft if the field was left as it was. */
export function withField<Name>(draft: Fields<Name>, name: Name, field: IField): Fields<Name> {
  const before = draft.get(name);
  return before?.typed === field.typed && before.unfinished === field.unfinished
    ? draft
    : new Map(draft).set(name, field);
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
  const year = Number(match?.[1]);
  if (!match || year < FIRST_YEAR || year > LAST_YEAR) {
    return null;
  }
  const month = Number(match[2]);
  const day = Number(match[3]);
  const weekday = text('weekdays').charAt(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
  return { year, month, day, weekday };
}
