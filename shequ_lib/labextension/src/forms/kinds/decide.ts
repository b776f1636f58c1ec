/** `decide`: a document with options; what is chosen shows its consequence, and opens the next document below. */
import { html, nothing, TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import { answerOf, DecideSpec, Option, Step, wayOf } from '../../answers/kinds/decide';
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
  return {
    ...literalOf<string[]>(
      spec,
      answer => steps.map((_, i) => (partOf(answer, String(i + 1)) ?? '') as string),
      draft => answerOf(wayOf(steps, draft))
    ),
    missing: draft => {
      const { decided, open } = wayOf(steps, draft);
      return !decided.size ? null : open ? text('caseGoesOn') : '';
    },
    fields: (draft, change) => {
      const { decided, open } = wayOf(steps, draft);
      // a decision leads to a higher number, so that their order is that of the way
      const shown = steps
        .map((step, i) => ({ step, number: i + 1 }))
        .filter(({ number }) => decided.has(number) || number === open);
      const choose = (number: number, letter: string, { after, then }: Option) => {
        const next = draft.map((other, i) => (i === number - 1 ? letter : other));
        const opened = steps[then - 1]; // none if the case ends
        const place = shown.findIndex(each => each.number === number) + 1;
        spoken =
          after +
          (opened ? text('stepOpens', { place: place + 1, heading: opened.heading }) : text('caseEnds'));
        const way = wayOf(steps, next).decided;
        const away = [...decided.keys()].filter(each => each > number && !way.has(each)).length;
        change(next, 'done', away ? text('putAway', { count: away }) : '');
      };
      if (!decided.size) {
        spoken = ''; // it was cleared
      }
      return html`<p class="shequ-hint">${text('decideHow')}</p>
        <div class=${decided.size ? 'shequ-case' : 'shequ-case shequ-untouched'}>
          ${repeat(
            shown,
            ({ number }) => number,
            ({ step, number }, i) => {
              const letter = decided.get(number);
              const chosen = letter && step.options[letter];
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
                        @change=${() => choose(number, each, option)}
                      />
                      <span>${text('option', { letter: each, text: option.text })}</span>
                    </label>`
                )}
                ${chosen ? html`<p class="shequ-after">${chosen.after}</p>` : nothing}
              </fieldset>`;
            }
          )}
          ${open ? nothing : html`<p class="shequ-case-end">${text('caseEnds')}</p>`}
        </div>
        <p class="shequ-hidden" aria-live="polite">${spoken}</p>
        ${decided.size ? nothing : handout(steps, text)}`;
    }
  };
}

/** The paragraphs and tables of a document. */
function documentOf({ heading, text }: Step): TemplateResult {
  return html`<p class="shequ-heading">${heading}</p>
    ${text.split('\n\n').map(block => (block.startsWith('|') ? tableOf(block) : html`<p>${block}</p>`))}`;
}

function tableOf(block: string): TemplateResult {
  const [head = [], , ...rows] = block.split('\n').map(row =>
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
