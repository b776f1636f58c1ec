/** The public part of an exercise. It stands in a notebook, which anybody may have written. */
import { isText } from './kind';
import { kindOf } from './kinds';

/** What the specs of all kinds have; what a kind asks with besides, its module in `kinds` says. */
export interface Spec {
  id: string;
  kind: string;
  title: string;
  points: number;
}

/** Whether something is the spec of an exercise, and no larger than one can be. */
export function isSpec(given: unknown): given is Spec {
  if (typeof given !== 'object' || given === null) {
    return false;
  }
  const spec = given as Record<string, unknown>;
  return (
    typeof spec.id === 'string' &&
    /^[a-z][a-z0-9-]{0,79}$/.test(spec.id) &&
    isText(spec.title) &&
    typeof spec.kind === 'string' &&
    !!kindOf(spec.kind)?.fits(spec)
  );
}
