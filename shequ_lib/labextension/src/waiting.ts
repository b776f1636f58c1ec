/** What stands in the place of a cell that needs Python until its result is there. */
import { Cell, CodeCell } from '@jupyterlab/cells';
import { Widget } from '@lumino/widgets';
import type { PanelLayout } from '@lumino/widgets';

import { text } from './texts';

/** Milliseconds after which the trainee is told that it takes long. */
const SLOW = 30_000;

export class Waiting {
  constructor(private cell: Cell) {
    cell.toggleClass('shequ-stale', cell instanceof CodeCell);
    this.holder.addClass('shequ-waiting');
    this.holder.node.setAttribute('role', 'status');
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

  end(): void {
    window.clearTimeout(this.timer);
    this.cell.removeClass('shequ-stale');
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
    this.holder.node.append(' ', button);
  }

  private say(text: string): void {
    if (!this.holder.isDisposed) {
      this.holder.node.textContent = text;
    }
  }

  private holder = new Widget();
  private timer = 0;
}
