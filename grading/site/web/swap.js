// The notebook takes the place of the text: the same cell in the same place, with everything that was answered.
const FIELDS = 'textarea, select, input:not([type="radio"], [type="checkbox"])';
const CONTROLS = 'textarea, select, input, button';
const STEP = 100; // milliseconds after which it is looked again whether everything is there
const QUIET = 50; // looks without a key after which nobody is writing in a field: a page that stood still saw no keys

/**
 * @typedef {{ reading: HTMLElement, text: HTMLElement, exercises: import('./reading.js').Exercises }} Page `reading`
 *   holds the `text` with its `exercises`.
 * @typedef {Pick<HTMLInputElement, 'selectionStart' | 'selectionEnd'>} Selection
 * @typedef {Partial<Selection> & { cell: number, control: number }} Focus
 */

/**
 * Let the notebook take over when it is drawn, Python is there, and nobody is writing.
 *
 * @param {Page} page
 * @param {HTMLElement} panel the notebook's element.
 * @param {import('../../../shequ_lib/labextension/src/site').ISuccessor} successor takes the answers and the checks
 *   that wait.
 * @param {Promise<unknown>} python is fulfilled when Python is there.
 */
export async function swap({ reading, text, exercises }, panel, successor, python) {
  const isWriting = watchWriting(text);
  await python;
  do {
    while (isWriting() || !isDrawn(panel)) {
      await new Promise(done => setTimeout(done, STEP));
    }
    await exercises.save(); // what cannot be stored is handed over all the same
  } while (isWriting());
  const cells = [.../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll('.jp-Notebook .jp-Cell'))];
  const { cell, offset } = firstSeen(text);
  const focus = focused(text);
  reading.remove();
  exercises.end();
  exercises.given.forEach((source, exercise) => successor.take(exercise, source));
  exercises.heard.forEach((source, exercise) => successor.hear(exercise, source));
  hold(cells[cell], offset);
  if (focus) {
    focusAgain(cells[focus.cell], focus);
  }
  exercises.wanted.forEach(exercise => successor.check(exercise));
}

/**
 * The texts of the notebook come last; a panel that has no size yet cannot be scrolled to where the reader is.
 *
 * @param {HTMLElement} panel
 */
function isDrawn(panel) {
  const texts = [...panel.querySelectorAll('.jp-MarkdownCell')];
  const isRendered = (/** @type {Element} */ cell) =>
    !!cell.querySelector('.jp-RenderedMarkdown')?.firstChild;
  return texts.length > 0 && panel.clientHeight > 0 && texts.every(isRendered);
}

/**
 * Tells whether a person is writing in one of the fields of the text.
 *
 * @param {HTMLElement} text
 */
function watchWriting(text) {
  let looks = 0;
  let isComposing = false; // Chinese characters are put together from several keys
  for (const type of ['keydown', 'input', 'pointerdown', 'focusin']) {
    text.addEventListener(type, () => (looks = 0), { passive: true });
  }
  text.addEventListener('compositionstart', () => (isComposing = true));
  text.addEventListener('compositionend', () => (isComposing = false));
  return () => {
    const active = /** @type {HTMLInputElement | null} */ (document.activeElement); // or another kind of field
    if (!active?.matches(FIELDS) || !text.contains(active)) {
      return false;
    }
    // half a date stands in no answer
    return isComposing || active.validity.badInput || ++looks < QUIET;
  };
}

/**
 * The first cell in sight, as its number in the notebook, and how far it stands from the top.
 *
 * @param {HTMLElement} text
 */
function firstSeen(text) {
  const { top } = text.getBoundingClientRect();
  const cells = /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll('[data-cell]'));
  const seen = [...cells].find(one => one.getBoundingClientRect().bottom > top + 1);
  return { cell: Number(seen?.dataset.cell ?? 0), offset: (seen?.getBoundingClientRect().top ?? top) - top };
}

/**
 * Which control of which form has the focus.
 *
 * @param {HTMLElement} text
 * @returns {Focus | null}
 */
function focused(text) {
  const active = /** @type {(Element & Partial<Selection>) | null} */ (document.activeElement);
  const form = /** @type {HTMLElement | null | undefined} */ (active?.closest('[data-form]'));
  if (!active || !form || !text.contains(form)) {
    return null;
  }
  const { selectionStart, selectionEnd } = active;
  const control = [...form.querySelectorAll(CONTROLS)].indexOf(active);
  return { cell: Number(form.dataset.cell), control, selectionStart, selectionEnd };
}

/**
 * @param {HTMLElement | undefined} cell
 * @param {Focus} focus
 */
function focusAgain(cell, { control, selectionStart, selectionEnd }) {
  const controls = cell?.querySelector('.shequ-form')?.querySelectorAll(CONTROLS);
  const element = /** @type {(HTMLElement & Partial<HTMLInputElement>) | undefined} */ (controls?.[control]);
  element?.focus({ preventScroll: true });
  if (element?.setSelectionRange && typeof selectionStart === 'number') {
    element.setSelectionRange(selectionStart, selectionEnd ?? selectionStart);
  }
}

/**
 * Keep a cell where it is while others grow above it, until the reader moves.
 *
 * @param {HTMLElement | undefined} cell
 * @param {number} offset
 */
function hold(cell, offset) {
  const column = cell?.parentElement;
  let box = column;
  while (
    box &&
    !(/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight)
  ) {
    box = box.parentElement;
  }
  if (!cell || !column || !box) {
    return;
  }
  const scroller = box;
  const correct = () => {
    scroller.scrollTop += cell.getBoundingClientRect().top - scroller.getBoundingClientRect().top - offset;
  };
  const observer = new ResizeObserver(correct);
  const stop = () => {
    observer.disconnect();
    moves.forEach(type => removeEventListener(type, stop, true));
  };
  const moves = ['wheel', 'touchstart', 'keydown', 'mousedown'];
  moves.forEach(type => addEventListener(type, stop, { capture: true, passive: true }));
  [...column.children].forEach(one => observer.observe(one));
  correct();
}
