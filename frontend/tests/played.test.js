// What the landing page takes of the record of what was played, and how two tabs' records come together.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load } from './module.js';

const { mergedPlayed, readPlayed } = /** @type {typeof import('../../grading/site/web/played.js')} */ (
  await load('played.js')
);

/** @param {Record<string, unknown>} games */
const record = games => JSON.stringify({ games });

test('only lines are shown, of whatever stands in the file', () => {
  const games = {
    a: { line: '甲' },
    b: { line: 7 },
    c: null,
    d: { line: 'x'.repeat(1001) },
    e: { line: '乙' }
  };
  assert.deepEqual(readPlayed(record(games)), ['甲', '乙']);
  for (const text of ['', '{', '7', 'null', '[]', '{"games":"ab"}', '{"games":null}']) {
    assert.deepEqual(readPlayed(text), []);
  }
});

test('of each simulator the record with more rounds counts', () => {
  const before = record({ a: { rounds: 3, line: 'old' }, b: { rounds: 1, line: 'b' } });
  const now = record({ a: { rounds: 2, line: 'new' }, c: { rounds: 1, line: 'c' } });
  assert.deepEqual(readPlayed(mergedPlayed(before, now)), ['old', 'b', 'c']);
  assert.deepEqual(readPlayed(mergedPlayed('broken', now)), ['new', 'c']);
});
