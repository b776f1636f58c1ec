// Reads a JSON list of [exercise, source] from standard input, writes for each null, or {value} as JSON holds it.
// Usage: node literal_node.mjs PATH/OF/answers.js
import fs from 'node:fs';

const [, , answers = ''] = process.argv;
const code = fs.readFileSync(answers, 'utf8');
/**
 * @typedef {import('../../shequ_lib/labextension/src/answers')} Answers
 * @typedef {import('../../shequ_lib/labextension/src/answers').Value} Value
 */

/** @type {Answers} */
const { readLiteral } = await import('data:text/javascript,' + encodeURIComponent(code));

/**
 * @param {Value} value
 * @returns {unknown}
 */
function plain(value) {
  if (value instanceof Map) {
    return { dict: [...value].map(([key, item]) => [key, plain(item)]) };
  }
  if (value instanceof Set) {
    return { set: [...value] };
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

/** @type {[exercise: string, source: string][]} */
const cases = JSON.parse(fs.readFileSync(0, 'utf8'));
const read = cases.map(([exercise, source]) => {
  const found = readLiteral(exercise, source);
  return found ? { value: plain(found.value) } : null;
});
process.stdout.write(JSON.stringify(read));
