/** The cell of a form, which on an own paper asks with other numbers than the release: is it a form and no more? */

const CALL = /^from shequ_lib\.notebook import ask\n\nask\(\n([\s\S]*),\n\)\s*$/;

/** Texts, numbers, the three constants, and the signs between them. */
const PLAIN =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|True|False|None|[[\]{}(),:\s]/g;

/** Whether a cell only asks: the call that the course writes, of a value in which no name stands, so nothing runs. */
export function isPlainForm(source: string): boolean {
  return CALL.exec(source)?.[1]?.replace(PLAIN, '') === '';
}
