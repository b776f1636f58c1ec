/** What a kind of exercise is for whoever reads and writes its answers; each module of `kinds` holds one. */
import type { Value } from './literal';
import type { Spec } from './spec';
import type { Answer } from './write';

export type Parts = Record<string, unknown>;

export interface AnswerKind<S extends Spec = Spec> {
  /** Whether a spec has what the kind asks with, and no more of it than an exercise can have. */
  fits(spec: Parts): boolean;
  /** The answer is code. */
  readonly isCode?: boolean;
  /**
   * Bring what an answer cell holds, which is not empty, into the normal form.
   *
   * @throws AnswerError if it is no answer of this kind
   */
  normalise?(spec: S, value: Value): Answer;
  /** The answer in a cell that holds no literal, or a literal that is not brought into form by itself. */
  read?(spec: S, source: string): Answer;
  /** The text of a cell that holds no literal. */
  write?(spec: S, answer: Answer, textStub: string): string;
}

const MAX_TEXT = 1_000; // characters; the longest of the course has 40
const MAX_ITEMS = 60; // the course has 10 at most

export function isText(given: unknown, most = MAX_TEXT): given is string {
  return typeof given === 'string' && given.length <= most;
}

/** Whether something is a list of different names, at least one. */
export function areNames(given: unknown): given is string[] {
  return (
    Array.isArray(given) &&
    given.length > 0 &&
    given.length <= MAX_ITEMS &&
    given.every(name => isText(name) && name) &&
    new Set(given).size === given.length
  );
}
