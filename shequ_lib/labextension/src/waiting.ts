/** What stands in the place of a cell that needs Python until its result is there. */
import { Cell, CodeCell } from '@jupyterlab/cells';
import { Widget } from '@lumino/widgets';
import type { PanelLayout } from '@lumino/widgets';

import { drawFirst, IFirst } from './first';
import { text } from './texts';

/** Milliseconds after which the trainee is told that it takes long. */
const SLOW = 30_000;

/** Milliseconds after which it is looked again whether a simulator is drawn, and looks in which it must not grow. */
const STEP = 50;
const LOOKS = 3;

/** Milliseconds that a simulator has to be drawn; then it is shown as it is. */
const PATIENCE = 4_000;

/** Pixels below which nothing but the frame of a result is there. */
const LOW = 40;

export class Waiting {
  /**
   * @param cell that waits.
   * @param first how the simulator of the cell begins; null if that is not known.
   */
  constructor(
    private cell: Cell,
    private first: IFirst | null
  ) {
    cell.toggleClass('shequ-stale', cell instanceof CodeCell);
    cell.toggleClass('shequ-begins', !!first);
    this.line.className = 'shequ-waiting';
    this.line.setAttribute('role', 'status');
    this.holder.node.append(first ? drawFirst(first, this.line) : this.line);
    (cell.layout as PanelLayout).addWidget(this.holder);
    this.say(text('comes'));
  }

  begin(): void {
    if (this.holder.isDisposed) {
      return;
    }
    this.say(text('preparing'));
    this.timer = window.setTimeout(() => this.say(text('slow')), SLOW);
  }

  /** The result is there: it takes the place when it is drawn. How it began is kept for paper. */
  async over(): Promise<void> {
    window.clearTimeout(this.timer);
    if (!this.first) {
      this.end();
      return;
    }
    await this.drawn();
    if (this.holder.isDisposed || this.cell.isDisposed) {
      return;
    }
    const { node } = this.cell;
    const before = node.offsetHeight;
    this.cell.removeClass('shequ-stale');
    this.cell.removeClass('shequ-begins');
    this.holder.addClass('shequ-first-over');
    if (node.offsetHeight < before) {
      // what stands below stays where it is until somebody does something
      node.style.minHeight = `${before}px`;
      const letGo = () => {
        node.style.minHeight = '';
        acts.forEach(type => removeEventListener(type, letGo, true));
      };
      const acts = ['pointerdown', 'keydown', 'beforeprint'];
      acts.forEach(type => addEventListener(type, letGo, true));
    }
  }

  /** Nothing waits here any more. */
  end(): void {
    window.clearTimeout(this.timer);
    this.cell.removeClass('shequ-stale');
    this.cell.removeClass('shequ-begins');
    this.holder.dispose();
  }

  failed(why: string, again: () => void): void {
    window.clearTimeout(this.timer);
    if (this.holder.isDisposed) {
      return;
    }
    this.say(why);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text('again');
    button.addEventListener('click', again, { once: true });
    this.line.append(' ', button);
  }

  /** Widgets are drawn one after the other, and their pictures last: wait until the result grows no more. */
  private async drawn(): Promise<void> {
    const area = this.cell.node.querySelector<HTMLElement>('.jp-OutputArea');
    let height = 0;
    let looks = 0;
    for (let waited = 0; area && looks < LOOKS && waited < PATIENCE; waited += STEP) {
      await new Promise(done => window.setTimeout(done, STEP));
      const now = area.offsetHeight;
      looks = now > LOW && now === height ? looks + 1 : 0;
      height = now;
    }
  }

  private say(text: string): void {
    if (!this.holder.isDisposed) {
      this.line.textContent = text;
    }
  }

  private holder = new Widget();
  private line = document.createElement('div');
  private timer = 0;
}
