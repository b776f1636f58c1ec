/** The kinds of exercises, as far as their answers go: each is a module of `kinds`, and is known by being there. */
import type { AnswerKind } from './kind';

const modules = import.meta.webpackContext('./kinds', { recursive: false, regExp: /\.js$/ });
const KINDS = new Map(
  modules.keys().map(file => [file.slice(2, -3), (modules(file) as { kind: AnswerKind }).kind] as const)
);

/** A kind by its name, undefined if there is none. */
export function kindOf(name: string): AnswerKind | undefined {
  return KINDS.get(name);
}

/** Whether the answers of a kind are code. */
export function isCode(name: unknown): boolean {
  return typeof name === 'string' && !!kindOf(name)?.isCode;
}
