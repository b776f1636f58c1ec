/**
 * The answer literal, read without running anything; a text that is none must not run by itself.
 *
 * The grammar stands in words in `shequ_lib/exercises/literal_grammar.py`, and both must pass
 * `tests/data/literal_cases.json`: whatever is an answer here is one for Python, with the same value.
 */
import { AnswerError } from './error';

/** What an answer cell holds. Lists and tuples are arrays, dicts are maps. */
export type Value = null | boolean | number | string | Value[] | Map<string, Value> | Set<string>;

/** What marks the cells of a release that nobody has answered. */
export const TEXT_STUB = '（在这里写你的回答）';

export const MAX_SOURCE = 6_000; // characters of a cell
export const MAX_NUMBER = 1e15; // a whole number
const MAX_LINES = 500; // CR, LF and ; of a cell
const MAX_TEXT = 1_000; // characters of one text
const MAX_BRACKETS = 8; // deep
const MAX_DEPTH = 4; // of a value
const MAX_PARTS = 2_000; // of a value

const ANYTHING = '[^\\0-\\x08\\n-\\x1f\\ud800-\\udfff]';
const COMMENT = `#${ANYTHING}*`;
const END = sticky(`[ \\t]*(?:${COMMENT})?(?:\\r?\\n|$)`);
const BLANK = sticky('[ \\t]*');
const BETWEEN = sticky(`(?:[ \\t]|\\r?\\n|${COMMENT})*`);
const ESCAPE = `\\\\(?:[\\\\'"bfnrt]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})`;
const TEXT = sticky(`'(?:(?!['\\\\])${ANYTHING}|${ESCAPE})*'|"(?:(?!["\\\\])${ANYTHING}|${ESCAPE})*"`);
const DIGITS = '[0-9](?:_?[0-9])*';
const WHOLE = '(?:0|[1-9](?:_?[0-9])*)';
const NUMBER = sticky(
  `[+-]?[ \\t]*(?:${WHOLE}\\.(?:${DIGITS})?|\\.${DIGITS}|${WHOLE})(?:[eE][+-]?${DIGITS})?`
);
const WORD = sticky('None|True|False');
const NAME = sticky('[A-Za-z_][A-Za-z0-9_]*');
const ESCAPED: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const WORDS = new Map<string, null | boolean>([
  ['None', null],
  ['True', true],
  ['False', false]
]);
const CLOSING = { '[': ']', '(': ')', '{': '}' };

type Opening = keyof typeof CLOSING;

/** The text is not of the grammar; or all that is wrong so far is that a text in it is too long. */
class Refused extends Error {
  constructor(readonly why: 'form' | 'text' = 'form') {
    super(why);
  }
}

function sticky(pattern: string): RegExp {
  return new RegExp(pattern, 'yu');
}

/** The Python name that carries the answer of an exercise (`notice-date`: `notice_date`). */
export function variable(exercise: string): string {
  return exercise.replace(/-/g, '_');
}

/**
 * Read the text of an answer cell; a cell without an answer has the value null.
 *
 * @throws AnswerError for anything but an answer
 */
export function read(exercise: string, source: string): Value {
  const name = variable(exercise);
  if (length(source) > MAX_SOURCE) {
    throw new AnswerError('tooLong', { most: MAX_SOURCE });
  }
  try {
    return readAll(name, source);
  } catch (error) {
    if (error instanceof Refused) {
      throw error.why === 'text'
        ? new AnswerError('textTooLong', { most: MAX_TEXT })
        : new AnswerError('unreadable', { name });
    }
    throw error;
  }
}

/** Read the text of an answer cell; undefined for anything but an answer. */
export function readLiteral(exercise: string, source: string): { value: Value } | undefined {
  try {
    return { value: read(exercise, source) };
  } catch (error) {
    if (error instanceof AnswerError) {
      return undefined;
    }
    throw error;
  }
}

/** Characters as Python counts them. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

function readAll(name: string, source: string): Value {
  const lines = source.match(/[\n\r;]/g)?.length ?? 0;
  if (lines > MAX_LINES || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Refused();
  }
  const reader = new Reader(source);
  let value: Value = null;
  while (reader.place < source.length) {
    if (reader.take(END) === undefined) {
      value = reader.answer(name);
      reader.isTooMuch ||= isTooLarge(value);
    }
  }
  if (reader.isTooMuch) {
    throw new Refused();
  }
  return value;
}

/** Reads a text from its beginning; what it does not know is refused. */
class Reader {
  constructor(private source: string) {}

  place = 0;

  /** Whether a value is of the grammar, but more than an answer may be. */
  isTooMuch = false;

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.place;
    const match = pattern.exec(this.source);
    if (!match) {
      return undefined;
    }
    this.place += match[0].length;
    return match[0];
  }

  answer(name: string): Value {
    if (this.take(NAME) !== name) {
      throw new Refused();
    }
    this.take(BLANK);
    if (!this.sign('=')) {
      throw new Refused();
    }
    this.take(BLANK);
    let value: Value = null;
    if (this.source.startsWith('null', this.place)) {
      this.place += 'null'.length;
    } else {
      const { items, commas } = this.items('', BLANK);
      value = commas ? items : items[0];
    }
    if (this.take(END) === undefined) {
      throw new Refused();
    }
    return value;
  }

  private sign(sign: string): boolean {
    const found = this.source.startsWith(sign, this.place);
    this.place += found ? 1 : 0;
    return found;
  }

  private items(closing: string, between: RegExp): { items: [Value, ...Value[]]; commas: number } {
    const items: [Value, ...Value[]] = [this.item()];
    let commas = 0;
    this.take(between);
    while (this.sign(',')) {
      commas += 1;
      this.take(between);
      if (this.ends(closing)) {
        break;
      }
      items.push(this.item());
      this.take(between);
    }
    return { items, commas };
  }

  private ends(closing: string): boolean {
    if (closing) {
      return this.source.startsWith(closing, this.place);
    }
    END.lastIndex = this.place;
    return END.test(this.source);
  }

  private item(): Value {
    const opening = this.source.charAt(this.place);
    if (opening === '[' || opening === '(' || opening === '{') {
      return this.bracket(opening);
    }
    if (opening === "'" || opening === '"') {
      return this.text();
    }
    const word = this.take(WORD);
    if (word !== undefined) {
      return WORDS.get(word) ?? null;
    }
    const written = this.take(NUMBER)?.replace(/[ \t_]/g, '');
    const number = Number(written);
    const whole = /^[+-]?\d+$/.test(written ?? '');
    if (written === undefined || !Number.isFinite(number)) {
      throw new Refused();
    }
    this.isTooMuch ||= whole && Math.abs(number) > MAX_NUMBER;
    return whole ? number + 0 : number; // a whole number has no negative nought
  }

  private text(): string {
    const written = this.take(TEXT);
    if (written === undefined) {
      throw new Refused();
    }
    const text = written
      .slice(1, -1)
      .replace(
        /\\(?:x(..)|u(....)|(.))/gu,
        (_, two: string | undefined, four: string | undefined, sign: string | undefined) =>
          sign === undefined ? String.fromCharCode(parseInt(two ?? four!, 16)) : (ESCAPED[sign] ?? sign)
      );
    if (length(text) > MAX_TEXT) {
      throw new Refused('text');
    }
    return text;
  }

  private bracket(opening: Opening): Value {
    const closing = CLOSING[opening];
    this.depth += 1;
    if (this.depth > MAX_BRACKETS) {
      throw new Refused();
    }
    this.place += 1;
    this.take(BETWEEN);
    let value: Value = opening === '{' ? new Map() : [];
    if (!this.ends(closing)) {
      if (opening === '{') {
        value = this.entries();
      } else {
        const { items, commas } = this.items(closing, BETWEEN);
        value = opening === '(' && !commas ? items[0] : items;
      }
    }
    if (!this.sign(closing)) {
      throw new Refused();
    }
    this.depth -= 1;
    return value;
  }

  /** A dict as a map, a set as a set. */
  private entries(): Map<string, Value> | Set<string> {
    const map = new Map<string, Value>();
    let pairs: boolean | undefined;
    for (;;) {
      const key = this.text();
      this.take(BETWEEN);
      const pair = this.sign(':');
      pairs ??= pair;
      if (pair !== pairs) {
        throw new Refused();
      }
      let value: Value = null;
      if (pair) {
        this.take(BETWEEN);
        value = this.item();
        this.take(BETWEEN);
      }
      map.set(key, value);
      if (!this.sign(',')) {
        break;
      }
      this.take(BETWEEN);
      if (this.ends('}')) {
        break;
      }
    }
    return pairs ? map : new Set(map.keys());
  }

  private depth = 0;
}

/** Whether a value is so deep or has so many parts that working with it could do harm. */
function isTooLarge(value: Value): boolean {
  let parts = 0;
  let level = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    parts += level.length;
    if (parts > MAX_PARTS) {
      return true;
    }
    level = level.flatMap((part): Value[] =>
      part instanceof Map
        ? [...part.keys(), ...part.values()]
        : part instanceof Set || Array.isArray(part)
          ? [...part]
          : []
    );
    if (!level.length) {
      return false;
    }
  }
  return true;
}
