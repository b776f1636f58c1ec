/** Cards in bins; an answer gives cards their bins, and some may be in none. */
import { oneOf } from '../fold';
import { AnswerKind, areNames } from '../kind';
import type { Spec } from '../spec';
import { byName } from './match';

export interface SortSpec extends Spec {
  items: string[];
  bins: string[];
}

export const kind: AnswerKind<SortSpec> = {
  fits: spec => areNames(spec.items) && areNames(spec.bins),
  normalise: (spec, value) => byName(value, spec.items, answer => oneOf(answer, spec.bins, 'noBin'))
};
