/** A case that is decided step by step; an answer gives the situations come through, by number, their letters. */
import { AnswerError } from '../error';
import { fold, shown } from '../fold';
import { AnswerKind, isText } from '../kind';
import type { Value } from '../literal';
import type { Spec } from '../spec';
import type { Answer } from '../write';
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
      const { number, options } = situationOf(name, steps);
      chosen[number - 1] = ['', null].includes(answer as string)
        ? ''
        : letterOf(Object.keys(options), answer);
    }
    return answerOf(wayOf(steps, chosen));
  }
};

/** How far a case was decided. */
export interface Way {
  /** The letters by the numbers of the situations, from the first on. */
  decided: Map<number, string>;
  /** The number of the situation that is open, 0 if the case has ended. */
  open: number;
}

/** The way that letters lead, the empty text being none. */
export function wayOf(steps: Step[], chosen: string[]): Way {
  const decided = new Map<number, string>();
  let open = 1;
  for (let letter = chosen[0]; letter; letter = open === END ? '' : chosen[open - 1]) {
    const option = steps[open - 1]?.options[letter];
    if (!option) {
      throw new Error(`situation ${open} has no option ${letter}`);
    }
    decided.set(open, letter);
    open = option.then;
  }
  return { decided, open };
}

export function answerOf({ decided }: Way): Answer {
  return decided.size ? Object.fromEntries(decided) : null;
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

/** The situation that somebody wrote. */
function situationOf(name: Value, steps: Step[]): { number: number; options: Step['options'] } {
  const match = typeof name === 'string' ? NUMBER.exec(fold(name)) : null;
  const number = Number(match?.[1]);
  const step = steps[number - 1];
  if (!step) {
    throw new AnswerError('noStep', { given: shown(name), most: steps.length });
  }
  return { number, options: step.options };
}
