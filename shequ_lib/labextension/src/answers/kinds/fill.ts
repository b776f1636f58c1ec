/** A document with fields; an answer gives fields, by their labels, what stands in them; some may be empty. */
import { AnswerError, Script } from '../error';
import { oneOf, WHITE } from '../fold';
import { AnswerKind, areNames, isText, Parts } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';
import { isoDate } from './date';
import { byName } from './match';
import { number } from './number';

const MAX_FIELDS = 30;
export const MAX_SIGNS = 60; // of what is written into one field
const TYPES = ['choice', 'number', 'date', 'text'];

export interface Field {
  label: string;
  type: 'choice' | 'number' | 'date' | 'text';
  options?: string[];
  unit?: string;
  /** Fields of one group may be filled in any order. */
  group?: string;
}

export interface FillSpec extends Spec {
  heading: string;
  /** Texts, and fields by their places in `fields`. */
  lines: (string | number)[][];
  fields: Field[];
}

/** What stands in a field is nothing that the field takes; the message names it. */
class FieldError extends AnswerError {
  constructor(
    private label: string,
    private why: AnswerError
  ) {
    super('ofField', { name: label, why: why.message });
  }

  in(script: Script): string {
    return new AnswerError('ofField', { name: this.label, why: this.why.in(script) }).in(script);
  }
}

export const kind: AnswerKind<FillSpec> = {
  fits: spec => isText(spec.heading) && areFields(spec.fields) && areLines(spec.lines, spec.fields.length),
  normalise({ fields }, value) {
    const known = new Map(fields.map(field => [field.label, field]));
    return byName(value, [...known.keys()], (answer, label) => entry(known.get(label)!, answer));
  }
};

/**
 * What is written into a field, in its normal form; an empty text if that is nothing.
 *
 * @throws AnswerError if the field does not take it; the message names the field
 */
export function entry(field: Field, given: Value): string | number {
  try {
    switch (field.type) {
      case 'choice':
        return oneOf(given, field.options!, 'noTarget');
      case 'number':
        return number(field.unit ?? '', given);
      case 'date':
        return isoDate(given);
      default:
        return words(given);
    }
  } catch (error) {
    throw error instanceof AnswerError ? new FieldError(field.label, error) : error;
  }
}

function words(given: Value): string {
  if (typeof given !== 'string') {
    throw new AnswerError('words');
  }
  const text = given.replace(WHITE, ' ').replace(/^ | $/g, '');
  if ([...text].length > MAX_SIGNS) {
    throw new AnswerError('longField', { most: MAX_SIGNS });
  }
  return text;
}

function areFields(given: unknown): given is Field[] {
  return (
    Array.isArray(given) &&
    given.length <= MAX_FIELDS &&
    given.every(isField) &&
    areNames(given.map(field => field.label))
  );
}

function isField(given: unknown): given is Field {
  if (typeof given !== 'object' || given === null) {
    return false;
  }
  const { type, options, unit, group } = given as Parts;
  return (
    TYPES.includes(type as string) &&
    (type === 'choice') === areNames(options) &&
    (unit === undefined || isText(unit)) &&
    (group === undefined || isText(group))
  );
}

/** Whether lines are texts and places of fields, each field in one place. */
function areLines(given: unknown, fields: number): boolean {
  if (!Array.isArray(given) || given.length > MAX_FIELDS * 2 || !given.every(Array.isArray)) {
    return false;
  }
  const parts: unknown[] = given.flat();
  const places = parts.filter(part => typeof part === 'number');
  return (
    parts.length <= MAX_FIELDS * 4 &&
    parts.every(part => typeof part === 'number' || isText(part)) &&
    places.length === fields &&
    new Set(places).size === fields &&
    places.every(place => Number.isInteger(place) && place >= 0 && place < fields)
  );
}
