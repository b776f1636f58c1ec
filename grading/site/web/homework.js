// The homework in one file: what of a file that anybody may have written is taken. `grading/intake/homework_file.py` reads
// the same file; what both must know (`course.homework`, `course.year`) comes from Python.

/**
 * @typedef {import('../../../frontend/types/site').Course} Course
 * @typedef {import('../../../frontend/types/site').Homework} Homework
 * @typedef {import('../../../frontend/types/site').Answers} Answers
 */

/**
 * The answers of a homework file by chapter, and the year in it, which may be anything; null for any other file.
 *
 * @param {string} text
 * @param {Course['homework']} limits
 * @returns {{ chapters: Map<string, Answers>, year: unknown } | null}
 */
export function readHomework(text, { format, version }) {
  const value = parsed(text);
  if (!isObject(value) || value.format !== format || value.version !== version || !isObject(value.chapters)) {
    return null;
  }
  /** @type {Map<string, Answers>} */
  const chapters = new Map();
  for (const [name, chapter] of Object.entries(value.chapters)) {
    const answers = isObject(chapter) && isObject(chapter.answers) ? Object.entries(chapter.answers) : [];
    chapters.set(name, new Map(answers.filter(isTextual)));
  }
  return { chapters, year: value.practice_year };
}

/**
 * The year in a file as the browser keeps it, if it has the right form; else null. Whether it can have been played is
 * judged where it is played.
 *
 * @param {unknown} value
 * @param {Pick<Course, 'year' | 'rulebook'>} course
 * @returns {string | null}
 */
export function readYear(value, { year, rulebook }) {
  const isYear =
    isObject(value) &&
    value.what === year.what &&
    value.version === year.version &&
    value.rulebook === rulebook &&
    Object.keys(value).sort().join() === [...year.keys].sort().join();
  const text = isYear ? JSON.stringify(value) : '';
  return isYear && text.length <= year.longest ? text : null;
}

/**
 * What of a homework file would not be taken in where it is handed in.
 *
 * @param {Homework} homework
 * @param {string} text as it is written into the file.
 * @param {Course['homework']} limits
 * @returns {{ answers: [chapter: string, exercise: string][], isLarge: boolean }}
 */
export function tooMuch(homework, text, { largest, longest }) {
  const answers = Object.entries(homework.chapters).flatMap(([chapter, one]) =>
    Object.entries(one.answers)
      .filter(([, source]) => length(source) > longest)
      .map(([exercise]) => /** @type {[chapter: string, exercise: string]} */ ([chapter, exercise]))
  );
  return { answers, isLarge: new Blob([text]).size > largest };
}

/**
 * The name of the file that is handed in.
 *
 * @param {string} name of whoever hands it in.
 */
export function fileName(name) {
  return `${name.replace(/[\\/:*?"<>|\s]+/g, '-') || '我的作业'}.json`;
}

/**
 * Characters, as Python counts them.
 *
 * @param {string} text
 */
export function length(text) {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/**
 * @param {string} text
 * @returns {unknown} null if it is no JSON.
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {[string, unknown]} entry
 * @returns {entry is [string, string]}
 */
function isTextual(entry) {
  return typeof entry[1] === 'string';
}
