/** `schedule`: several dates, each with its name. */
import type { ScheduleSpec } from '../../answers/kinds/schedule';
import type { Say } from '../texts';
import { dates } from './date';

export const form = (spec: ScheduleSpec, text: Say) =>
  dates(spec, text, spec.fields, days => {
    const given = days.filter(({ day }) => day);
    return given.length ? Object.fromEntries(given.map(({ label, day }) => [label, day])) : null;
  });
