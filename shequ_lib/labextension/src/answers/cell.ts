/** The text of an answer cell, by the kind of its exercise. */
import { kindOf } from './kinds';
import { read, TEXT_STUB } from './literal';
import { normalise } from './normalise';
import type { Spec } from './spec';
import { Answer, write } from './write';

/**
 * The answer in a cell, in the normal form of its kind; null for none. An essay's cell is Markdown, a table's is
 * code: their answer is the text itself.
 *
 * @throws AnswerError if it cannot be read
 */
export function readCell(spec: Spec, source: string): Answer {
  const kind = kindOf(spec.kind);
  return kind?.read ? kind.read(spec, source) : normalise(spec, read(spec.id, source));
}

/** The text of the cell for an answer. */
export function writeCell(spec: Spec, answer: Answer, textStub = TEXT_STUB): string {
  return kindOf(spec.kind)?.write?.(spec, answer, textStub) ?? write(spec.id, answer);
}
