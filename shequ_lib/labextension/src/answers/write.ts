/** The one line that records an answer, as `shequ_lib/exercises/literal.py` writes it. */
import { variable } from './literal';

/** An answer in the normal form of its kind; null is none. */
export type Answer = null | string | number | string[] | { [name: string]: Answer };

/** The part of an answer that has a name; a name may be any text, such as `constructor`. */
export function partOf(answer: Answer, name: string): Answer | undefined {
  const isPart =
    // biome-ignore lint/suspicious/noPrototypeBuiltins: Object.hasOwn is younger than the browsers that are served
    answer !== null && typeof answer === 'object' && Object.prototype.hasOwnProperty.call(answer, name);
  return isPart ? (answer as { [name: string]: Answer })[name] : undefined;
}

/** Return the text of an answer cell. */
export function write(exercise: string, answer: Answer): string {
  return `${variable(exercise)} = ${answer === null ? 'None' : literal(answer)}`;
}

function literal(value: Answer): string {
  if (typeof value === 'number') {
    return numeral(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${literal(part)}`);
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** Return a number as Python writes it. */
export function numeral(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) {
    return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
  }
  return Number.isInteger(value) && Math.abs(value) >= 1e16 ? value.toExponential() : String(value);
}
