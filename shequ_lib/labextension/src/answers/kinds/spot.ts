/** Lines of a document that break rules; an answer gives lines, by their numbers, the rules that they break. */
import { AnswerError } from '../error';
import { fold, oneOf, shown } from '../fold';
import { AnswerKind, areNames, isText } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';

const LINE = /^第?([0-9]{1,2})行?$/;

export interface SpotSpec extends Spec {
  heading: string;
  lines: string[];
  rules: string[];
}

export const kind: AnswerKind<SpotSpec> = {
  fits: spec => isText(spec.heading) && areNames(spec.lines) && areNames(spec.rules),
  normalise({ lines, rules }, value) {
    if (!(value instanceof Map)) {
      throw new AnswerError('noLines');
    }
    const answers = new Map([...value].map(([name, answer]) => [numberOf(name, lines.length), answer]));
    const given = [...answers]
      .filter(([, answer]) => !['', null].includes(answer as string))
      .sort(([one], [other]) => one - other)
      .map(([line, answer]) => [String(line), oneOf(answer, rules, 'noRule')]);
    return given.length ? Object.fromEntries(given) : null;
  }
};

function numberOf(name: Value, most: number): number {
  const match = typeof name === 'string' ? LINE.exec(fold(name)) : null;
  const line = Number(match?.[1]);
  if (!(line >= 1 && line <= most)) {
    throw new AnswerError('noLine', { given: shown(name), most });
  }
  return line;
}
