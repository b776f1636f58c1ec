/** Code; an answer is the code itself. */
import { AnswerKind, isText } from '../kind';
import type { Spec } from '../spec';

const MAX_CODE = 6_000; // characters, as of an answer cell

export interface TableSpec extends Spec {
  stub?: string;
}

export const kind: AnswerKind<TableSpec> = {
  isCode: true,
  fits: spec => spec.stub === undefined || isText(spec.stub, MAX_CODE),
  read: (spec, source) => (['', (spec.stub ?? '').trim()].includes(source.trim()) ? null : source),
  write: (spec, answer) => (answer === null ? (spec.stub ?? '') : String(answer))
};
