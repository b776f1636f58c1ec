/**
 * What the board of a year shows of what was decided: months, calendar, money. No page, and nothing that judges.
 *
 * The twin of `shequ_lib/first_year/board_model.py`, which the practice year uses.
 */
import { AnswerError } from '../../answers/error';
import { read } from '../../answers/literal';
import { decision, readRecord } from '../../answers/normalise_year';
import { numeral } from '../../answers/write';
import { Board, cardsOf, Decisions, MONTHS, Task, tasksOf } from '../../answers/year_board';

/** What stands in the fields of a board; never changed. */
export interface Draft {
  /** What is decided; a field that cannot be read leaves here what was decided before. */
  decisions: Decisions;
  /** What was typed where it is not how the decision is written: 2万, 1,200, or no number at all. */
  typed: ReadonlyMap<string, string>;
  /** What of the answer cell could not be read when it was shown. */
  trouble?: AnswerError;
}

/** A month on the strip of months; `incidents` are their kinds, each with how many there are. */
export interface Tile {
  month: number;
  decided: number;
  total: number;
  incidents: [string, number][];
}

/** A day on the calendar: the card gives it, or the trainee has set it. */
export interface Mark {
  day: string;
  kind: 'given' | 'own';
  about: string;
  text: string;
}

export interface MoneyLine {
  name: string;
  entered: number | null;
}

export const NOTHING: Draft = { decisions: new Map(), typed: new Map() };

/** What stands in the fields when the answer cell holds this text. */
export function opened(board: Board, exercise: string, source: string): Draft {
  try {
    return { ...readRecord(board, read(exercise, source)), typed: new Map() };
  } catch (error) {
    return { ...NOTHING, trouble: asAnswerError(error) };
  }
}

/** What stands in the field of a decision, an empty text for nothing. */
export function fieldOf(draft: Draft, task: Task): string {
  const decided = draft.decisions.get(task.id);
  return draft.typed.get(task.id) ?? (typeof decided === 'number' ? numeral(decided) : (decided ?? ''));
}

/** Put something into the field of a decision; what cannot be read leaves the decision as it is. */
export function put(board: Board, draft: Draft, task: Task, text: string): Draft {
  const decisions = new Map(draft.decisions);
  const typed = new Map(draft.typed);
  typed.delete(task.id);
  if (!text.trim()) {
    decisions.delete(task.id);
  } else {
    try {
      decisions.set(task.id, decision(board, task, text));
    } catch (error) {
      asAnswerError(error); // the field says what is wrong
    }
    if (fieldOf({ decisions, typed }, task) !== text) {
      typed.set(task.id, text);
    }
  }
  return { decisions: inOrder(board, decisions), typed };
}

/** What is wrong with what stands in a field. */
export function problemOf(board: Board, draft: Draft, task: Task): AnswerError | undefined {
  const text = draft.typed.get(task.id);
  if (text === undefined) {
    return undefined;
  }
  try {
    decision(board, task, text);
  } catch (error) {
    return asAnswerError(error);
  }
  return undefined;
}

/** Leave all decisions of a month open. */
export function cleared(board: Board, draft: Draft, month: number): Draft {
  return withMonthOf(board, draft, NOTHING, month);
}

/** The steps of each month; they can be taken back one at a time. */
export class History {
  /** Note how it was before a step; what is typed into one field is one step, until `rest`. */
  note(month: number, before: Draft, field = ''): void {
    if (!field || field !== this.field) {
      this.steps.set(month, [...(this.steps.get(month) ?? []), before]);
    }
    this.field = field;
  }

  /** What is typed next is a step of its own. */
  rest(): void {
    this.field = '';
  }

  /** Take the last step of a month back; the other months stay. Undefined if there is none. */
  back(board: Board, draft: Draft, month: number): Draft | undefined {
    this.rest();
    const before = this.steps.get(month)?.pop();
    return before && withMonthOf(board, draft, before, month);
  }

  forget(): void {
    this.steps.clear();
    this.rest();
  }

  private steps = new Map<number, Draft[]>();
  private field = '';
}

export function tile(board: Board, decisions: Decisions, month: number): Tile {
  const cards = cardsOf(board, month);
  const tasks = cards.flatMap(card => card.tasks);
  const incidents = new Map<string, number>();
  for (const { incident } of cards) {
    if (incident) {
      incidents.set(incident, (incidents.get(incident) ?? 0) + 1);
    }
  }
  const decided = tasks.filter(task => decisions.has(task.id)).length;
  return { month, decided, total: tasks.length, incidents: [...incidents] };
}

export function tiles(board: Board, decisions: Decisions): Tile[] {
  return MONTHS.map(month => tile(board, decisions, month));
}

/** What stands on the calendar of a month, also of meetings of the months before; by day. */
export function marks(board: Board, decisions: Decisions, month: number): Mark[] {
  const own = board.cards.flatMap(card =>
    card.tasks.flatMap((task): Mark[] => {
      const day = decisions.get(task.id);
      return task.kind === 'date' && task.mark && typeof day === 'string'
        ? [{ day, kind: 'own', about: card.title, text: task.mark }]
        : [];
    })
  );
  const given = board.given.map((mark): Mark => ({ ...mark, kind: 'given' }));
  const start = `${board.year}-${String(month).padStart(2, '0')}-`;
  // of one day: what is given first, then by name, then as the cards stand, for sorting leaves those in order
  const key = ({ day, kind, text }: Mark) => `${day} ${kind} ${text}`;
  return [...given, ...own]
    .filter(mark => mark.day.startsWith(start))
    .sort((one, other) => compare(key(one), key(other)));
}

/** The days of a month by weeks from Monday to Sunday; 0 where the week has a day of another month. */
export function weeks(year: number, month: number): number[][] {
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = [...Array<number>(before).fill(0), ...Array.from({ length: last }, (_, i) => i + 1)];
  const cells = [...days, ...Array<number>((7 - (days.length % 7)) % 7).fill(0)];
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(7 * i, 7 * i + 7));
}

/** The year's money as it was entered. */
export function money(board: Board, decisions: Decisions): MoneyLine[] {
  const tasks = new Map(tasksOf(board).map(task => [task.id, task]));
  return board.money.lines.flatMap(id => {
    const task = tasks.get(id);
    const entered = decisions.get(id);
    return task ? [{ name: task.label, entered: typeof entered === 'number' ? entered : null }] : [];
  });
}

/** The first decision of the year that is open, and its month. */
export function firstOpen(board: Board, decisions: Decisions): { month: number; task: Task } | undefined {
  for (const month of MONTHS) {
    const task = cardsOf(board, month)
      .flatMap(card => card.tasks)
      .find(task => !decisions.has(task.id));
    if (task) {
      return { month, task };
    }
  }
  return undefined;
}

/** The fields of one month as they are in `source`, those of the other months as they are in `draft`. */
function withMonthOf(board: Board, draft: Draft, source: Draft, month: number): Draft {
  const ids = new Set(cardsOf(board, month).flatMap(card => card.tasks.map(task => task.id)));
  const mixed = <Part>(own: ReadonlyMap<string, Part>, other: ReadonlyMap<string, Part>) =>
    new Map([...[...own].filter(([id]) => !ids.has(id)), ...[...other].filter(([id]) => ids.has(id))]);
  return {
    decisions: inOrder(board, mixed(draft.decisions, source.decisions)),
    typed: mixed(draft.typed, source.typed)
  };
}

function inOrder(board: Board, decisions: Decisions): Decisions {
  return new Map(
    tasksOf(board).flatMap(({ id }): [string, string | number][] => {
      const decided = decisions.get(id);
      return decided === undefined ? [] : [[id, decided]];
    })
  );
}

function asAnswerError(error: unknown): AnswerError {
  if (error instanceof AnswerError) {
    return error;
  }
  throw error;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
