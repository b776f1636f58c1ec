/** `choices`: several options. */
import type { OptionsSpec } from '../../answers/kinds/choice';
import type { Say } from '../texts';
import { options } from './choice';

export const form = (spec: OptionsSpec, text: Say) => options(spec, text, false);
