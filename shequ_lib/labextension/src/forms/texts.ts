/** What forms say, in the script of the chapter. The traditional texts are made by `grading.make_script_table`. */
import { fill, Script } from '../answers/error';
import HANS from './texts.json';
import HANT from './texts.hant.json';

export type Text = keyof typeof HANS;

/** Says a text, with values in its gaps. */
export type Say = (text: Text, values?: Record<string, string | number>) => string;

export function saying(script: Script): Say {
  const texts = script === 'hant' ? HANT : HANS;
  return (text, values) => fill(texts[text], values);
}
