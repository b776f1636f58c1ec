/** Python for one open chapter: started when something needs it, and never before. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Cell, CodeCell } from '@jupyterlab/cells';
import type { Kernel } from '@jupyterlab/services';

import { courseCell } from './course';
import { begin } from './lazy_session';
import { Outcome, runCell } from './runner';

/** Milliseconds that a kernel has to answer after it was started. */
const PATIENCE = 120_000;

export class Python {
  /**
   * @param session of the notebook.
   * @param cells gives the cells of the notebook.
   * @param mayRun tells whether a cell is one of the release.
   */
  constructor(
    private session: ISessionContext,
    private cells: () => readonly Cell[],
    private mayRun: (cell: Cell) => boolean
  ) {
    session.kernelChanged.connect(() => (this.prepared = null));
    session.statusChanged.connect((_, status) => {
      if (status === 'restarting' || status === 'autorestarting' || status === 'dead') {
        this.prepared = null;
      }
    });
  }

  /** Whether Python is there and knows the chapter's rulebook. */
  get isReady(): boolean {
    return this.prepared !== null && this.prepared === this.kernel;
  }

  /**
   * Start Python if it is not there, and run the cells that prepare it.
   *
   * @throws Error it does not start.
   */
  async ready(): Promise<void> {
    const { specsManager } = this.session;
    await specsManager.ready; // else no kernel is found
    await begin(this.session);
    if (!this.kernel || this.kernel.status === 'dead') {
      const { name } = this.session.kernelPreference;
      const { kernelspecs, default: usual } = specsManager.specs ?? {};
      await this.session.changeKernel({ name: name && kernelspecs?.[name] ? name : (usual ?? 'python3') });
    }
    const kernel = this.kernel;
    if (!kernel) {
      throw new Error('no kernel');
    }
    if (this.prepared === kernel) {
      return;
    }
    await within(PATIENCE, kernel.info);
    for (const cell of this.cells()) {
      if (cell instanceof CodeCell && courseCell(cell.model).role === 'setup' && this.mayRun(cell)) {
        if ((await runCell(cell, this.session)) !== 'done') {
          throw new Error('the chapter could not be prepared');
        }
      }
    }
    if (this.kernel === kernel) {
      this.prepared = kernel;
    }
  }

  /** Run one cell of the chapter, after `ready`. */
  run(cell: Cell): Promise<Outcome> {
    return runCell(cell, this.session);
  }

  private get kernel(): Kernel.IKernelConnection | null {
    return this.session.session?.kernel ?? null;
  }

  private prepared: Kernel.IKernelConnection | null = null;
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(() => reject(new Error('too long')), milliseconds);
    promise.then(resolve, reject).finally(() => window.clearTimeout(timer));
  });
}
