/** What this extension says to a trainee, in the script of the course (`texts.json`). */
import { fill, Script } from './answers/error';
import HANS from './texts.json';
import HANT from './texts.hant.json';

export type Text = keyof typeof HANS;

let texts: Record<Text, string> = HANS;

/** Speak in this script from now on: a folder holds one course. */
export function speak(script: Script): void {
  texts = script === 'hant' ? HANT : HANS;
}

/** A text, with values in its gaps. */
export function text(name: Text, values?: Record<string, string | number>): string {
  return fill(texts[name], values);
}
