/** One line above the notebook that says what is going on; gone when there is nothing to say. */
import { Widget } from '@lumino/widgets';

export class Note extends Widget {
  constructor() {
    super();
    this.addClass('shequ-note');
    this.node.setAttribute('role', 'status');
    this.hide();
  }

  /** Say something, or nothing (''). */
  say(text: string): void {
    this.node.textContent = text;
    this.setHidden(!text);
  }
}
