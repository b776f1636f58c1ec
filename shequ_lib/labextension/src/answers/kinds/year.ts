/** A record of decisions, brought into form by the board of its year. */
import { AnswerError } from '../error';
import type { AnswerKind } from '../kind';
import { read } from '../literal';
import { answerOf, normaliseYear } from '../normalise_year';
import type { Spec } from '../spec';
import { isBoard } from '../year_board';

export interface YearSpec extends Spec {
  /** A `Board`, if `isBoard` says so. */
  board?: unknown;
}

export const kind: AnswerKind<YearSpec> = {
  fits: () => true,
  read(spec, source) {
    const value = read(spec.id, source);
    if (!isBoard(spec.board)) {
      throw new AnswerError('noBoard');
    }
    return answerOf(normaliseYear(spec.board, value));
  }
};
