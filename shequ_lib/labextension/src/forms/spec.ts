/** The public part of an exercise. It stands in a notebook, which anybody may have written. */

interface ExerciseSpec {
  id: string;
  title: string;
  points: number;
}

export interface OptionsSpec extends ExerciseSpec {
  kind: 'choice' | 'choices';
  options: Record<string, string>;
}

export interface OrderSpec extends ExerciseSpec {
  kind: 'order';
  items: string[];
}

export interface MatchSpec extends ExerciseSpec {
  kind: 'match';
  items: string[];
  targets: string[];
}

export interface NumberSpec extends ExerciseSpec {
  kind: 'number';
  unit?: string;
}

export interface DateSpec extends ExerciseSpec {
  kind: 'date';
}

export interface ScheduleSpec extends ExerciseSpec {
  kind: 'schedule';
  fields: string[];
}

export interface EssaySpec extends ExerciseSpec {
  kind: 'essay';
  min_chars?: number;
}

export interface TableSpec extends ExerciseSpec {
  kind: 'table';
  stub?: string;
}

export interface YearSpec extends ExerciseSpec {
  kind: 'year';
  /** A `Board`, if `isBoard` says so. */
  board?: unknown;
}

export type Spec =
  | OptionsSpec
  | OrderSpec
  | MatchSpec
  | NumberSpec
  | DateSpec
  | ScheduleSpec
  | EssaySpec
  | TableSpec
  | YearSpec;

const MAX_TEXT = 1_000; // characters; the longest of the course has 40
const MAX_CODE = 6_000; // characters, as of an answer cell
const MAX_ITEMS = 60; // the course has 10 at most

type Parts = Record<string, unknown>;

/** What each kind has besides what all have. */
const KINDS: Record<Spec['kind'], (spec: Parts) => boolean> = {
  choice: spec => areOptions(spec.options),
  choices: spec => areOptions(spec.options),
  order: spec => areNames(spec.items),
  match: spec => areNames(spec.items) && areNames(spec.targets),
  number: spec => spec.unit === undefined || isText(spec.unit),
  date: () => true,
  schedule: spec => areNames(spec.fields),
  essay: spec => spec.min_chars === undefined || Number.isSafeInteger(spec.min_chars),
  table: spec => spec.stub === undefined || isText(spec.stub, MAX_CODE),
  year: () => true
};

/** Whether something is the spec of an exercise, and no larger than one can be. */
export function isSpec(given: unknown): given is Spec {
  if (typeof given !== 'object' || given === null) {
    return false;
  }
  const spec = given as Parts;
  return (
    typeof spec.id === 'string' &&
    /^[a-z][a-z0-9-]{0,79}$/.test(spec.id) &&
    isText(spec.title) &&
    typeof spec.kind === 'string' &&
    Object.keys(KINDS).includes(spec.kind) &&
    KINDS[spec.kind as Spec['kind']](spec)
  );
}

function isText(given: unknown, most = MAX_TEXT): given is string {
  return typeof given === 'string' && given.length <= most;
}

function areNames(given: unknown): boolean {
  return (
    Array.isArray(given) &&
    given.length > 0 &&
    given.length <= MAX_ITEMS &&
    given.every(name => isText(name) && name) &&
    new Set(given).size === given.length
  );
}

function areOptions(given: unknown): boolean {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return false;
  }
  const entries = Object.entries(given);
  return entries.length > 0 && entries.every(([letter, text]) => /^[A-Z]$/.test(letter) && isText(text));
}
