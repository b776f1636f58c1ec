/** The normal form of a year's record: the twin of `shequ_lib/first_year/decisions.py`. */
import { AnswerError, Script } from './error';
import { Value } from './literal';
import { fold, WHITE } from './fold';
import { isoDate } from './kinds/date';
import { number } from './kinds/number';
import { Answer } from './write';
import { Board, Decisions, Task, tasksOf } from './year_board';

const MAX_SHOWN = 40; // characters of a text in a message, quotation marks included

/** A decision cannot be read; the message names it. */
export class DecisionError extends AnswerError {
  constructor(
    private month: number,
    private about: string,
    private why: AnswerError
  ) {
    super('ofDecision', { month, name: about, why: why.message });
  }

  in(script: Script): string {
    const why = this.why.in(script);
    return new AnswerError('ofDecision', { month: this.month, name: this.about, why }).in(script);
  }
}

/**
 * Bring a record into its normal form: what is decided, in the order of the year.
 *
 * @throws AnswerError if it is no record of this year
 */
export function normaliseYear(board: Board, value: Value): Decisions {
  const found = readRecord(board, value);
  if (found.trouble) {
    throw found.trouble;
  }
  return found.decisions;
}

/** Read what can be read of a record, and say what is wrong with the rest of it. */
export function readRecord(board: Board, value: Value): { decisions: Decisions; trouble?: AnswerError } {
  const decisions = new Map<string, string | number>();
  if (value === null || isEmpty(value)) {
    return { decisions };
  }
  if (!(value instanceof Map)) {
    return { decisions, trouble: new AnswerError('noRecord') };
  }
  const known = new Set(tasksOf(board).map(task => task.id));
  const unknown = [...value.keys()].find(name => !known.has(name));
  let trouble = unknown === undefined ? undefined : new AnswerError('noDecision', { name: shown(unknown) });
  for (const card of board.cards) {
    for (const task of card.tasks) {
      const given = value.get(task.id) ?? null;
      if (isBlank(given)) {
        continue;
      }
      try {
        decisions.set(task.id, decision(board, task, given));
      } catch (error) {
        if (!(error instanceof AnswerError)) {
          throw error;
        }
        trouble ??= new DecisionError(card.month, task.name, error);
      }
    }
  }
  return { decisions, trouble };
}

/**
 * Bring one decision into its normal form.
 *
 * @throws AnswerError if it is none; the message does not name it
 */
export function decision(board: Board, task: Task, given: Value): string | number {
  switch (task.kind) {
    case 'number':
      return number(task.unit, given);
    case 'date': {
      const day = isoDate(given);
      if (!day.startsWith(`${board.year}-`)) {
        throw new AnswerError('otherYear', { year: board.year, day });
      }
      return day;
    }
    case 'choice':
      return option(task.options, given);
  }
}

/** A record as an answer to be written. */
export function answerOf(decisions: Decisions): Answer {
  return decisions.size ? Object.fromEntries(decisions) : null;
}

function option(options: [string, string][], given: Value): string {
  const known = new Map(options.flatMap(([key, text]) => [text, key].map(name => [fold(name), key])));
  if (typeof given !== 'string') {
    throw new AnswerError('fromOptions');
  }
  const key = known.get(fold(given));
  if (key === undefined) {
    throw new AnswerError('noOptionCalled', { given: shown(given) });
  }
  return key;
}

/** Whether a decision is left open: nothing, white space, or a list without items. */
function isBlank(value: Value): boolean {
  return typeof value === 'string' ? !fold(value) : value === null || isEmpty(value);
}

function isEmpty(value: Value): boolean {
  return value instanceof Map || value instanceof Set
    ? !value.size
    : (Array.isArray(value) || typeof value === 'string') && !value.length;
}

/** A text as it stands in a message: on one line, and not long. */
function shown(text: string): string {
  const signs = [...`「${text}」`.replace(WHITE, ' ')];
  return signs.length > MAX_SHOWN ? `${signs.slice(0, MAX_SHOWN - 1).join('')}…` : signs.join('');
}
