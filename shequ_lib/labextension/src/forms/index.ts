/** Makes the form of an exercise by its spec: the page's own, without Python and without JupyterLab. */
import { isBoard } from '../answers/year_board';
import { AnswerForm } from './answer_form';
import type { Form, FormOptions, Keeper } from './form';
import { dates } from './kinds/dates';
import { essay } from './kinds/essay';
import { match } from './kinds/match';
import { number } from './kinds/number';
import { options } from './kinds/options';
import { order } from './kinds/order';
import { table } from './kinds/table';
import { year } from './kinds/year';
import { isSpec, Spec } from './spec';
import { saying } from './texts';

export type { Form, FormOptions, Keeper, Progress, State } from './form';
export { isSpec, type Spec } from './spec';

/** Make the form of an exercise; a spec that is none gives a form that says so. */
export function makeForm(spec: Spec, keeper: Keeper, given: FormOptions): Form {
  const text = saying(given.script);
  if (!isSpec(spec)) {
    return brokenForm(text('broken'));
  }
  switch (spec.kind) {
    case 'choice':
    case 'choices':
      return new AnswerForm(spec, keeper, given, options(spec, text));
    case 'order':
      return new AnswerForm(spec, keeper, given, order(spec, text));
    case 'match':
      return new AnswerForm(spec, keeper, given, match(spec, text));
    case 'number':
      return new AnswerForm(spec, keeper, given, number(spec, text));
    case 'date':
    case 'schedule':
      return new AnswerForm(spec, keeper, given, dates(spec, text));
    case 'essay':
      return new AnswerForm(spec, keeper, given, essay(spec, text));
    case 'table':
      return new AnswerForm(spec, keeper, given, table(spec, text));
    case 'year':
      return isBoard(spec.board)
        ? new AnswerForm(spec, keeper, given, year(spec, spec.board, text, given))
        : brokenForm(text('broken'));
  }
}

function brokenForm(message: string): Form {
  const node = document.createElement('div');
  node.className = 'shequ-form';
  const line = document.createElement('p');
  line.className = 'shequ-problem';
  line.textContent = message;
  node.append(line);
  return { node, show: () => undefined, say: () => undefined, progress: 'none', dispose: () => undefined };
}
