/** A text; its cell is Markdown and holds the text itself. */
import { fold } from '../fold';
import { type AnswerKind, isText } from '../kind';
import { TEXT_STUB } from '../literal';
import type { Spec } from '../spec';

const MAX_SAMPLE = 5_000; // characters
const MAX_STUB = 200; // characters; longer texts are not even compared with one

/** What a self-learner may compare the own text with. */
export interface Samples {
  top: string;
  middle: { text: string; why: string; points: number[] };
}

export interface EssaySpec extends Spec {
  min_chars?: number;
  samples?: Samples;
}

export const kind: AnswerKind<EssaySpec> = {
  fits: ({ min_chars, samples }) =>
    (min_chars === undefined || Number.isSafeInteger(min_chars)) &&
    (samples === undefined || areSamples(samples as Samples | null)),
  read: (_, source) => (isBlank(source, TEXT_STUB) ? null : source),
  write: (_, answer, textStub) => (answer === null ? textStub : String(answer))
};

function areSamples(given: Samples | null): given is Samples {
  const middle = given?.middle;
  return (
    [given?.top, middle?.text, middle?.why].every(each => isText(each, MAX_SAMPLE)) &&
    Array.isArray(middle?.points)
  );
}

function isBlank(source: string, stub: string): boolean {
  return source.trim().length <= MAX_STUB && ['', fold(stub)].includes(fold(source));
}
