/** The text of an answer cell, by the kind of its exercise. */
import type { Spec } from '../forms/spec';
import { AnswerError } from './error';
import { read, TEXT_STUB } from './literal';
import { fold, normalise } from './normalise';
import { answerOf, normaliseYear } from './normalise_year';
import { Answer, write } from './write';
import { isBoard } from './year_board';

const MAX_STUB = 200; // characters; longer texts are not even compared with one

/**
 * The answer in a cell, in the normal form of its kind; null for none. An essay's cell is Markdown, a table's is
 * code: their answer is the text itself.
 *
 * @throws AnswerError if it cannot be read
 */
export function readCell(spec: Spec, source: string): Answer {
  if (spec.kind === 'essay') {
    return isBlank(source, TEXT_STUB) ? null : source;
  }
  if (spec.kind === 'table') {
    return ['', (spec.stub ?? '').trim()].includes(source.trim()) ? null : source;
  }
  const value = read(spec.id, source);
  if (spec.kind === 'year') {
    if (!isBoard(spec.board)) {
      throw new AnswerError('noBoard');
    }
    return answerOf(normaliseYear(spec.board, value));
  }
  return normalise(spec, value);
}

/** The text of the cell for an answer. */
export function writeCell(spec: Spec, answer: Answer, textStub = TEXT_STUB): string {
  if (spec.kind === 'essay') {
    return answer === null ? textStub : String(answer);
  }
  if (spec.kind === 'table') {
    return answer === null ? (spec.stub ?? '') : String(answer);
  }
  return write(spec.id, answer);
}

function isBlank(source: string, stub: string): boolean {
  return source.trim().length <= MAX_STUB && ['', fold(stub)].includes(fold(source));
}
