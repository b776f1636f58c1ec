/** One option of several; an answer is its letter. */
import { AnswerError } from '../error';
import { fold, shown } from '../fold';
import { AnswerKind, isText, Parts } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';

export interface OptionsSpec extends Spec {
  options: Record<string, string>;
}

export const kind: AnswerKind<OptionsSpec> = {
  fits: haveOptions,
  normalise(spec, value) {
    const [letter, ...others] = letters(spec.options, value);
    if (letter === undefined || others.length) {
      throw new AnswerError('onlyOne');
    }
    return letter;
  }
};

export function haveOptions({ options }: Parts): boolean {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    return false;
  }
  const entries = Object.entries(options);
  return entries.length > 0 && entries.every(([letter, text]) => /^[A-Z]$/.test(letter) && isText(text));
}

/** The letters of the chosen options, in the order of the alphabet. */
export function letters(options: Record<string, string>, given: Value): string[] {
  const names = Object.keys(options);
  const value =
    typeof given === 'string'
      ? [...fold(given).toUpperCase()].filter(sign => !',、;和'.includes(sign))
      : given;
  if (!Array.isArray(value) && !(value instanceof Set)) {
    throw new AnswerError('letters', { first: names[0]! }); // a spec has an option
  }
  return [...new Set([...value].map(item => letterOf(names, item)))].sort();
}

/** The letter that somebody wrote. */
export function letterOf(options: string[], given: Value): string {
  const letter = typeof given === 'string' ? fold(given).toUpperCase() : '';
  if (!options.includes(letter)) {
    throw new AnswerError('noOption', { given: shown(given), options: options.join('、') });
  }
  return letter;
}
