/** When two texts are the same to a person, and how an answer is shown: the twin of `shequ_lib/exercises/fold.py`. */
import characters from './characters.json';
import { AnswerError, Wrong } from './error';
import type { Value } from './literal';
import SYNONYMS from './synonyms.json';
import { numeral } from './write';

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python takes them for white space, too
export const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g; // Python's
const MAX_SHOWN = 30; // characters of an answer in a message

const signs = [...characters.simplified]; // taken apart once: for each variant anew it took a phone most of a second
const simplified = new Map([...characters.variants].map((variant, i) => [variant, signs[i]] as const));
const synonym = new Map(SYNONYMS.flatMap(([first, ...others]) => others.map(name => [name, first] as const)));
const anySynonym = new RegExp([...synonym.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** A text without what does not tell answers apart: script, width, case, white space. */
export function fold(text: string): string {
  return [...text.normalize('NFKC')]
    .map(sign => simplified.get(sign) ?? sign)
    .join('')
    .replace(WHITE, '')
    .toLowerCase();
}

/** `fold(text)` with every synonym replaced by the first of its line. */
export function sameName(text: string): string {
  return fold(text).replace(anySynonym, name => synonym.get(name)!);
}

/**
 * Which of the known texts an answer means.
 *
 * @throws AnswerError if it means none of them, or more than one
 */
export function oneOf(answer: Value, known: string[], wrong: Wrong): string {
  if (typeof answer === 'string') {
    for (const form of [fold, sameName]) {
      const given = form(answer);
      const forms = remembered(form, known);
      const [found, ...others] = known.filter((_, i) => forms[i] === given);
      if (found !== undefined && !others.length) {
        return found;
      }
    }
  }
  throw new AnswerError(wrong, { given: shown(answer) });
}

const formsOfNames = new Map<typeof fold, WeakMap<string[], string[]>>();

/** The forms of the names in a spec; an answer may ask for them hundreds of times. */
function remembered(form: typeof fold, known: string[]): string[] {
  const all = formsOfNames.get(form) ?? new WeakMap<string[], string[]>();
  const forms = all.get(known) ?? known.map(form);
  formsOfNames.set(form, all.set(known, forms));
  return forms;
}

/** An answer as a message shows it. */
export function shown(value: Value): string {
  if (typeof value === 'number') {
    return numeral(value);
  }
  if (typeof value !== 'string') {
    return value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : '…';
  }
  const signs = [...value];
  return signs.length > MAX_SHOWN ? `${signs.slice(0, MAX_SHOWN).join('')}…` : value;
}
