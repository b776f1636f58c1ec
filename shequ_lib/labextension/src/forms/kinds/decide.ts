/** `decide`: a document with options; what is chosen shows its consequence, and opens the next document below. */
import { html, nothing, TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import { DecideSpec, Step, wayOf } from '../../answers/kinds/decide';
import { partOf } from '../../answers/write';
import { Kind, literalOf } from '../answer_form';
import type { Say } from '../texts';

let groups = 0;

/**
 * A draft is the letter of each situation, an empty text for none. Those of situations that are not on the way
 * are kept in it: they come back with the decision that leads there, whatever a key passed over on its way.
 */
export function form(spec: DecideSpec, text: Say): Kind<string[]> {
  const { steps } = spec;
  const group = `shequ-decide-${groups++}`;
  let spoken = '';
  const openOf = (draft: string[], way: number[]) => {
    const last = way[way.length - 1];
    return last === undefined ? 1 : steps[last - 1].options[draft[last - 1]].then;
  };
  return {
    ...literalOf<string[]>(
      spec,
      answer => steps.map((_, i) => (partOf(answer, String(i + 1)) ?? '') as string),
      draft => {
        const way = wayOf(steps, draft);
        return way.length ? Object.fromEntries(way.map(number => [number, draft[number - 1]])) : null;
      }
    ),
    missing: draft => {
      const way = wayOf(steps, draft);
      return !way.length ? null : openOf(draft, way) ? text('caseGoesOn') : '';
    },
    fields: (draft, change) => {
      const way = wayOf(steps, draft);
      const open = openOf(draft, way);
      const all = open ? [...way, open] : way;
      const choose = (number: number, letter: string) => {
        const next = draft.map((other, i) => (i === number - 1 ? letter : other));
        const place = all.indexOf(number) + 1;
        const { after, then } = steps[number - 1].options[letter];
        spoken =
          after +
          (then
            ? text('stepOpens', { place: place + 1, heading: steps[then - 1].heading })
            : text('caseEnds'));
        const away = way.filter(each => each > number && !wayOf(steps, next).includes(each)).length;
        change(next, 'done', away ? text('putAway', { count: away }) : '');
      };
      if (!way.length) {
        spoken = ''; // it was cleared
      }
      return html`<p class="shequ-hint">${text('decideHow')}</p>
        <div class=${way.length ? 'shequ-case' : 'shequ-case shequ-untouched'}>
          ${repeat(
            all,
            number => number,
            (number, i) => {
              const step = steps[number - 1];
              const letter = draft[number - 1];
              return html`<fieldset class="shequ-step">
                <legend>
                  ${text('step', { place: i + 1 })} <span class="shequ-hidden">${step.heading}</span>
                </legend>
                <div class="shequ-document">${documentOf(step)}</div>
                ${Object.entries(step.options).map(
                  ([each, option]) =>
                    html`<label class=${each === letter ? 'shequ-option shequ-chosen' : 'shequ-option'}>
                      <input
                        type="radio"
                        name=${`${group}-${number}`}
                        value=${each}
                        .checked=${live(each === letter)}
                        @change=${() => choose(number, each)}
                      />
                      <span>${text('option', { letter: each, text: option.text })}</span>
                    </label>`
                )}
                ${letter ? html`<p class="shequ-after">${step.options[letter].after}</p>` : nothing}
              </fieldset>`;
            }
          )}
          ${open ? nothing : html`<p class="shequ-case-end">${text('caseEnds')}</p>`}
        </div>
        <p class="shequ-hidden" aria-live="polite">${spoken}</p>
        ${way.length ? nothing : handout(steps, text)}`;
    }
  };
}

/** The paragraphs and tables of a document. */
function documentOf({ heading, text }: Step): TemplateResult {
  return html`<p class="shequ-heading">${heading}</p>
    ${text.split('\n\n').map(block => (block.startsWith('|') ? tableOf(block) : html`<p>${block}</p>`))}`;
}

function tableOf(block: string): TemplateResult {
  const [head, , ...rows] = block.split('\n').map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  );
  return html`<table>
    <tr>
      ${head.map(cell => html`<th scope="col">${cell}</th>`)}
    </tr>
    ${rows.map(
      row =>
        html`<tr>
          ${row.map(cell => html`<td>${cell}</td>`)}
        </tr>`
    )}
  </table>`;
}

/** For paper, while nothing is decided: all situations, and apart from them what follows from each option. */
function handout(steps: Step[], text: Say): TemplateResult {
  return html`<div class="shequ-handout">
    <p>${text('handoutHow')}</p>
    ${steps.map(
      (step, i) =>
        html`<div class="shequ-step">
          <p>${text('situation', { number: i + 1 })}</p>
          <div class="shequ-document">${documentOf(step)}</div>
          <ul>
            ${Object.entries(step.options).map(
              ([letter, option]) => html`<li>☐ ${text('option', { letter, text: option.text })}</li>`
            )}
          </ul>
        </div>`
    )}
    <p>${text('handoutResults')}</p>
    <ul>
      ${steps.map((step, i) =>
        Object.entries(step.options).map(
          ([letter, { after, then }]) =>
            html`<li>
              ${text('result', { number: i + 1, letter, after })}${
                then ? text('goTo', { number: then }) : text('caseEnds')
              }
            </li>`
        )
      )}
    </ul>
  </div>`;
}
