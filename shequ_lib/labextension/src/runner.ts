/** Running cells one by one, without touching the selection or the scroll position. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Cell, CodeCell } from '@jupyterlab/cells';

import { courseCell } from './course';

/** Seconds that an answer typed by hand may run; longer means that it never ends. */
export const ANSWER_SECONDS = 30;

/** Seconds after which a kernel that goes on running has not understood that it was interrupted. */
const INTERRUPT_SECONDS = 5;

export type Outcome = 'done' | 'too long' | 'restarted' | 'stopped';

/**
 * Run one cell and wait for it. Anything but a code cell is left alone.
 *
 * An error inside the cell is an outcome like any other ("done"): it is shown under the cell.
 * An answer that runs for more than ANSWER_SECONDS is interrupted ("too long"); where that cannot be done, as in
 * a browser, the kernel is started anew ("restarted").
 * "stopped" means that the kernel went away or was restarted by somebody else.
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
  let restarted = false;
  let timer = 0;
  if (courseCell(cell.model).role === 'answer') {
    timer = window.setTimeout(() => {
      tooLong = true;
      kernel.interrupt().catch(console.warn);
      timer = window.setTimeout(() => {
        restarted = true;
        session.restartKernel().catch(console.warn);
      }, INTERRUPT_SECONDS * 1000);
    }, ANSWER_SECONDS * 1000);
  }
  try {
    await CodeCell.execute(cell, session);
    return restarted ? 'restarted' : tooLong ? 'too long' : 'done';
  } catch {
    return restarted ? 'restarted' : 'stopped';
  } finally {
    window.clearTimeout(timer);
  }
}
