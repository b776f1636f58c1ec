// Reads a JSON list of [spec, source] from standard input; writes for each {answer, written} or {message}.
// Usage: node answers_node.mjs PATH/OF/answers.js
import fs from 'node:fs';

const [, , answers = ''] = process.argv;
const code = fs.readFileSync(answers, 'utf8');
/** @type {typeof import('../../shequ_lib/labextension/src/answers')} */
const { AnswerError, readCell, writeCell } = await import('data:text/javascript,' + encodeURIComponent(code));

/** @param {[import('../../shequ_lib/labextension/src/answers').Spec, string]} asked */
function result([spec, source]) {
  try {
    const answer = readCell(spec, source);
    return { answer, written: writeCell(spec, answer) };
  } catch (error) {
    if (error instanceof AnswerError) {
      return { message: error.in('hans') };
    }
    throw error;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(result)));
