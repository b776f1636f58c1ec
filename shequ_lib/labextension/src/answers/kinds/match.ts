/** A target for every item; an answer gives items their targets, and some may be missing. */
import { AnswerError } from '../error';
import { oneOf } from '../fold';
import { AnswerKind, areNames } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';
import type { Answer } from '../write';

export interface MatchSpec extends Spec {
  items: string[];
  targets: string[];
}

export const kind: AnswerKind<MatchSpec> = {
  fits: spec => areNames(spec.items) && areNames(spec.targets),
  normalise: (spec, value) => byName(value, spec.items, answer => oneOf(answer, spec.targets, 'noTarget'))
};

/** An answer that gives something to each of some names, in their order; an empty text is nothing. */
export function byName<Part extends string | number>(
  value: Value,
  names: string[],
  answerOf: (answer: Value, name: string) => Part
): Answer {
  if (!(value instanceof Map)) {
    throw new AnswerError('each', { items: names.join('、') });
  }
  const answers = new Map([...value].map(([name, answer]) => [oneOf(name, names, 'noField'), answer]));
  const given = names
    .filter(name => !['', null, undefined].includes(answers.get(name) as string))
    .map(name => [name, answerOf(answers.get(name)!, name)])
    .filter(([, answer]) => answer !== '');
  return given.length ? Object.fromEntries(given) : null;
}
