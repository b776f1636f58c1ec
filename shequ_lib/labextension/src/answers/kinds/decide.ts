/** A case that is decided step by step; an answer gives the situations come through, by number, their letters. */
import { AnswerError } from '../error';
import { fold, shown } from '../fold';
import { AnswerKind, isText } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';
import { letterOf } from './choice';

const NUMBER = /^(?:情形)?([0-9]{1,2})$/;
const MOST_STEPS = 12;
const END = 0;

export interface Option {
  text: string;
  /** What happens. */
  after: string;
  /** The number of the situation that opens, 0 if the case ends. */
  then: number;
}

export interface Step {
  heading: string;
  text: string;
  options: Record<string, Option>;
}

export interface DecideSpec extends Spec {
  steps: Step[];
}

export const kind: AnswerKind<DecideSpec> = {
  fits: ({ steps }) =>
    Array.isArray(steps) && steps.length > 0 && steps.length <= MOST_STEPS && steps.every(isStep),
  normalise({ steps }, value) {
    if (!(value instanceof Map)) {
      throw new AnswerError('noSteps');
    }
    const chosen = steps.map(() => '');
    for (const [name, answer] of value) {
      const number = numberOf(name, steps.length);
      chosen[number - 1] = ['', null].includes(answer as string)
        ? ''
        : letterOf(Object.keys(steps[number - 1].options), answer);
    }
    const way = wayOf(steps, chosen);
    return way.length ? Object.fromEntries(way.map(number => [number, chosen[number - 1]])) : null;
  }
};

/** The numbers of the situations in which something was decided, from the first on; by letters, '' for none. */
export function wayOf(steps: Step[], chosen: string[]): number[] {
  const way = [];
  for (let number = 1; number !== END && chosen[number - 1]; ) {
    way.push(number);
    number = steps[number - 1].options[chosen[number - 1]].then;
  }
  return way;
}

/** A decision leads to a higher number, so every case ends. */
function isStep(given: unknown, place: number, steps: unknown[]): given is Step {
  const { heading, text, options } = (given ?? {}) as Record<string, unknown>;
  return (
    isText(heading) &&
    isText(text) &&
    typeof options === 'object' &&
    options !== null &&
    Object.keys(options).length > 0 &&
    Object.entries(options).every(([letter, option]) => {
      const { text, after, then } = (option ?? {}) as Record<string, unknown>;
      const leads = then === END || (Number.isInteger(then) && (then as number) > place + 1);
      return (
        /^[A-E]$/.test(letter) && isText(text) && isText(after) && leads && (then as number) <= steps.length
      );
    })
  );
}

function numberOf(name: Value, most: number): number {
  const match = typeof name === 'string' ? NUMBER.exec(fold(name)) : null;
  const number = Number(match?.[1]);
  if (!(number >= 1 && number <= most)) {
    throw new AnswerError('noStep', { given: shown(name), most });
  }
  return number;
}
