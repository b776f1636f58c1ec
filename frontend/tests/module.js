// Loads a script of the site as the module that it is, also in a Node.js that would take it for another kind.
import { readFileSync } from 'node:fs';

/**
 * @param {string} name of a script that imports no other.
 * @returns {Promise<unknown>}
 */
export function load(name) {
  const code = readFileSync(new URL(`../../grading/site/web/${name}`, import.meta.url), 'utf8');
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
