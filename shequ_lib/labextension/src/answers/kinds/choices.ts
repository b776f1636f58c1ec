/** Several options; an answer is a list of letters. */
import type { AnswerKind } from '../kind';
import { haveOptions, letters, OptionsSpec } from './choice';

export const kind: AnswerKind<OptionsSpec> = {
  fits: haveOptions,
  normalise(spec, value) {
    const found = letters(spec.options, value);
    return found.length ? found : null; // nothing but commas
  }
};
