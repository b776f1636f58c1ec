/** Bring an answer into the normal form of its kind: the twin of `shequ_lib/exercises/normalise.py`. */
import type { Spec } from '../forms/spec';
import characters from './characters.json';
import { AnswerError, Wrong } from './error';
import { MAX_NUMBER, Value } from './literal';
import SYNONYMS from './synonyms.json';
import { Answer, numeral } from './write';

const DATE = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/;
const NUMBER = /^[-+]?[0-9]{1,15}(\.[0-9]{1,9})?$/;
export const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g; // Python's
const MAX_SHOWN = 30; // characters of an answer in a message

const simplified = new Map<string, string>();
[...characters.variants].forEach((variant, i) => simplified.set(variant, [...characters.simplified][i]));
const synonym = new Map(SYNONYMS.flatMap(([first, ...others]) => others.map(name => [name, first] as const)));
const anySynonym = new RegExp([...synonym.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** A text without what does not tell answers apart: script, width, case, white space. */
export function fold(text: string): string {
  return [...text.normalize('NFKC')]
    .map(sign => simplified.get(sign) ?? sign)
    .join('')
    .replace(WHITE, '')
    .toLowerCase();
}

/** `fold(text)` with every synonym replaced by the first of its line. */
export function sameName(text: string): string {
  return fold(text).replace(anySynonym, name => synonym.get(name)!);
}

/**
 * Bring what an answer cell holds into the normal form of its kind; null where nothing is answered.
 *
 * @throws AnswerError if it is no answer of this kind; the message says what is
 */
export function normalise(spec: Spec, value: Value): Answer {
  const empty =
    Array.isArray(value) || typeof value === 'string' ? !value.length : isGroup(value) && !value.size;
  if (value === null || empty) {
    return null;
  }
  switch (spec.kind) {
    case 'choice': {
      const found = letters(spec.options, value);
      if (found.length !== 1) {
        throw new AnswerError('onlyOne');
      }
      return found[0];
    }
    case 'choices': {
      const found = letters(spec.options, value);
      return found.length ? found : null; // nothing but commas
    }
    case 'order':
      return order(spec.items, value);
    case 'match':
      return fields(value, spec.items, answer => oneOf(answer, spec.targets, 'noTarget'));
    case 'schedule':
      return fields(value, spec.fields, isoDate);
    case 'date':
      return isoDate(value);
    case 'number':
      return number(spec.unit ?? '', value);
    case 'essay':
      if (typeof value !== 'string') {
        throw new AnswerError('words');
      }
      return value;
    default:
      throw new Error(`an answer of the kind ${spec.kind} has its own reader`);
  }
}

/** A date, written in any of the usual ways, as YYYY-MM-DD. */
export function isoDate(value: Value): string {
  const match = typeof value === 'string' ? DATE.exec(fold(value)) : null;
  if (!match) {
    throw new AnswerError('noDate', { given: shown(value) });
  }
  const [year, month, day] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new AnswerError('noDay', { given: shown(value) });
  }
  return date.toISOString().slice(0, 10);
}

function letters(options: Record<string, string>, given: Value): string[] {
  const names = Object.keys(options);
  const value =
    typeof given === 'string'
      ? [...fold(given).toUpperCase()].filter(sign => !',、;和'.includes(sign))
      : given;
  if (!Array.isArray(value) && !(value instanceof Set)) {
    throw new AnswerError('letters', { first: names[0] });
  }
  const found = new Set<string>();
  for (const item of value) {
    const letter = typeof item === 'string' ? fold(item).toUpperCase() : '';
    if (!names.includes(letter)) {
      throw new AnswerError('noOption', { given: shown(item), options: names.join('、') });
    }
    found.add(letter);
  }
  return [...found].sort();
}

function order(items: string[], value: Value): string[] {
  if (!Array.isArray(value)) {
    throw new AnswerError('column');
  }
  const found = value.map(item => oneOf(item, items, 'noItem'));
  const missing = items.filter(item => !found.includes(item));
  if (missing.length) {
    throw new AnswerError('missing', { items: missing.join('、') });
  }
  if (found.length !== items.length) {
    throw new AnswerError('twice');
  }
  return found;
}

function fields(value: Value, names: string[], answerOf: (answer: Value) => string): Answer {
  if (!(value instanceof Map)) {
    throw new AnswerError('each', { items: names.join('、') });
  }
  const answers = new Map([...value].map(([name, answer]) => [oneOf(name, names, 'noField'), answer]));
  const given = names
    .filter(name => !['', null, undefined].includes(answers.get(name) as string))
    .map(name => [name, answerOf(answers.get(name)!)]);
  return given.length ? Object.fromEntries(given) : null;
}

function number(unit: string, given: Value): number {
  const refused = () => new AnswerError('noNumber', { given: shown(given) });
  let value = given;
  if (typeof value === 'string') {
    let text = fold(value).replace(/,/g, '');
    const ending = fold(unit);
    text = ending && text.endsWith(ending) ? text.slice(0, -ending.length) : text;
    const plain = text.endsWith('万') ? text.slice(0, -1) : text;
    if (!NUMBER.test(plain)) {
      throw refused();
    }
    value = Number(plain === text ? plain : `${plain}e4`);
  }
  if (typeof value !== 'number') {
    throw refused();
  }
  if (Math.abs(value) > MAX_NUMBER) {
    throw new AnswerError('tooLarge');
  }
  return value + 0;
}

function oneOf(answer: Value, known: string[], wrong: Wrong): string {
  if (typeof answer === 'string') {
    for (const form of [fold, sameName]) {
      const given = form(answer);
      const forms = remembered(form, known);
      const found = known.filter((_, i) => forms[i] === given);
      if (found.length === 1) {
        return found[0];
      }
    }
  }
  throw new AnswerError(wrong, { given: shown(answer) });
}

const formsOfNames = new Map<typeof fold, WeakMap<string[], string[]>>();

/** The forms of the names in a spec; an answer may ask for them hundreds of times. */
function remembered(form: typeof fold, known: string[]): string[] {
  const all = formsOfNames.get(form) ?? new WeakMap<string[], string[]>();
  const forms = all.get(known) ?? known.map(form);
  formsOfNames.set(form, all.set(known, forms));
  return forms;
}

function isGroup(value: Value): value is Map<string, Value> | Set<string> {
  return value instanceof Map || value instanceof Set;
}

function shown(value: Value): string {
  if (typeof value === 'number') {
    return numeral(value);
  }
  if (typeof value !== 'string') {
    return value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : '…';
  }
  const signs = [...value];
  return signs.length > MAX_SHOWN ? `${signs.slice(0, MAX_SHOWN).join('')}…` : value;
}
