/** Answers, for whoever has no forms: read, bring into normal form, write. Needs no page. */
export { readCell, writeCell } from './cell';
export { AnswerError, type Script } from './error';
export { read, readLiteral, TEXT_STUB, type Value } from './literal';
export { fold, normalise, sameName } from './normalise';
export { type Answer, write } from './write';
