/** Makes the form of an exercise by its spec: the page's own, without Python and without JupyterLab. */
import { isSpec, Spec } from '../answers/spec';
import { AnswerForm } from './answer_form';
import type { Form, FormOptions, Keeper } from './form';
import { formOf } from './kinds';
import { saying } from './texts';

export type { Form, FormOptions, Keeper, Progress, State } from './form';
export { isSpec, type Spec } from '../answers/spec';

/** Make the form of an exercise; a spec that is none gives a form that says so. */
export function makeForm(spec: Spec, keeper: Keeper, given: FormOptions): Form {
  const text = saying(given.script);
  const kind = isSpec(spec) ? formOf(spec.kind)?.(spec, text, given) : null;
  return kind ? new AnswerForm(spec, keeper, given, kind) : brokenForm(text('broken'));
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
