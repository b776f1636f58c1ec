/** Items in order; an answer is the list of all of them. */
import { AnswerError } from '../error';
import { oneOf } from '../fold';
import { AnswerKind, areNames } from '../kind';
import type { Spec } from '../spec';

export interface OrderSpec extends Spec {
  items: string[];
}

export const kind: AnswerKind<OrderSpec> = {
  fits: spec => areNames(spec.items),
  normalise({ items }, value) {
    if (!Array.isArray(value)) {
      throw new AnswerError('column');
    }
    const found = value.map(item => oneOf(item, items, 'noItem'));
    const missing = items.filter(item => !found.includes(item));
    if (missing.length) {
      throw new AnswerError('missing', { items: missing.join('、') });
    }
    if (found.length !== items.length) {
      throw new AnswerError('twice');
    }
    return found;
  }
};
