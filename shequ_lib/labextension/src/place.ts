/** The place in a chapter where its reader was, kept in this browser. */
import { PageConfig } from '@jupyterlab/coreutils';

import { holdInSight } from './headings';
import { scroller } from './near';

/** Milliseconds after scrolling at which the place is noted. */
const PAUSE = 300;

/**
 * Come back to the place of the last visit, and note it from now on.
 *
 * @param path the notebook's path.
 * @param cells gives its cells, in order, each with an id.
 * @param comeBack is false where the page is to be opened at another place.
 */
export function keepPlace(
  path: string,
  cells: () => { id: string; node: HTMLElement }[],
  comeBack: boolean
): void {
  const key = `shequ-course:place ${PageConfig.getOption('serverRoot')} ${PageConfig.getBaseUrl()} ${path}`;
  const first = cells()[0];
  const box = first && scroller(first.node);
  if (!box) {
    return;
  }
  const last = read(key);
  const cell = last && cells().find(({ id }) => id === last.id);
  if (cell && comeBack) {
    holdInSight(box, () => {
      cell.node.scrollIntoView({ block: 'start' });
      box.scrollTop += last.below;
    });
  }
  let timer = 0;
  const note = () => {
    timer = 0;
    const top = box.getBoundingClientRect().top;
    const seen = cells().find(({ node }) => node.getBoundingClientRect().bottom > top + 1);
    if (seen) {
      write(key, { id: seen.id, below: Math.round(top - seen.node.getBoundingClientRect().top) });
    }
  };
  box.addEventListener('scroll', () => (timer ||= window.setTimeout(note, PAUSE)), { passive: true });
  addEventListener('pagehide', () => timer && note()); // whoever follows a link while scrolling comes back here
}

interface IPlace {
  id: string;
  /** Pixels of the cell that are above what is in sight. */
  below: number;
}

function read(key: string): IPlace | null {
  try {
    const place = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof place?.id === 'string' && typeof place.below === 'number' ? place : null;
  } catch {
    return null;
  }
}

function write(key: string, place: IPlace): void {
  try {
    localStorage.setItem(key, JSON.stringify(place));
  } catch {
    // a browser without storage begins at the top
  }
}
