/** The forms by kind: each is a module of `kinds`, and is known by being there. */
import type { Spec } from '../answers/spec';
import type { Kind } from './answer_form';
import type { FormOptions } from './form';
import type { Say } from './texts';

/** Makes what one kind brings to its form, whose drafts only it knows; null if the spec does not have it. */
type MakeKind = (spec: Spec, text: Say, given: FormOptions) => Kind<unknown> | null;

const modules = import.meta.webpackContext('./kinds', { recursive: false, regExp: /\.js$/ });
const FORMS = new Map(
  modules.keys().map(file => [file.slice(2, -3), (modules(file) as { form: MakeKind }).form] as const)
);

/** What makes the form of a kind, undefined if there is none. */
export function formOf(name: string): MakeKind | undefined {
  return FORMS.get(name);
}
