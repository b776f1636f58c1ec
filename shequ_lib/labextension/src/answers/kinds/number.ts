/** A number: of any width, with or without its unit, with 万. */
import { AnswerError } from '../error';
import { fold, shown } from '../fold';
import { AnswerKind, isText } from '../kind';
import { MAX_NUMBER, Value } from '../literal';
import type { Spec } from '../spec';

const NUMBER = /^[-+]?[0-9]{1,15}(\.[0-9]{1,9})?$/;

export interface NumberSpec extends Spec {
  unit?: string;
}

export const kind: AnswerKind<NumberSpec> = {
  fits: spec => spec.unit === undefined || isText(spec.unit),
  normalise: (spec, value) => number(spec.unit ?? '', value)
};

export function number(unit: string, given: Value): number {
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
