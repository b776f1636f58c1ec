/** A day, written in any of the usual ways. */
import { AnswerError } from '../error';
import { fold, shown } from '../fold';
import type { AnswerKind } from '../kind';
import type { Value } from '../literal';

const DATE = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/;

export const kind: AnswerKind = {
  fits: () => true,
  normalise: (_, value) => isoDate(value)
};

/** The day as YYYY-MM-DD. */
export function isoDate(value: Value): string {
  const match = typeof value === 'string' ? DATE.exec(fold(value)) : null;
  if (!match) {
    throw new AnswerError('noDate', { given: shown(value) });
  }
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new AnswerError('noDay', { given: shown(value) });
  }
  return date.toISOString().slice(0, 10);
}
