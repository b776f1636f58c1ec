/** Answers, for whoever has no forms: read, bring into normal form, write. Needs no page. */
export { readCell, writeCell } from './cell';
export { AnswerError, type Script } from './error';
export { read, readLiteral, TEXT_STUB, type Value } from './literal';
export { fold, sameName } from './fold';
export { isCode } from './kinds';
export { normalise } from './normalise';
export { isSpec, type Spec } from './spec';
export { type Answer, write } from './write';
