// Answers and points in a notebook of the course, by exercise.

/**
 * @typedef {import('../../../frontend/types/site').Cell} Cell
 * @typedef {import('../../../frontend/types/site').Notebook} Notebook
 * @typedef {import('../../../frontend/types/site').Answers} Answers
 */

/** @param {Cell} cell */
export const textOf = cell => [cell.source].flat().join('');

/** @param {string | undefined} text */
const squeeze = text => (text ?? '').normalize('NFKC').replace(/\s+/g, '');

/**
 * The answer cells of a notebook that a person has changed: their cells by exercise.
 *
 * @param {Notebook | undefined} notebook
 */
export function given(notebook) {
  /** @type {Map<string, Cell>} */
  const found = new Map();
  for (const cell of notebook?.cells ?? []) {
    const { role, exercise, stub } = cell.metadata?.shequ ?? {};
    if (role === 'answer' && exercise && !found.has(exercise) && squeeze(textOf(cell)) !== squeeze(stub)) {
      found.set(exercise, cell);
    }
  }
  return found;
}

/**
 * The exercises that hold an answer: a cell that was cleared is changed, but not answered.
 *
 * @param {Notebook | undefined} notebook
 */
export function answered(notebook) {
  return [...given(notebook)]
    .filter(([exercise, cell]) => {
      const text = textOf(cell).replace(/#.*$/gm, '').trim();
      return text !== '' && text !== `${exercise.replaceAll('-', '_')} = None`;
    })
    .map(([exercise]) => exercise);
}

/**
 * The points that the checks in a notebook gave, by exercise.
 *
 * @param {Notebook | undefined} notebook
 */
export function earned(notebook) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const cell of notebook?.cells ?? []) {
    const { role, exercise } = cell.metadata?.shequ ?? {};
    const result = cell.outputs?.find(output => output.output_type === 'execute_result');
    const printed = [result?.data?.['text/plain'] ?? ''].flat().join('');
    const points = printed ? Number(printed) : NaN;
    if (role === 'check' && exercise && Number.isFinite(points)) {
      found.set(exercise, points);
    }
  }
  return found;
}

/**
 * The text of each answer cell, changed or not, by exercise.
 *
 * @param {Notebook | undefined} notebook
 */
export function sources(notebook) {
  /** @type {Answers} */
  const found = new Map();
  for (const cell of notebook?.cells ?? []) {
    const { role, exercise } = cell.metadata?.shequ ?? {};
    if (role === 'answer' && exercise && !found.has(exercise)) {
      found.set(exercise, textOf(cell));
    }
  }
  return found;
}

/**
 * Put answers into a notebook; gives back the exercises that it does not have.
 *
 * @param {Notebook} notebook
 * @param {Answers} answers
 */
export function putAnswers(notebook, answers) {
  const missing = new Set(answers.keys());
  const changed = new Set();
  for (const cell of notebook.cells) {
    const { role, exercise = '' } = cell.metadata?.shequ ?? {};
    const source = answers.get(exercise);
    if (role === 'answer' && missing.delete(exercise) && source !== undefined && textOf(cell) !== source) {
      cell.source = source;
      changed.add(exercise);
    }
  }
  // what was said of the answers before does not hold for these
  for (const cell of notebook.cells.filter(one => changed.has(one.metadata?.shequ?.exercise))) {
    cell.outputs &&= [];
  }
  return [...missing];
}
