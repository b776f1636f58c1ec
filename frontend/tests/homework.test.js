// What the landing page takes of a homework file, which anybody may have written, and what it says of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load } from './module.js';

const { fileName, length, readHomework, readYear, tooMuch } =
  /** @type {typeof import('../../grading/site/web/homework.js')} */ (await load('homework.js'));

const LIMITS = { format: 'f', version: 2, largest: 100, longest: 5 };
const COURSE = {
  rulebook: 'r',
  year: {
    file: 'y.json',
    what: 'year',
    version: 3,
    keys: ['what', 'version', 'rulebook', 'seed'],
    longest: 60
  }
};
const YEAR = { what: 'year', version: 3, rulebook: 'r', seed: 7 };

/** @param {unknown} value */
const read = value => readHomework(JSON.stringify(value), LIMITS);

test('the answers are taken by chapter, and only texts', () => {
  const chapters = { '06-x': { answers: { a: 'a = 1', b: 2, c: null } }, '07-y': { answers: {} } };
  const found = read({ format: 'f', version: 2, chapters, practice_year: 8 });
  assert.deepEqual(found?.chapters.get('06-x'), new Map([['a', 'a = 1']]));
  assert.deepEqual(found?.chapters.get('07-y'), new Map());
  assert.equal(found?.year, 8);
});

test('a name of JavaScript itself is a name like any other', () => {
  const found = readHomework(
    '{"format":"f","version":2,"chapters":{"__proto__":{"answers":{"constructor":"x"}}}}',
    LIMITS
  );
  assert.deepEqual([...(found?.chapters.keys() ?? [])], ['__proto__']);
  assert.deepEqual(found?.chapters.get('__proto__'), new Map([['constructor', 'x']]));
});

test('what has no answers where they must be has none', () => {
  for (const chapter of [null, 1, 'x', [], { answers: null }, { answers: ['a'] }, { answers: 'a' }]) {
    const found = read({ format: 'f', version: 2, chapters: { '06-x': chapter } });
    assert.deepEqual(found?.chapters, new Map([['06-x', new Map()]]));
  }
});

test('anything else is no homework', () => {
  const good = { format: 'f', version: 2, chapters: {} };
  assert.notEqual(read(good), null);
  for (const bad of [
    null,
    1,
    'f',
    [],
    [good],
    { ...good, format: 'g' },
    { ...good, version: '2' },
    { ...good, chapters: [] },
    { ...good, chapters: null }
  ]) {
    assert.equal(read(bad), null);
  }
  for (const text of ['', '{', '\u0000', '['.repeat(1000)]) {
    assert.equal(readHomework(text, LIMITS), null);
  }
});

test('a year has the form of this course, and no more in it', () => {
  assert.equal(readYear(YEAR, COURSE), JSON.stringify(YEAR));
  const { seed, ...less } = YEAR;
  for (const bad of [
    null,
    'year',
    [YEAR],
    less,
    { ...YEAR, more: 1 },
    { ...YEAR, version: 4 },
    { ...YEAR, what: 'x' },
    { ...YEAR, rulebook: 'other' }
  ]) {
    assert.equal(readYear(bad, COURSE), null);
  }
  assert.equal(readYear({ ...YEAR, seed: 'x'.repeat(60) }, COURSE), null, `${seed} is short, this is not`);
});

test('an answer that would not be taken in is named, and a file that would not', () => {
  const chapters = { '06-x': { release: '', saved: '', answers: { short: '😀😀😀😀😀', long: '123456' } } };
  /** @type {import('../types/site').Homework} */
  const homework = { format: 'f', version: 2, name: '', rulebook: 'r', script: 'hans', saved: '', chapters };
  assert.deepEqual(tooMuch(homework, '长'.repeat(33), LIMITS), {
    answers: [['06-x', 'long']],
    isLarge: false
  });
  assert.equal(tooMuch(homework, '长'.repeat(34), LIMITS).isLarge, true);
});

test('characters are counted as Python counts them', () => {
  assert.equal(length('a长😀'), 3);
  assert.equal(length(''), 0);
});

test('the file has a name that every system takes', () => {
  assert.equal(fileName('王小明'), '王小明.json');
  assert.equal(fileName('a/b\\c: d?'), 'a-b-c-d-.json');
  assert.equal(fileName(''), '我的作业.json');
});
