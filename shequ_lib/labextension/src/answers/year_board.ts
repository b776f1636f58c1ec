/** The board of a year, as `shequ_lib/first_year/public_board.py` writes it into the spec of an examination. */

/** A number, one of the options, or a day of the year. */
export type Task = {
  id: string;
  /** What it is about, for messages. */
  name: string;
  label: string;
} & (
  | { kind: 'number'; unit: string }
  /** Key and text of each. */
  | { kind: 'choice'; options: [string, string][] }
  /** What the day is called on the calendar, an empty text if it does not stand there. */
  | { kind: 'date'; mark: string }
);

export interface Card {
  id: string;
  month: number;
  title: string;
  text: string;
  /** What kind of incident it is, an empty text if it is none. */
  incident: string;
  tasks: Task[];
  heads?: string[];
  rows?: string[][];
}

export interface Board {
  year: number;
  figures: { rows: string[][]; months: number[] };
  given: { day: string; about: string; text: string }[];
  money: { month: number; lines: string[] };
  cards: Card[];
}

/** What is decided, by the id of the decision: numbers, keys of options, days as YYYY-MM-DD. */
export type Decisions = ReadonlyMap<string, string | number>;

export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const MAX_TEXT = 2_000; // characters; the longest of a year has 200
const MAX_PARTS = 200; // of anything; a year has 62 decisions

type Parts = Record<string, unknown>;

/** Whether something is a board, and no larger than one can be; a notebook may come from anybody. */
export function isBoard(given: unknown): given is Board {
  if (!isObject(given) || !isObject(given.figures) || !isObject(given.money)) {
    return false;
  }
  return (
    isWhole(given.year, 1900, 2100) &&
    areRows(given.figures.rows) &&
    isList(given.figures.months, isMonth) &&
    isList(given.given, isMark) &&
    isMonth(given.money.month) &&
    isList(given.money.lines, isName) &&
    isList(given.cards, isCard) &&
    areDistinct(tasksOf(given as unknown as Board).map(task => task.id))
  );
}

/** All decisions, in the order of the year. */
export function tasksOf(board: Board): Task[] {
  return board.cards.flatMap(card => card.tasks);
}

export function cardsOf(board: Board, month: number): Card[] {
  return board.cards.filter(card => card.month === month);
}

function isCard(given: unknown): boolean {
  return (
    isObject(given) &&
    isName(given.id) &&
    isMonth(given.month) &&
    [given.title, given.text, given.incident].every(isText) &&
    isList(given.tasks, isTask) &&
    (given.heads === undefined || isList(given.heads, isText)) &&
    (given.rows === undefined || areRows(given.rows))
  );
}

function isTask(given: unknown): boolean {
  if (!isObject(given) || !isName(given.id) || !isText(given.name) || !isText(given.label)) {
    return false;
  }
  return given.kind === 'number'
    ? isText(given.unit)
    : given.kind === 'choice'
      ? isList(given.options, isOption) && (given.options as unknown[]).length > 0
      : given.kind === 'date' && isText(given.mark);
}

function isOption(given: unknown): boolean {
  return Array.isArray(given) && given.length === 2 && isName(given[0]) && isText(given[1]);
}

function isMark(given: unknown): boolean {
  return (
    isObject(given) &&
    typeof given.day === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(given.day) &&
    isText(given.about) &&
    isText(given.text)
  );
}

function areRows(given: unknown): boolean {
  return isList(given, row => isList(row, isText));
}

function areDistinct(names: string[]): boolean {
  return names.length <= MAX_PARTS && new Set(names).size === names.length;
}

function isList(given: unknown, isPart: (part: unknown) => boolean): boolean {
  return Array.isArray(given) && given.length <= MAX_PARTS && given.every(isPart);
}

function isMonth(given: unknown): boolean {
  return isWhole(given, 1, 12);
}

function isWhole(given: unknown, least: number, most: number): boolean {
  return Number.isInteger(given) && least <= (given as number) && (given as number) <= most;
}

function isName(given: unknown): boolean {
  return typeof given === 'string' && /^[\w-]{1,80}$/.test(given);
}

function isText(given: unknown): boolean {
  return typeof given === 'string' && given.length <= MAX_TEXT;
}

function isObject(given: unknown): given is Parts {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
