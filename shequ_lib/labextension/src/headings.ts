/** Headings, as the part of an address after `#` names them: by their text, as JupyterLab and Notebook do. */

/** The heading in an element that a part of an address names; null if there is none. */
export function headingOf(box: ParentNode, hash: string): HTMLElement | null {
  const wanted = named(hash);
  if (!wanted) {
    return null;
  }
  const headings = box.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6');
  return [...headings].find(heading => nameOf(heading) === wanted) ?? null;
}

function named(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return ''; // no address that a link of ours has
  }
}

function nameOf(heading: HTMLElement): string {
  // JupyterLab puts a sign into each heading that links to it
  return (heading.textContent ?? '').replace(/¶$/, '').trim().replace(/ /g, '-');
}

/** The part of this page's address after `#`, when it was opened: JupyterLab takes it away before a notebook stands. */
let asked = location.hash;

/** That part of the address, once: it is meant for the notebook that is opened first. */
export function askedPlace(): string {
  const once = asked;
  asked = '';
  return once;
}

/** What a reader does to go somewhere else, or to work where they are. */
const MOVES = ['wheel', 'touchstart', 'keydown', 'mousedown', 'input'];

/** Show the heading that an address names, as soon as it is drawn; see `holdInSight`. */
export function showHeading(box: HTMLElement, hash: string): void {
  holdInSight(box, () => headingOf(box, hash)?.scrollIntoView({ block: 'start' }));
}

/**
 * Show a place, and again whenever the cells of a notebook grow or more of them come, until the reader moves.
 *
 * @param box holds the cells.
 * @param show scrolls to the place, if it is there.
 */
export function holdInSight(box: HTMLElement, show: () => void): void {
  const sizes = new ResizeObserver(show);
  const watch = () => box.querySelectorAll('.jp-Cell').forEach(cell => sizes.observe(cell));
  const parts = new MutationObserver(watch);
  const stop = () => {
    sizes.disconnect();
    parts.disconnect();
    MOVES.forEach(type => removeEventListener(type, stop, true));
  };
  MOVES.forEach(type => addEventListener(type, stop, { capture: true, passive: true }));
  parts.observe(box, { childList: true, subtree: true });
  watch();
  show();
}
