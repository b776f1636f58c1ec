/** Bring an answer into the normal form of its kind: the twin of `shequ_lib/exercises/normalise.py`. */
import { kindOf } from './kinds';
import type { Value } from './literal';
import type { Spec } from './spec';
import type { Answer } from './write';

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
  const kind = kindOf(spec.kind);
  if (!kind?.normalise) {
    throw new Error(`an answer of the kind ${spec.kind} has its own reader`);
  }
  return kind.normalise(spec, value);
}

function isGroup(value: Value): value is Map<string, Value> | Set<string> {
  return value instanceof Map || value instanceof Set;
}
