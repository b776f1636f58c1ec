// What the pages of the site read from a notebook that this browser keeps, and how they put answers into one.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load } from './module.js';

/**
 * @typedef {import('../types/site').Cell} Cell
 * @typedef {import('../types/site').Notebook} Notebook
 */

const { answered, earned, given, putAnswers, sources, textOf } =
  /** @type {typeof import('../../grading/site/web/notebook.js')} */ (await load('notebook.js'));

/**
 * @param {string} exercise
 * @param {string | string[]} source
 * @param {string} [stub]
 * @returns {Cell}
 */
const answer = (exercise, source, stub) => ({
  cell_type: 'code',
  source,
  metadata: { shequ: { role: 'answer', exercise, stub } }
});

/**
 * @param {string} exercise
 * @param {string | undefined} points
 * @returns {Cell}
 */
const check = (exercise, points) => ({
  cell_type: 'code',
  source: '',
  metadata: { shequ: { role: 'check', exercise } },
  outputs: [
    { output_type: 'stream' },
    { output_type: 'execute_result', data: points ? { 'text/plain': points } : {} }
  ]
});

/** @type {Cell} */
const text = { cell_type: 'markdown', source: 'x', metadata: {} };

/**
 * @param {Cell[]} cells
 * @returns {Notebook}
 */
const notebook = (...cells) => ({ cells, metadata: {} });

test('an answer is given when it differs from the stub in more than white space', () => {
  const found = given(
    notebook(
      text,
      answer('same', 'same = \n None', 'same=None'),
      answer('wide', 'ｗｉｄｅ', 'wide'),
      answer('changed', ['changed = ', '"A"'], 'changed = None'),
      answer('changed', 'changed = "B"', 'changed = None')
    )
  );
  assert.deepEqual([...found.keys()], ['changed']);
  assert.equal(found.get('changed') && textOf(/** @type {Cell} */ (found.get('changed'))), 'changed = "A"');
  assert.deepEqual(given(undefined), new Map());
});

test('a cell that was cleared holds no answer', () => {
  const cells = [
    answer('cleared', '', 'cleared = None  # here'),
    answer('only-none', 'only_none = None', '# here'),
    answer('only-notes', '# here\n  # and there', '# here'),
    answer('whole', 'whole = "A"  # here', 'whole = None')
  ];
  assert.deepEqual(answered(notebook(...cells)), ['whole']);
});

test('every answer cell has its text, and the first of two counts', () => {
  const found = sources(
    notebook(text, answer('a', 'a = 1'), answer('a', 'a = 2'), answer('b', ['b', ' = 3']))
  );
  assert.deepEqual(
    [...found],
    [
      ['a', 'a = 1'],
      ['b', 'b = 3']
    ]
  );
});

test('the points are those that a check printed', () => {
  const found = earned(
    notebook(text, check('a', '1.5'), check('b', 'nan'), check('c', '0'), answer('d', '4'))
  );
  assert.deepEqual(
    [...found],
    [
      ['a', 1.5],
      ['c', 0]
    ]
  );
});

test('answers are put into their cells, what was said of them goes, and the rest stays', () => {
  const made = notebook(answer('a', 'a = 1'), check('a', '1'), answer('b', 'b = 1'), check('b', '1'));
  const missing = putAnswers(
    made,
    new Map([
      ['a', 'a = 2'],
      ['b', 'b = 1'],
      ['gone', 'gone = 3']
    ])
  );
  assert.deepEqual(missing, ['gone']);
  assert.deepEqual(
    [...sources(made)],
    [
      ['a', 'a = 2'],
      ['b', 'b = 1']
    ]
  );
  assert.deepEqual([...earned(made)], [['b', 1]]);
});

test('points that were not printed are none', () => {
  assert.deepEqual([...earned(notebook(check('a', undefined)))], []);
});
