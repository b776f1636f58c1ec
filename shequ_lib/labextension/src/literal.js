/**
 * The answer literal, read without running anything; a text that is none must not run by itself.
 *
 * The grammar stands in words in `shequ_lib/exercises/literal_grammar.py`, and both must pass
 * `tests/literal_cases.json`: whatever is an answer here is one for Python, with the same value.
 * The site ships this file as it is.
 */

const MAX_SOURCE = 6_000; // characters of a cell
const MAX_LINES = 500; // CR, LF and ; of a cell
const MAX_TEXT = 1_000; // characters of one text
const MAX_BRACKETS = 8; // deep
const MAX_DEPTH = 4; // of a value
const MAX_PARTS = 2_000; // of a value
const MAX_NUMBER = 1e15; // a whole number

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
const ESCAPED = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const WORDS = new Map([
  ['None', null],
  ['True', true],
  ['False', false]
]);
const CLOSING = { '[': ']', '(': ')', '{': '}' };

class Refused extends Error {}

/** @param {string} pattern */
function sticky(pattern) {
  return new RegExp(pattern, 'yu');
}

/**
 * Read the text of an answer cell.
 *
 * Lists and tuples become arrays, dicts become maps; a cell without an answer has the value null.
 *
 * @param {string} exercise the exercise's id
 * @param {string} source the text of its cell
 * @returns {{ value: unknown } | undefined} undefined for anything but an answer
 */
export function readLiteral(exercise, source) {
  const name = exercise.replaceAll('-', '_');
  const lines = source.match(/[\n\r;]/g)?.length ?? 0;
  if (length(source) > MAX_SOURCE || lines > MAX_LINES || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return undefined;
  }
  const reader = new Reader(source);
  let value = null;
  try {
    while (reader.place < source.length) {
      if (reader.take(END) === undefined) {
        value = reader.answer(name);
        checkSize(value);
      }
    }
  } catch (error) {
    if (error instanceof Refused) {
      return undefined;
    }
    throw error;
  }
  return { value };
}

/**
 * Characters as Python counts them.
 *
 * @param {string} text
 */
function length(text) {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/** Reads a text from its beginning; what it does not know is refused. */
class Reader {
  /** @param {string} source */
  constructor(source) {
    this.source = source;
    this.place = 0;
    this.depth = 0;
  }

  /** @param {RegExp} pattern */
  take(pattern) {
    pattern.lastIndex = this.place;
    const match = pattern.exec(this.source);
    if (!match) {
      return undefined;
    }
    this.place += match[0].length;
    return match[0];
  }

  /** @param {string} sign */
  sign(sign) {
    const found = this.source.startsWith(sign, this.place);
    this.place += found ? 1 : 0;
    return found;
  }

  /** @param {string} name */
  answer(name) {
    if (this.take(NAME) !== name) {
      throw new Refused();
    }
    this.take(BLANK);
    if (!this.sign('=')) {
      throw new Refused();
    }
    this.take(BLANK);
    let value = null;
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

  /**
   * @param {string} closing
   * @param {RegExp} between
   */
  items(closing, between) {
    const items = [this.item()];
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

  /** @param {string} closing */
  ends(closing) {
    if (closing) {
      return this.source.startsWith(closing, this.place);
    }
    END.lastIndex = this.place;
    return END.test(this.source);
  }

  /** @returns {unknown} */
  item() {
    const opening = this.source.charAt(this.place);
    if (opening === '[' || opening === '(' || opening === '{') {
      return this.bracket(opening);
    }
    if (opening === "'" || opening === '"') {
      return this.text();
    }
    const word = this.take(WORD);
    if (word !== undefined) {
      return WORDS.get(word);
    }
    const written = this.take(NUMBER)?.replace(/[ \t_]/g, '');
    const number = Number(written);
    const whole = /^[+-]?\d+$/.test(written ?? '');
    if (written === undefined || !Number.isFinite(number) || (whole && Math.abs(number) > MAX_NUMBER)) {
      throw new Refused();
    }
    return whole ? number + 0 : number; // a whole number has no negative nought
  }

  text() {
    const written = this.take(TEXT);
    if (written === undefined) {
      throw new Refused();
    }
    const text = written
      .slice(1, -1)
      .replace(/\\(?:x(..)|u(....)|(.))/gu, (_, two, four, sign) =>
        sign === undefined ? String.fromCharCode(parseInt(two ?? four, 16)) : (ESCAPED[sign] ?? sign)
      );
    if (length(text) > MAX_TEXT) {
      throw new Refused();
    }
    return text;
  }

  /**
   * @param {'[' | '(' | '{'} opening
   * @returns {unknown}
   */
  bracket(opening) {
    const closing = CLOSING[opening];
    this.depth += 1;
    if (this.depth > MAX_BRACKETS) {
      throw new Refused();
    }
    this.place += 1;
    this.take(BETWEEN);
    /** @type {unknown} */
    let value = opening === '{' ? new Map() : [];
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
  entries() {
    const map = new Map();
    let pairs;
    for (;;) {
      const key = this.text();
      this.take(BETWEEN);
      const pair = this.sign(':');
      pairs ??= pair;
      if (pair !== pairs) {
        throw new Refused();
      }
      let value = null;
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
}

/**
 * Refuse a value that is so deep or has so many parts that working with it could do harm.
 *
 * @param {unknown} value
 */
function checkSize(value) {
  let parts = 0;
  let level = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    parts += level.length;
    if (parts > MAX_PARTS) {
      throw new Refused();
    }
    level = level.flatMap(part =>
      part instanceof Map
        ? [...part.keys(), ...part.values()]
        : part instanceof Set || Array.isArray(part)
          ? [...part]
          : []
    );
    if (!level.length) {
      return;
    }
  }
  throw new Refused();
}
