/** What is wrong with an answer: a line that tells the trainee what to put right, in either script. */
import HANS from './texts.json';
import HANT from './texts.hant.json';

export type Script = 'hans' | 'hant';

export type Wrong = keyof typeof HANS;

/** Put values into the gaps of a text, such as `{items}`; what is put in stays as it is. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}

/** An answer cannot be read, or is none of its kind. */
export class AnswerError extends Error {
  constructor(
    private wrong: Wrong,
    private values: Record<string, string | number> = {}
  ) {
    super(fill(HANS[wrong], values));
  }

  /** The message in a script. */
  in(script: Script): string {
    return fill((script === 'hant' ? HANT : HANS)[this.wrong], this.values);
  }
}
