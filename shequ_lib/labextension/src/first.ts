/**
 * How a simulator begins, shown until it runs: its first picture and its first words, as release drew them.
 *
 * The picture is put in as an image and the words as text, so nothing in them runs, whoever wrote them.
 */

/** Most characters of the picture and of a text, and most texts of a list; more is none of ours. */
const LARGEST = 60_000;
const LONGEST = 2_000;
const MOST = 60;

/** Kinds of lines and of answers that look different. */
const KINDS = new Set(['text', 'slip', 'say', 'main', 'short', 'last', 'line', 'tick']);

type Line = [kind: string, text: string];

export interface IFirst {
  title: string;
  /** The address of the picture, which holds all of it. */
  picture: string;
  /** What it shows, in words. */
  alt: string;
  size: [width: number, height: number];
  /** The steps of the way, of which the first is the next one. */
  way: string[];
  lines: Line[];
  question: string;
  /** What can be answered; nothing of it can be pressed yet. */
  moves: Line[];
  /** The picture stands above the words even where there is room beside it. */
  wide: boolean;
  /** How high the simulator is when it runs, on a wide page and on a narrow one; 0 if as high as this. */
  room: [wide: number, narrow: number];
}

/** Read what release wrote (`shequ_lib/play/first.py`); null where it is anything else. */
export function readFirst(value: unknown): IFirst | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const given = value as Record<string, unknown>;
  const { title, picture, alt, size, way = [], lines, question = '', moves = [], wide = false } = given;
  const { room = [0, 0] } = given;
  const isRight =
    [title, alt, question].every(isText) &&
    typeof picture === 'string' &&
    picture.length <= LARGEST &&
    isPair(size) &&
    isPair(room) &&
    isList(way, isText) &&
    isList(lines, isLine) &&
    isList(moves, isLine);
  if (!isRight) {
    return null;
  }
  try {
    const address = `data:image/svg+xml,${encodeURIComponent(picture)}`;
    return {
      title,
      picture: address,
      alt,
      size,
      way,
      lines,
      question,
      moves,
      wide: wide === true,
      room
    } as IFirst;
  } catch {
    return null; // half a character
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST;
}

function isLine(value: unknown): value is Line {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}

function isPair(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every(one => Number.isInteger(one) && one >= 0 && one <= 10_000)
  );
}

function isList<T>(value: unknown, isOne: (one: unknown) => one is T): value is T[] {
  return Array.isArray(value) && value.length <= MOST && value.every(isOne);
}

/**
 * Draw how a simulator begins.
 *
 * @param first what it is.
 * @param state says what is going on; it takes the place of the buttons below a simulator.
 */
export function drawFirst(first: IFirst, state: HTMLElement): HTMLElement {
  const root = element('div', 'shequ-first');
  root.setAttribute('role', 'group'); // no landmark: two games of a chapter may have the same name
  root.setAttribute('aria-label', first.title);
  const all = element('div', 'shequ-first-all', root);
  const [wide, narrow] = first.room;
  all.style.setProperty('--shequ-first-wide', `${wide}px`);
  all.style.setProperty('--shequ-first-narrow', `${narrow}px`);
  const title = element('div', 'shequ-first-title', all, first.title);
  title.setAttribute('role', 'heading');
  title.setAttribute('aria-level', '3');
  list(
    'shequ-first-way',
    first.way.map((step): Line => ['', step]),
    all
  );
  const main = element('div', `shequ-first-main${first.wide ? ' shequ-first-above' : ''}`, all);
  const picture = element('img', 'shequ-first-picture', main);
  [picture.width, picture.height] = first.size;
  picture.alt = first.alt;
  picture.src = first.picture;
  const panel = element('div', 'shequ-first-panel', main);
  for (const [kind, text] of first.lines) {
    element('div', `shequ-first-told${named(kind)}`, panel, text);
  }
  if (first.question) {
    element('div', 'shequ-first-question', panel, first.question);
  }
  list('shequ-first-moves', first.moves, panel);
  all.append(state);
  return root;
}

function list(className: string, lines: Line[], parent: HTMLElement): void {
  if (!lines.length) {
    return;
  }
  const made = element('div', className, parent);
  made.setAttribute('role', 'list');
  made.dataset.count = String(lines.length);
  for (const [kind, text] of lines) {
    element('div', named(kind).trim(), made, text).setAttribute('role', 'listitem');
  }
}

function named(kind: string): string {
  return KINDS.has(kind) ? ` shequ-first-${kind}` : '';
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  parent?: HTMLElement,
  text = ''
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  parent?.append(made);
  return made;
}
