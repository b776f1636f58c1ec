/** Running cells one by one, without touching the selection or the scroll position. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Cell, CodeCell } from '@jupyterlab/cells';

import { courseCell } from './course';

/** Seconds that an answer typed by hand may run; longer means that it never ends. */
export const ANSWER_SECONDS = 30;

export type Outcome = 'done' | 'too long' | 'stopped';

/**
 * Run one cell and wait for it. Anything but a code cell is left alone.
 *
 * An error inside the cell is an outcome like any other ("done"): it is shown under the cell.
 * An answer that runs for more than ANSWER_SECONDS is interrupted ("too long").
 * "stopped" means that the kernel went away or was restarted.
 */
export async function runCell(cell: Cell, session: ISessionContext): Promise<Outcome> {
  if (!(cell instanceof CodeCell) || cell.isDisposed) {
    return 'done';
  }
  const kernel = session.session?.kernel;
  if (!kernel) {
    return 'stopped';
  }
  let tooLong = false;
  let timer = 0;
  if (courseCell(cell.model).role === 'answer') {
    timer = window.setTimeout(() => {
      tooLong = true;
      kernel.interrupt().catch(console.warn);
    }, ANSWER_SECONDS * 1000);
  }
  try {
    await CodeCell.execute(cell, session);
    return tooLong ? 'too long' : 'done';
  } catch {
    return 'stopped';
  } finally {
    window.clearTimeout(timer);
  }
}
