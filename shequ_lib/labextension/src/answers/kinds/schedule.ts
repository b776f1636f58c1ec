/** Days of several steps; some may be missing. */
import { AnswerKind, areNames } from '../kind';
import type { Spec } from '../spec';
import { isoDate } from './date';
import { byName } from './match';

export interface ScheduleSpec extends Spec {
  fields: string[];
}

export const kind: AnswerKind<ScheduleSpec> = {
  fits: spec => areNames(spec.fields),
  normalise: (spec, value) => byName(value, spec.fields, isoDate)
};
