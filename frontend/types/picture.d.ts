/** What the script of a picture (`shequ_lib/play/picture.py`) is given by anywidget. */
import type { AnyModel } from '@anywidget/types';

/**
 * The traits that Python and the picture share, and the messages between them.
 *
 * @template Traits by name, as `picture_class` was told them.
 * @template Sent what the picture sends to the view.
 * @template Heard what the view sends to the picture; most send nothing.
 */
export interface Model<Traits extends object, Sent, Heard = never>
  extends Pick<AnyModel<Traits>, 'get' | 'set' | 'save_changes'> {
  send(content: Sent): void;
  on(event: `change:${keyof Traits & string}`, changed: () => void): void;
  on(event: 'msg:custom', receive: (content: Heard) => void): void;
  off(event: `change:${keyof Traits & string}`, changed: () => void): void;
  off(event: 'msg:custom', receive: (content: Heard) => void): void;
}

export interface Drawn<M> {
  model: M;
  el: HTMLElement;
}
