// Stands in the place of the site's `start.js`: the page of a preview has no Python, and the preview judges answers.
import { Exercises } from './reading.js';
import { keptResult } from './result.js';

const NOT_HERE = '这一题要用 Python 检查；请用 make self-study 打开来试。';

/**
 * @this {Exercises}
 * @param {string | undefined} exercise
 */
Exercises.prototype.check = function (exercise) {
  const form = exercise === undefined ? undefined : this.forms.get(exercise);
  if (exercise === undefined || !form) {
    return;
  }
  this.dropResult(exercise);
  this.say(exercise, { is: 'waiting' });
  judged(exercise, this.sources.get(exercise) ?? '').then(
    html => {
      const output = { output_type: 'execute_result', data: { 'text/html': html } };
      const cell = {
        cell_type: 'code',
        source: '',
        metadata: { shequ: { role: 'check', exercise } },
        outputs: [output]
      };
      const result = keptResult(
        /** @type {import('../../../frontend/types/site').Notebook} */ ({ cells: [cell], metadata: {} }),
        exercise
      );
      if (!result) {
        this.say(exercise, { is: 'unchecked', why: NOT_HERE });
        return;
      }
      form.node.after(result);
      this.results.set(exercise, result);
      this.say(exercise, { is: 'checked' });
    },
    () => this.say(exercise, { is: 'unchecked', why: '预览停了，没有检查。' })
  );
};

/**
 * @param {string} exercise
 * @param {string} source
 */
async function judged(exercise, source) {
  const body = JSON.stringify({ exercise, source });
  const response = await fetch(new URL('check', shequ.root), { method: 'POST', body });
  if (!response.ok) {
    throw new Error(`${exercise}: ${response.status}`);
  }
  return response.text();
}

/** Nothing starts here. */
export class Start {
  /** @type {string | undefined} */
  wanted;
  /** @type {Promise<void>} */
  python = new Promise(() => {});
  begin() {}
  end() {}
}
