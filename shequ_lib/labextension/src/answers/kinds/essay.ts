/** A text; its cell is Markdown and holds the text itself. */
import { fold } from '../fold';
import type { AnswerKind } from '../kind';
import { TEXT_STUB } from '../literal';
import type { Spec } from '../spec';

const MAX_STUB = 200; // characters; longer texts are not even compared with one

export interface EssaySpec extends Spec {
  min_chars?: number;
}

export const kind: AnswerKind<EssaySpec> = {
  fits: spec => spec.min_chars === undefined || Number.isSafeInteger(spec.min_chars),
  read: (_, source) => (isBlank(source, TEXT_STUB) ? null : source),
  write: (_, answer, textStub) => (answer === null ? textStub : String(answer))
};

function isBlank(source: string, stub: string): boolean {
  return source.trim().length <= MAX_STUB && ['', fold(stub)].includes(fold(source));
}
