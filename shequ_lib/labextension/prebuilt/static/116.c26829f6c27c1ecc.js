"use strict";(self.rspackChunkshequ_course=self.rspackChunkshequ_course||[]).push([[116],{510(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* The contents of a chapter: beside the text where there is room, else behind a bar below the text, under the thumb.
   The text ends above the bar (46px): it lies on nothing that is read. */
.shequ-contents {
  position: absolute;
  inset: auto 0 0;
  z-index: 5;
  max-height: calc(100% - 60px);
  display: flex;
  flex-direction: column-reverse;
  align-items: flex-end;
  font-size: 14px;
  line-height: 1.5;
  pointer-events: none;
}

.shequ-contents > * {
  pointer-events: auto;
}

.shequ-contents-button {
  flex: none;
  box-sizing: border-box;
  width: 100%;
  height: 46px;
  padding: 0 14px;
  font: inherit;
  color: var(--jp-ui-font-color1, #222);
  background: var(--jp-layout-color1, #fff);
  border: 0 solid var(--jp-border-color1, #999);
  border-top-width: 1px;
  cursor: pointer;
}

.shequ-contents .shequ-contents-button:focus-visible {
  outline: 3px solid var(--jp-brand-color0, #0d47a1);
  outline-offset: -4px;
}

.shequ-contents nav {
  display: none;
  width: min(20rem, calc(100vw - 40px));
  margin: 0 8px 8px;
  padding: 10px 12px;
  overflow-y: auto;
  background: var(--jp-layout-color1, #fff);
  border: 1px solid var(--jp-border-color2, #ccc);
  border-radius: 8px;
  box-shadow: 0 2px 10px rgb(0 0 0 / 25%);
}

.shequ-contents.shequ-open nav {
  display: block;
}

.shequ-contents ul {
  margin: 6px 0;
  padding: 0;
  list-style: none;
}

.shequ-contents li button {
  display: block;
  width: 100%;
  min-height: 32px;
  padding: 4px 6px;
  font: inherit;
  text-align: left;
  color: var(--jp-ui-font-color1, #222);
  background: none;
  border: 0;
  border-radius: 4px;
  cursor: pointer;
}

.shequ-contents li button:hover {
  background: var(--jp-layout-color2, #eee);
}

.shequ-contents .shequ-contents-2 {
  font-weight: 600;
}

.shequ-contents .shequ-contents-3 {
  padding-left: 14px;
}

.shequ-contents .shequ-contents-4 {
  padding-left: 26px;
}

.shequ-contents-sign {
  display: inline-block;
  width: 1.5em;
}

.shequ-contents [data-progress='whole'] .shequ-contents-sign {
  color: var(--jp-success-color0, #1b5e20);
}

.shequ-contents-done {
  margin: 0;
}

.shequ-contents-next {
  width: 100%;
  min-height: 44px;
  margin-top: 6px;
  font: inherit;
  color: var(--jp-ui-inverse-font-color1, #fff);
  background: var(--jp-brand-color0, #0d47a1);
  border: 1px solid transparent;
  border-radius: 4px;
  cursor: pointer;
}

.shequ-contents-next:disabled {
  color: var(--jp-ui-font-color1, #222);
  background: var(--jp-layout-color2, #eee);
  cursor: default;
}

.shequ-ways {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 20px;
  margin: 8px 0 0;
}

.shequ-ways a {
  display: inline-flex;
  align-items: center;
  min-height: 44px;
  color: var(--jp-content-link-color, #0d47a1);
}

.shequ-end {
  margin: 32px 0 16px;
  padding-top: 8px;
  font-size: 16px;
  border-top: 1px solid var(--jp-border-color2, #ccc);
}

.shequ-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

/* below the text */
@media screen and (max-width: 1179px) {
  .shequ-course .jp-Notebook {
    box-sizing: border-box;
    border-bottom: 46px solid transparent;
  }

  .shequ-course .jp-WindowedPanel-outer {
    scroll-padding-bottom: 16px; /* what has the focus stands free */
  }

  .shequ-contents li button {
    min-height: 44px;
  }
}

/* beside the text */
@media (min-width: 1180px) {
  .shequ-contents {
    inset: 60px 20px auto auto;
    flex-direction: column;
    width: 17rem;
    align-items: stretch;
  }

  .shequ-course .jp-Notebook {
    padding-right: 19rem;
  }

  .shequ-contents-button {
    display: none;
  }

  .shequ-contents nav,
  .shequ-contents.shequ-open nav {
    display: block;
    width: auto;
    margin: 0;
    box-shadow: none;
  }
}

@media print {
  .shequ-contents,
  .shequ-ways {
    display: none;
  }
}
`,""]),t.d(o,{},{A:n})},6891(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* Course notebooks only: everything is under .shequ-course. */

/* ---- the line above the notebook ---- */
.shequ-note {
  min-height: 36px;
  padding: 6px 16px;
  line-height: 24px;
  font-size: 15px;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color2);
  border-bottom: 1px solid var(--jp-border-color2);
}

/* ---- toolbar ---- */
.shequ-course > .jp-NotebookPanel-toolbar {
  --jp-private-toolbar-height: 50px; /* JupyterLab's own least height; \`markCells\` has it measured again */
}

.shequ-switch {
  display: flex;
  align-items: center;
  padding-right: 8px; /* JupyterLab counts no margins when it looks what has room */
}

.shequ-switch button {
  padding: 0 12px;
  height: 44px;
  font: inherit;
  color: var(--jp-ui-font-color1);
  white-space: nowrap;
  background: var(--jp-layout-color1);
  border: 1px solid var(--jp-border-color1);
  border-radius: 4px;
  cursor: pointer;
}

.shequ-switch button:hover {
  background: var(--jp-layout-color2);
}

.shequ-switch button[aria-pressed='true'] {
  background: var(--jp-layout-color3);
}

.shequ-course.shequ-hide-code
  .jp-NotebookPanel-toolbar
  > .jp-Toolbar-item:not(
    [data-jp-item-name='shequ-download'],
    [data-jp-item-name='shequ-print'],
    [data-jp-item-name='spacer'],
    [data-jp-item-name='shequ-code']
  ) {
  display: none;
}

/* ---- text ---- */
.shequ-course .jp-Notebook .jp-Cell {
  box-sizing: border-box;
  max-width: 54rem;
  margin-inline: auto;
}

.shequ-course .jp-RenderedHTMLCommon,
.shequ-course .jupyter-widgets {
  font-size: 16px;
  line-height: 1.8;
}

.shequ-course .jp-RenderedHTMLCommon {
  padding-right: 0;
  overflow-wrap: break-word;
}

.shequ-course .jp-RenderedHTMLCommon :is(h1, h2, h3, h4, h5, h6) {
  line-height: 1.4;
}

.shequ-course .jp-RenderedHTMLCommon table {
  display: block;
  max-width: 100%;
  margin-inline: 0;
  overflow-x: auto;
  font-size: 15px;
}

.shequ-course .jp-RenderedHTMLCommon :is(td, th) {
  max-width: none;
  text-align: left;
  white-space: normal;
}

/* a word of the glossary looks like the text around it; the dots say that it can be looked up */
.shequ-course .jp-RenderedHTMLCommon a[href*='-glossary.ipynb'] {
  color: inherit;
  text-decoration: underline dotted;
  text-decoration-thickness: 1px;
  text-underline-offset: 4px;
}

.shequ-course .jp-RenderedHTMLCommon a[href*='-glossary.ipynb']:is(:hover, :focus-visible) {
  color: var(--jp-content-link-color);
}

/* ---- forms: words wrap, whatever the length ---- */
.shequ-course .jupyter-widgets {
  --jp-widgets-font-size: 16px;
  --jp-widgets-inline-height: 34px;
  --jp-widgets-radio-item-height-adjustment: 0px;
  max-width: 100%;
  margin-inline: 0;
}

.shequ-course .widget-radio,
.shequ-course .widget-radio-box {
  width: auto;
  max-width: 100%;
}

.shequ-course .widget-radio-box {
  margin-bottom: 0;
}

.shequ-course .widget-radio-box label,
.shequ-course .widget-checkbox label,
.shequ-course .widget-label,
.shequ-course .widget-label-basic {
  height: auto;
  line-height: 1.7;
  white-space: normal;
  overflow: visible;
  text-overflow: clip;
}

.shequ-course .widget-radio-box label {
  display: flex;
  padding: 5px 0;
  font-size: 16px;
}

.shequ-course .widget-radio-box label input,
.shequ-course .widget-checkbox input[type='checkbox'] {
  flex: none;
  order: -1;
  align-self: flex-start;
  width: 17px;
  height: 17px;
  margin: 5px 8px 0 2px;
}

.shequ-course .widget-checkbox {
  width: auto;
  height: auto;
}

.shequ-course .jupyter-button {
  width: auto;
  min-width: 96px;
  height: auto;
  min-height: 36px;
  padding: 4px 16px;
  line-height: 1.6;
  white-space: normal;
}

.shequ-course .jupyter-widgets :is(input, select, textarea) {
  max-width: 100%;
}

.shequ-course .widget-html-content {
  line-height: 1.7;
}

.shequ-course .widget-html,
.shequ-course .widget-html .widget-html-content {
  height: auto;
}

/* a row of fields breaks into lines where the page is narrow */
.shequ-course .widget-hbox {
  flex-wrap: wrap;
}

.shequ-course :is(input, select, textarea, button, a, [tabindex]:not(.jp-Cell)):focus-visible {
  outline: 2px solid var(--jp-brand-color1);
  outline-offset: 2px;
}

/* ---- an exercise is one card ---- */
.shequ-course .jp-Notebook .jp-Cell.shequ-exercise {
  margin-block: 0;
  padding: 4px 20px;
  background: var(--jp-layout-color1);
  border: 0 solid var(--jp-border-color2);
  border-inline-width: 1px;
}

.shequ-course .jp-Notebook .jp-Cell.shequ-exercise.shequ-first {
  margin-top: 20px;
  padding-top: 12px;
  border-top: 3px solid var(--jp-brand-color1);
  border-radius: 4px 4px 0 0;
}

.shequ-course .jp-Notebook .jp-Cell.shequ-exercise.shequ-last {
  margin-bottom: 28px;
  padding-bottom: 14px;
  border-bottom-width: 1px;
  border-radius: 0 0 4px 4px;
}

/* one size, whatever it stands below */
.shequ-course .shequ-role-question :is(h2, h3, h4):first-child {
  margin-top: 0;
  font-size: var(--jp-content-font-size2);
}

/* the page has drawn the form; what its cell says is for front ends that draw none */
.shequ-course .jp-Cell.shequ-role-form > .jp-Cell-outputWrapper {
  display: none;
}

/* old results wait, unseen, until their cell has run again */
.shequ-course .shequ-stale .jp-OutputArea {
  visibility: hidden;
}

/* a simulator is drawn where it will stand, unseen, while how it begins stands there */
.shequ-course .shequ-begins {
  position: relative;
}

.shequ-course .shequ-begins > .jp-Cell-outputWrapper {
  position: absolute;
  inset-inline: 0;
  top: 0;
  z-index: -1;
  box-sizing: border-box;
  padding-inline: inherit;
  visibility: hidden;
}

.shequ-waiting {
  padding: 8px 12px;
  font-size: 15px;
  color: var(--jp-ui-font-color2);
  background: var(--jp-layout-color2);
  border-radius: 4px;
}

.shequ-waiting button {
  min-height: 36px;
  font: inherit;
}

.shequ-trainee {
  margin: 0 0 8px;
  font-size: 14px;
}

/* ---- code hidden ---- */
.shequ-hide-code .jp-Cell .jp-Collapser,
.shequ-hide-code .jp-Cell :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-OutputArea-promptOverlay),
.shequ-hide-code .jp-Cell .jp-cell-toolbar,
.shequ-hide-code .jp-Cell .jp-collapseHeadingButton,
.shequ-hide-code .jp-Notebook-footer {
  display: none;
}

/* what did not run by itself is to be seen before anybody runs it */
.shequ-hide-code
  .jp-CodeCell:is(
    .shequ-role-setup,
    .shequ-role-form,
    .shequ-role-check,
    .shequ-role-play,
    .shequ-role-board
  ):not(.shequ-strange)
  > .jp-Cell-inputWrapper {
  display: none;
}

.shequ-hide-code .jp-Cell.shequ-role-answer:not(.shequ-kind-table, .shequ-strange) {
  display: none;
}

.shequ-course .jp-CodeCell.shequ-strange > .jp-Cell-inputWrapper {
  border-left: 4px solid var(--jp-warn-color1);
}

/* the form shows the options again, and whether there is an answer: once is enough */
.shequ-hide-code
  .shequ-role-question:is(
    .shequ-kind-choice,
    .shequ-kind-choices,
    .shequ-kind-order,
    .shequ-kind-match,
    .shequ-kind-sort
  )
  .jp-MarkdownOutput
  > ul:last-child,
.shequ-hide-code .shequ-role-question.shequ-kind-fill .jp-MarkdownOutput > :nth-last-child(-n + 2),
.shequ-hide-code
  .shequ-role-question:is(.shequ-kind-spot, .shequ-kind-decide)
  .jp-MarkdownOutput
  > :nth-last-child(-n + 4),
.shequ-hide-code .shequ-role-check .shequ-unanswered {
  display: none;
}

@media screen {
  /* the bins, and what a wrong card costs: the form says it, but not on paper */
  .shequ-hide-code .shequ-role-question.shequ-kind-sort .jp-MarkdownOutput > :nth-last-child(2) {
    display: none;
  }
}

/* nothing but its result is left of such a cell, so without a result nothing at all */
.shequ-hide-code
  .jp-Notebook
  .jp-Cell:is(.shequ-role-setup, .shequ-role-form, .shequ-role-check, .shequ-role-play, .shequ-role-board) {
  padding-block: 0;
}

.shequ-hide-code .jp-Notebook .jp-Cell.shequ-exercise.shequ-last {
  padding-bottom: 14px;
}

.shequ-hide-code .jp-Cell .jp-Cell-outputWrapper {
  margin-top: 0;
}

/* which cell is the active one means nothing to a reader; themes say it with rules too specific to outdo */
.shequ-hide-code .jp-Notebook .jp-Cell:is(.jp-mod-active, .jp-mod-selected) {
  box-shadow: none !important;
  outline: none;
}

.shequ-hide-code .jp-Notebook .jp-Cell:not(.shequ-role-setup):focus-visible {
  outline: 1px dotted var(--jp-brand-color1);
}

.shequ-hide-code .jp-MarkdownOutput.jp-RenderedHTMLCommon {
  padding-left: 0;
}

.shequ-hide-code .jp-Notebook .jp-Cell .jp-Cell-inputArea,
.shequ-hide-code .jp-Notebook .jp-Cell .jp-Cell-outputArea {
  padding: 0;
}

.shequ-hide-code .jp-Cell .jp-OutputArea-child {
  grid-template-columns: none;
}

.shequ-hide-code .jp-Cell .jp-OutputArea-output {
  padding: 0;
  margin-inline: 0;
  overflow: visible;
}

.shequ-hide-code .jp-Notebook {
  --jp-cell-prompt-width: 0px;
  --jp-cell-collapser-width: 0px;
}

@media (max-width: 600px) {
  .shequ-course .jp-Notebook {
    --jp-notebook-padding: 4px;
  }

  .shequ-course .jp-Notebook .jp-Cell.shequ-exercise {
    padding-inline: 12px;
  }

  .shequ-course .widget-inline-hbox {
    flex-wrap: wrap;
    width: 100%;
    height: auto;
  }

  .shequ-course .widget-inline-hbox > .widget-label {
    width: 100%;
    text-align: left;
  }
}

.shequ-course .widget-vbox > .jupyter-button {
  align-self: flex-start;
}

.shequ-course :is(.shequ-role-play, .shequ-role-board) .jp-OutputArea-child {
  margin-block: 10px;
}
`,""]),t.d(o,{},{A:n})},3157(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* The figures of the text, in JupyterLab, on a page of the site, and on paper. */
.shequ-figure {
  margin: 20px 0;
  break-inside: avoid;
}

.shequ-figure img {
  display: block;
  width: 31rem;
  max-width: 100%;
  height: auto;
}

.shequ-figure figcaption {
  max-width: 31rem;
  margin-top: 6px;
  font-size: 15px;
  line-height: 1.6;
}

/* ink and paper change places and the colours keep their hue; on paper everything stays as it is */
@media screen {
  body[data-jp-theme-light='false'] .shequ-figure img {
    filter: invert(0.93) hue-rotate(180deg);
  }
}

@media screen and (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .shequ-figure img {
    filter: invert(0.93) hue-rotate(180deg);
  }
}
`,""]),t.d(o,{},{A:n})},2824(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* How a simulator begins, until it runs (first.ts). It is laid out as the stage is (play/stage/stage.css), so that
   the simulator takes its place without pushing anything about; nothing of it looks as if it could be pressed. */
.shequ-first {
  container-type: inline-size;
  box-sizing: border-box;
  max-width: 62em;
  padding: 10px 4px 14px; /* no margin, which would reach out of the cell: a result has its own inside, too */
  color: var(--jp-ui-font-color1, #1d2b3a);
  font-size: 15px;
  line-height: 1.6;
  overflow-wrap: anywhere;
}

.shequ-first-all {
  box-sizing: border-box;
  min-height: var(--shequ-first-narrow);
}

.shequ-first-title {
  margin: 4px 0;
  font-size: 1.15em;
  font-weight: bold;
}

.shequ-first-way {
  display: flex;
  flex-flow: row wrap;
  gap: 2px 14px;
  margin-bottom: 6px;
}

.shequ-first-way > * {
  border-bottom: 4px solid transparent;
}

.shequ-first-way > :first-child {
  font-weight: bold;
  border-bottom-color: var(--jp-brand-color1, #0b57d0);
}

.shequ-first-main {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 8px 18px;
  align-items: start;
}

/* light in every theme, as the pictures of the simulators are */
.shequ-first-picture {
  display: block;
  width: 100%;
  height: auto;
  max-height: 215px;
  object-fit: contain;
  background: #f6f1e6;
  border-radius: 8px;
}

.shequ-first-above > .shequ-first-picture {
  max-height: min(270px, 33vh);
}

.shequ-first-panel {
  min-width: 0;
}

.shequ-first-told {
  margin-bottom: 6px;
  white-space: pre-line;
}

.shequ-first-slip {
  margin: 6px 0 8px;
  padding: 8px 12px;
  color: #2a2418;
  background: #fffbe9;
  border: 1px solid #cdbb86;
  border-radius: 3px;
}

.shequ-first-say {
  padding: 6px 12px;
  border: 1px solid var(--jp-border-color1, #999);
  border-radius: 4px 14px 14px;
}

.shequ-first-say::first-line {
  font-weight: bold;
}

.shequ-first-question {
  margin: 4px 0 6px;
  font-weight: bold;
}

.shequ-first-moves {
  display: grid;
  gap: 8px;
}

.shequ-first-moves:has(.shequ-first-short) {
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5em), 1fr));
}

.shequ-first-moves:has(.shequ-first-short) > :is(.shequ-first-main, .shequ-first-last) {
  grid-column: 1 / -1;
}

.shequ-first-above .shequ-first-moves:not(:has(.shequ-first-short)) {
  grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr));
}

.shequ-first-above .shequ-first-moves[data-count='4']:not(:has(.shequ-first-short)) {
  grid-template-columns: repeat(auto-fit, minmax(min(18em, 100%), 1fr));
}

.shequ-first-moves:has(.shequ-first-line) {
  gap: 4px;
}

.shequ-first-moves > * {
  display: flex;
  align-items: center;
  box-sizing: border-box;
  min-height: 44px;
  padding: 7px 14px;
  line-height: 1.45;
  white-space: pre-line;
  border: 1.5px dotted var(--jp-border-color1, #999);
  border-radius: 8px;
}

/* what is going on, where a simulator has its tools */
.shequ-first :is(.shequ-waiting, .shequ-waits) {
  box-sizing: border-box;
  min-height: 44px;
  margin: 8px 0 0;
}

@container (min-width: 640px) {
  .shequ-first-all {
    min-height: var(--shequ-first-wide);
  }

  .shequ-first-main:not(.shequ-first-above) {
    grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
  }

  .shequ-first-main:not(.shequ-first-above) > .shequ-first-picture {
    max-height: 420px;
  }
}

@media screen {
  /* the simulator is there; on paper this stands for it */
  .shequ-first-over > .shequ-first {
    display: none;
  }
}

@media print {
  .shequ-first {
    break-inside: avoid;
  }

  .shequ-first-all {
    min-height: 0 !important;
  }
}
`,""]),t.d(o,{},{A:n})},5279(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* Exercises' forms, in JupyterLab, on a page of the site, and on paper. JupyterLab's theme gives the colours. */
.shequ-form {
  --shequ-ink: var(--jp-content-font-color1, #1f1f1f);
  --shequ-paper: var(--jp-layout-color1, #fff);
  --shequ-line: #767676; /* those of the themes are too faint for what can be pressed */
  --shequ-soft: var(--jp-layout-color2, #f3f3f3);
  --shequ-main: var(--jp-brand-color1, #1565c0);
  --shequ-on-main: var(--jp-ui-inverse-font-color0, #fff);
  --shequ-bad: var(--jp-error-color0, #b71c1c);

  max-width: 46em;
  color: var(--shequ-ink);
  font-size: 16px;
  line-height: 1.6;
  overflow-wrap: anywhere;
}

.shequ-form,
.shequ-form * {
  box-sizing: border-box;
}

.shequ-form .shequ-fields {
  min-width: 0;
  margin: 0;
  padding: 0;
  border: 0;
}

.shequ-form .shequ-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  padding: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.shequ-form p {
  margin: 4px 0;
}

.shequ-form :is(input, select, textarea, button) {
  font: inherit;
  color: inherit;
}

.shequ-form :is(input[type='text'], input[type='date'], select, textarea) {
  min-width: 0;
  max-width: 100%;
  min-height: 44px;
  padding: 6px 10px;
  background: var(--shequ-paper);
  border: 1px solid var(--shequ-line);
  border-radius: 4px;
}

.shequ-form :is(input, select, textarea, button):focus-visible {
  outline: 3px solid var(--shequ-main);
  outline-offset: 1px;
}

/* ---- options ---- */
.shequ-form .shequ-option {
  display: flex;
  gap: 10px;
  align-items: flex-start;
  min-height: 44px;
  margin: 0;
  padding: 9px 8px;
  border-radius: 4px;
  cursor: pointer;
}

.shequ-form .shequ-option:hover {
  background: var(--shequ-soft);
}

.shequ-form .shequ-option input {
  flex: none;
  width: 20px;
  height: 20px;
  margin: 3px 0 0;
  accent-color: var(--shequ-main);
}

/* ---- a label and its field: beside each other where there is room ---- */
.shequ-form .shequ-line {
  display: grid;
  gap: 2px 12px;
  align-items: center;
  margin: 0;
  padding: 6px 0;
}

.shequ-form .shequ-spoken {
  min-height: 1.6em; /* its words come and go, the page below stays */
}

@media (min-width: 600px) {
  .shequ-form .shequ-line {
    grid-template-columns: 1fr minmax(0, 24em);
  }

  .shequ-form .shequ-line > :not(:first-child) {
    grid-column: 2;
  }
}

.shequ-form .shequ-text > span {
  display: block;
  margin-bottom: 4px;
}

.shequ-form .shequ-text textarea {
  display: block;
  width: 100%;
  min-height: 9em;
  line-height: 1.6;
  resize: vertical;
  field-sizing: content; /* grows; where a browser does not know it, one scrolls or pulls */
}

.shequ-form .shequ-samples summary {
  display: flex;
  align-items: center;
  min-height: 44px;
  cursor: pointer;
}

.shequ-form .shequ-samples details[open] {
  padding-inline: 12px;
  border-inline-start: 3px solid var(--shequ-line);
}

/* ---- order ---- */
.shequ-form .shequ-order {
  margin: 0;
  padding: 0;
  list-style: none;
}

.shequ-form .shequ-order > li {
  display: flex;
  gap: 6px;
  align-items: center;
  min-height: 52px;
  margin: 0;
  padding: 4px 0;
  background: var(--shequ-paper);
  border-bottom: 1px solid var(--jp-border-color2, #ddd);
}

.shequ-form .shequ-order > .shequ-dragged {
  position: relative;
  z-index: 1;
  box-shadow: 0 2px 8px rgb(0 0 0 / 35%);
}

.shequ-form .shequ-handle {
  flex: none;
  display: grid;
  place-items: center;
  width: 36px;
  height: 44px;
  cursor: grab;
  touch-action: none;
}

.shequ-form .shequ-handle::before {
  width: 14px;
  height: 18px;
  background: radial-gradient(circle, currentColor 2px, transparent 2.5px) 0 0 / 7px 6px;
  content: '';
  opacity: 0.6;
}

.shequ-form .shequ-dragged .shequ-handle {
  cursor: grabbing;
}

.shequ-form .shequ-item {
  flex: 1 1 auto;
  min-width: 0;
}

/* ---- sort: boxes with cards ---- */
.shequ-form .shequ-bins {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
  gap: 10px;
}

.shequ-form .shequ-bin {
  min-width: 0;
  padding: 6px 8px 8px;
  border: 1px solid var(--shequ-line);
  border-radius: 4px;
}

.shequ-form .shequ-pool {
  grid-column: 1 / -1;
  border-style: dashed;
}

.shequ-form .shequ-bin-name {
  margin: 0 0 4px;
  font-weight: bold;
}

.shequ-form .shequ-bin ul {
  display: grid;
  gap: 6px;
  min-height: 44px; /* room to drop the first card */
  margin: 0;
  padding: 0;
  list-style: none;
}

.shequ-form .shequ-pool ul {
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 18em), 1fr));
}

.shequ-form .shequ-card {
  margin: 0;
  padding: 4px 8px 8px;
  background: var(--shequ-soft);
  border-radius: 4px;
  cursor: grab;
}

.shequ-form .shequ-card label {
  display: grid;
  gap: 4px;
  height: 100%;
  align-content: space-between;
}

.shequ-form .shequ-card select {
  width: 100%;
}

.shequ-form .shequ-sheet {
  display: none;
}

/* ---- spot: a sheet of paper ---- */
.shequ-form .shequ-document {
  padding: 12px 10px;
  background: var(--shequ-paper);
  border: 1px solid var(--jp-border-color2, #ddd);
  border-radius: 2px;
  box-shadow: 0 1px 5px rgb(0 0 0 / 30%);
}

.shequ-form .shequ-heading {
  margin: 4px 0 8px;
  font-size: 1.15em;
  font-weight: bold;
  text-align: center;
}

.shequ-form .shequ-document ol {
  margin: 0;
  padding: 0;
  list-style: none;
}

.shequ-form .shequ-document li {
  margin: 0;
  border-left: 4px solid transparent;
}

.shequ-form .shequ-document .shequ-spotted {
  background: var(--shequ-soft);
  border-left-color: var(--shequ-bad);
}

.shequ-form .shequ-document li select {
  width: calc(100% - 48px);
  margin: 0 10px 8px 38px;
}

.shequ-form .shequ-rules {
  display: none;
}

/* ---- fill: a sheet of paper whose blanks are fields, each with its name below ---- */
.shequ-form-fill .shequ-document p {
  margin: 8px 6px;
  line-height: 2;
}

.shequ-form .shequ-document p.shequ-heading {
  margin: 4px 0 8px;
  line-height: inherit;
}

.shequ-form-fill .shequ-wide {
  margin: 8px 6px;
  overflow-x: auto;
}

.shequ-form-fill table {
  width: 100%;
  border-collapse: collapse;
}

.shequ-form-fill :is(th, td) {
  padding: 4px 6px;
  font-weight: normal;
  text-align: center;
  border: 1px solid var(--shequ-line);
}

.shequ-form-fill thead th {
  font-weight: bold;
}

.shequ-form .shequ-gap {
  display: inline-grid; /* its first line is the field, with which the words around it stand in line */
  min-width: 0;
  max-width: 100%;
  row-gap: 3px;
  margin: 3px 2px 8px;
  line-height: 1.4;
}

.shequ-form .shequ-gap :is(select, input) {
  min-width: 8em;
  field-sizing: content; /* grows; where a browser does not know it, one scrolls */
}

.shequ-form .shequ-gap-number input {
  min-width: 6em;
}

.shequ-form .shequ-gap-choice select {
  max-width: min(100%, 24em);
}

.shequ-form .shequ-gap [aria-invalid='true'] {
  border: 2px solid var(--shequ-bad);
}

.shequ-form .shequ-caption {
  padding-inline: 2px;
  font-size: 13px;
  text-align: center;
}

/* ---- decide: documents, one below the other ---- */
.shequ-form .shequ-step {
  min-width: 0;
  margin: 0 0 20px;
  padding: 0;
  border: 0;
}

.shequ-form .shequ-step legend {
  padding: 0;
  font-weight: bold;
}

.shequ-form .shequ-step .shequ-document {
  margin: 6px 0 10px;
  padding-inline: 14px;
}

.shequ-form .shequ-step .shequ-document p {
  margin: 8px 0;
  white-space: pre-line;
}

.shequ-form .shequ-step table {
  margin: 8px 0;
  border-collapse: collapse;
}

.shequ-form .shequ-step table :is(th, td) {
  padding: 3px 10px;
  text-align: start;
  border: 1px solid var(--shequ-line);
}

.shequ-form .shequ-chosen {
  background: var(--shequ-soft);
}

.shequ-form .shequ-after {
  margin: 4px 0 0;
  padding: 6px 12px;
  border-left: 4px solid var(--shequ-main);
}

.shequ-form .shequ-case-end {
  font-weight: bold;
}

.shequ-form .shequ-handout {
  display: none;
}

/* ---- buttons and the status line ---- */
.shequ-form .shequ-actions {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin-top: 8px;
}

.shequ-form .shequ-button {
  flex: none;
  min-width: 64px;
  min-height: 44px;
  padding: 4px 14px;
  background: var(--shequ-paper);
  border: 1px solid var(--shequ-line);
  border-radius: 4px;
  cursor: pointer;
}

.shequ-form .shequ-button:hover {
  background: var(--shequ-soft);
}

.shequ-form .shequ-button[aria-disabled='true'] {
  border-style: dashed;
  cursor: default;
  opacity: 0.6;
}

.shequ-form .shequ-main {
  color: var(--shequ-on-main);
  background: var(--shequ-main);
  border-color: var(--shequ-main);
}

.shequ-form .shequ-main:hover {
  background: var(--shequ-main);
  filter: brightness(0.9);
}

.shequ-form .shequ-said {
  min-height: 1.6em; /* its words come and go, the page below stays */
  margin: 6px 0 0;
}

.shequ-form .shequ-said span + span {
  margin-inline-start: 0.5em;
}

.shequ-form .shequ-problem {
  color: var(--shequ-bad);
}

.shequ-form .shequ-printed {
  display: none;
}

/* pages without a theme follow the system; JupyterLab's body says which theme it has */
@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .shequ-form {
    --shequ-ink: #e6e6e6;
    --shequ-paper: #1e1e1e;
    --shequ-line: #949494;
    --shequ-soft: #2d2d2d;
    --shequ-main: #7ab8ff;
    --shequ-on-main: #10202f;
    --shequ-bad: #ff9d94;

    color-scheme: dark;
  }
}

body[data-jp-theme-light='false'] .shequ-form {
  --shequ-line: #949494;
  --shequ-on-main: #10202f;
  --shequ-main: #7ab8ff;
  --shequ-bad: #ff9d94;

  color-scheme: dark;
}

@media (forced-colors: active) {
  .shequ-form .shequ-main {
    border-width: 3px;
  }

  .shequ-form .shequ-handle::before {
    background: none;
    content: '↕';
  }
}

@media (max-width: 480px) {
  .shequ-form .shequ-order > li {
    flex-wrap: wrap;
  }

  .shequ-form .shequ-order .shequ-item {
    flex: 1 1 calc(100% - 44px);
  }

  .shequ-form .shequ-order .shequ-button {
    flex: 1 1 0;
  }
}

@media print {
  .shequ-form {
    --shequ-ink: #000;
    --shequ-paper: #fff;

    max-width: none;
    color-scheme: light;
  }

  /* on paper there is nothing to press; what stands in a field stands on a line, to be written on if it is empty */
  .shequ-form
    :is(
      .shequ-actions,
      .shequ-said,
      .shequ-count,
      .shequ-samples,
      .shequ-hint,
      .shequ-button,
      .shequ-handle,
      .shequ-spoken,
      .shequ-open .shequ-place,
      .shequ-bins,
      :is(.shequ-line, .shequ-gap) input,
      .shequ-untouched,
      select,
      textarea
    ) {
    display: none;
  }

  .shequ-form .shequ-printed {
    display: block;
    min-height: 1.8em;
    border-bottom: 1px solid #000;
  }

  .shequ-form .shequ-document {
    border-color: #000;
    box-shadow: none;
  }

  .shequ-form .shequ-document li .shequ-printed {
    margin-inline-start: 38px;
  }

  .shequ-form .shequ-gap .shequ-printed {
    min-width: 7em; /* room to write */
    text-align: center;
  }

  .shequ-form :is(.shequ-rules, .shequ-handout) {
    display: block;
  }

  .shequ-form .shequ-handout ul {
    padding: 0;
    list-style: none;
  }

  .shequ-form .shequ-sheet {
    display: table;
    border-collapse: collapse;
  }

  .shequ-form .shequ-sheet :is(th, td) {
    padding: 2px 8px;
    font-weight: normal;
    text-align: center;
    border: 1px solid #000;
  }

  .shequ-form .shequ-sheet th[scope='row'] {
    text-align: start;
  }

  .shequ-form .shequ-writing {
    min-height: 16em;
    line-height: 2em;
    white-space: pre-wrap;
    background: repeating-linear-gradient(transparent 0 calc(2em - 1px), #999 calc(2em - 1px) 2em);
    border: 0;
    print-color-adjust: exact;
  }

  .shequ-form .shequ-open > li::before {
    flex: none;
    width: 2.4em;
    height: 1.8em;
    border: 1px solid #000;
    content: '';
  }

  .shequ-form :is(.shequ-option, .shequ-line, li) {
    min-height: 0;
    padding-block: 4px;
    break-inside: avoid;
  }
}

/* who is learning, on the start page */
.shequ-form-trainee label {
  display: grid;
  grid-template-columns: 7em minmax(0, 20em);
  gap: 8px;
  align-items: center;
  margin: 6px 0;
}
`,""]),t.d(o,{},{A:n})},8770(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* While a page opens its chapter (opening.ts): what is not seen pushes nobody's eyes about. */
.shequ-opening #main,
.shequ-opening #main .lm-Widget {
  visibility: hidden !important;
}

.shequ-opening-line {
  position: fixed;
  inset: 40% 0 auto;
  font-size: 18px;
  text-align: center;
  color: #555;
}
`,""]),t.d(o,{},{A:n})},1467(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* A chapter on paper: the whole of it, without JupyterLab around it. */
@media print {
  body:has(.shequ-course)
    :is(
      #jp-top-panel,
      #jp-menu-panel,
      #jp-bottom-panel,
      #jp-left-stack,
      #jp-right-stack,
      .jp-SideBar,
      .lm-TabBar,
      .lm-SplitPanel-handle,
      .jp-Toolbar,
      .jp-SkipLink,
      .shequ-note,
      .shequ-waiting,
      .shequ-contents
    ) {
    display: none !important;
  }

  /* JupyterLab places everything in a window of fixed height */
  body:has(.shequ-course),
  body:has(.shequ-course)
    :is(.lm-Widget, .lm-Panel, .jp-LabShell, .jp-WindowedPanel-viewport, .jp-WindowedPanel-outer) {
    position: static !important;
    inset: auto !important;
    width: auto !important;
    min-width: 0 !important;
    max-width: none !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    overflow: visible !important;
    contain: none !important;
    transform: none !important;
  }

  .shequ-course :is(.jp-Notebook, .jp-WindowedPanel-outer) {
    padding: 0 !important;
  }

  .shequ-course .jp-Notebook .jp-Cell {
    max-width: none;
    margin: 0 !important;
    padding: 0 !important;
    border: 0 !important;
  }

  .shequ-course .jp-Cell.shequ-exercise {
    break-inside: avoid;
  }

  .shequ-course .jp-Cell.shequ-exercise.shequ-first {
    margin-top: 18pt !important;
  }

  /* the form has lines to write on; what may be written there stands in the question */
  .shequ-course.shequ-hide-code .shequ-role-question.shequ-kind-match .jp-MarkdownOutput > ul:last-child {
    display: block;
  }

  .shequ-course .shequ-role-question {
    break-after: avoid;
  }

  .shequ-course :is(h1, h2, h3, h4) {
    break-after: avoid;
  }

  /* what needs Python is for the screen; how a simulator begins can be read on paper, too */
  .shequ-course :is(.shequ-role-play:not(:has(.shequ-first)), .shequ-role-board, .shequ-role-setup),
  .shequ-course .shequ-role-play > :is(.jp-Cell-inputWrapper, .jp-Cell-outputWrapper) {
    display: none !important;
  }
}
`,""]),t.d(o,{},{A:n})},2575(e,o,t){var r=t(1601),s=t.n(r),i=t(6314),n=(t.n(i))()(s());n.push([e.id,`/* The board of the examination (forms/kinds/year.ts): months, cards, and beside them a calendar and the money. */
.shequ-form.shequ-form-year {
  --shequ-faint: var(--jp-border-color2, #ccc);
  --shequ-warn: #8a4b00;
  max-width: 64em;
}
.shequ-form-year > .shequ-said {
  position: sticky; /* a month is long: whether it is saved can be seen all the while */
  bottom: 0;
  padding: 4px 0;
  background: var(--shequ-paper);
  border-top: 1px solid var(--shequ-faint);
}
.shequ-form-year :is(button, input, select, summary) {
  scroll-margin: 60px 0; /* what has the focus is not behind that line */
}
body[data-jp-theme-light='false'] .shequ-form-year {
  --shequ-warn: #ffb74d;
}
@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .shequ-form-year {
    --shequ-faint: #555;
    --shequ-warn: #ffb74d;
  }
}
.shequ-board {
  container-type: inline-size;
}
.shequ-board-strip {
  display: grid;
  grid-template-columns: repeat(6, 1fr);
  gap: 4px;
  padding: 3px;
}
@container (min-width: 720px) {
  .shequ-board-strip {
    grid-template-columns: repeat(12, 1fr);
  }
}
@container (max-width: 400px) {
  .shequ-board-strip {
    grid-template-columns: repeat(4, 1fr);
  }
}
.shequ-board-strip > button {
  display: flex;
  flex-flow: column;
  align-items: center;
  min-width: 0;
  min-height: 66px;
  margin: 0;
  padding: 4px 1px;
  font: inherit;
  line-height: 1.4;
  text-align: center;
  cursor: pointer;
  color: var(--shequ-ink);
  background: var(--shequ-paper);
  border: 1px solid var(--shequ-line);
  border-radius: 6px;
}
.shequ-board-strip > button[aria-selected='true'] {
  border: 3px solid var(--shequ-main);
  padding: 2px 0;
}
.shequ-board-strip > button:focus-visible {
  outline: 3px solid var(--shequ-main);
  outline-offset: 1px;
}
.shequ-board-strip > .shequ-board-decided {
  background: var(--shequ-soft);
}
.shequ-board-strip span {
  font-size: 0.85em;
  word-break: keep-all;
}
.shequ-board-strip .shequ-board-name {
  font-size: 1em;
  font-weight: bold;
}
.shequ-board-strip [aria-selected='true'] .shequ-board-name {
  text-decoration: underline;
  text-underline-offset: 3px;
}
.shequ-board-strip .shequ-board-incidents {
  color: var(--shequ-warn);
}
.shequ-board-incident {
  padding: 0 8px;
  border: 1px solid;
  border-radius: 10px;
  color: var(--shequ-warn);
  font-size: 0.85em;
}
.shequ-board-progress {
  min-height: 3em; /* two lines have room, so that nothing jumps */
  line-height: 1.5;
}
.shequ-board-ways,
.shequ-board-ends {
  display: flex;
  flex-flow: row wrap;
  gap: 8px;
}
.shequ-board-ends {
  padding: 8px 0 16px;
}

.shequ-board-month {
  display: grid;
  gap: 0 20px;
  grid-template: 'cards figures' auto 'cards side' auto 'ends side' 1fr / minmax(0, 5fr) minmax(0, 3fr);
  align-items: start;
  margin-top: 8px;
}
@container (max-width: 649px) {
  .shequ-board .shequ-board-field > span {
    flex-basis: 100%;
  }
  .shequ-board-month {
    grid-template: 'figures' auto 'cards' auto 'ends' auto 'side' auto / minmax(0, 1fr);
  }
}
.shequ-board-figures {
  grid-area: figures;
}
.shequ-board-cards {
  grid-area: cards;
}
.shequ-board-side {
  grid-area: side;
}
.shequ-board-ends {
  grid-area: ends;
}
.shequ-board-figures,
.shequ-board-box {
  margin: 0 0 8px;
  padding: 6px 10px;
  line-height: 1.5;
  border: 1px solid var(--shequ-faint);
  border-radius: 6px;
}
.shequ-board summary {
  min-height: 44px;
  line-height: 44px;
  cursor: pointer;
}
.shequ-board-card {
  padding: 8px 0 12px;
  border-top: 1px solid var(--shequ-faint);
}
.shequ-board table {
  width: 100%;
  border-collapse: collapse;
  font-size: inherit;
  line-height: 1.5;
  margin: 4px 0;
}
.shequ-board th,
.shequ-board td {
  text-align: left;
  vertical-align: top;
  padding: 5px 6px;
  font-weight: normal;
  white-space: normal;
  overflow-wrap: anywhere;
  border-bottom: 1px solid var(--shequ-faint);
}
.shequ-board thead th {
  font-weight: bold;
}
.shequ-board .shequ-board-figure {
  text-align: right;
  white-space: nowrap;
}

.shequ-board-field {
  display: flex;
  flex-flow: row wrap;
  align-items: center;
  gap: 2px 10px;
  margin: 8px 0 0;
}
.shequ-board-field > span {
  flex: 0 1 15em;
  line-height: 1.5;
}
.shequ-board-field > input,
.shequ-board-field > select {
  flex: 1 1 12em;
  min-width: 0;
  max-width: 24em;
  min-height: 44px;
  box-sizing: border-box;
  padding: 4px 8px;
  font: inherit;
  color: var(--shequ-ink);
  background: var(--shequ-paper);
  border: 1px solid var(--shequ-line);
  border-radius: 4px;
}
.shequ-board-field > [aria-invalid] {
  border-color: var(--shequ-bad);
}
.shequ-board-radios {
  margin: 8px 0 0;
  padding: 0;
  border: 0;
  min-width: 0;
}
.shequ-board-radios > legend {
  padding: 0;
  line-height: 1.5;
}

.shequ-board .shequ-board-calendar {
  table-layout: fixed;
  max-width: 22em;
  line-height: 1.3;
}
.shequ-board .shequ-board-calendar :is(th, td) {
  text-align: center;
  padding: 3px 0;
  border: 1px solid var(--shequ-faint);
}
.shequ-board .shequ-board-calendar td {
  height: 2.5em;
}
.shequ-board .shequ-board-calendar small {
  display: block;
  letter-spacing: 1px;
}
.shequ-board .shequ-board-calendar .shequ-board-marked {
  font-weight: bold;
  outline: 2px solid var(--shequ-main);
  outline-offset: -2px;
}
.shequ-board-side ul {
  list-style: none;
  margin: 2px 0 4px;
  padding: 0;
}

.shequ-board-print {
  display: none;
}
@media print {
  .shequ-board > :not(.shequ-board-print) {
    display: none;
  }
  .shequ-board-print {
    display: block;
  }
  .shequ-board-print-month {
    border-top: 2px solid;
    padding-top: 4px;
    break-after: avoid;
  }
  .shequ-board-print-card {
    break-inside: avoid;
    margin: 0 0 8px;
  }
  .shequ-board-print ul {
    list-style: none;
    margin: 0;
    padding: 0 0 0 1em;
  }
}
`,""]),t.d(o,{},{A:n})},6314(e){e.exports=function(e){var o=[];return o.toString=function(){return this.map(function(o){var t="",r=void 0!==o[5];return o[4]&&(t+="@supports (".concat(o[4],") {")),o[2]&&(t+="@media ".concat(o[2]," {")),r&&(t+="@layer".concat(o[5].length>0?" ".concat(o[5]):""," {")),t+=e(o),r&&(t+="}"),o[2]&&(t+="}"),o[4]&&(t+="}"),t}).join("")},o.i=function(e,t,r,s,i){"string"==typeof e&&(e=[[null,e,void 0]]);var n={};if(r)for(var a=0;a<this.length;a++){var h=this[a][0];null!=h&&(n[h]=!0)}for(var d=0;d<e.length;d++){var u=[].concat(e[d]);r&&n[u[0]]||(void 0!==i&&(void 0===u[5]||(u[1]="@layer".concat(u[5].length>0?" ".concat(u[5]):""," {").concat(u[1],"}")),u[5]=i),t&&(u[2]&&(u[1]="@media ".concat(u[2]," {").concat(u[1],"}")),u[2]=t),s&&(u[4]?(u[1]="@supports (".concat(u[4],") {").concat(u[1],"}"),u[4]=s):u[4]="".concat(s)),o.push(u))}},o}},1601(e){e.exports=function(e){return e[1]}},5072(e){var o=[];function t(e){for(var t=-1,r=0;r<o.length;r++)if(o[r].identifier===e){t=r;break}return t}function r(e,r){for(var s={},i=[],n=0;n<e.length;n++){var a=e[n],h=r.base?a[0]+r.base:a[0],d=s[h]||0,u="".concat(h," ").concat(d);s[h]=d+1;var p=t(u),l={css:a[1],media:a[2],sourceMap:a[3],supports:a[4],layer:a[5]};if(-1!==p)o[p].references++,o[p].updater(l);else{var c=function(e,o){var t=o.domAPI(o);return t.update(e),function(o){o?(o.css!==e.css||o.media!==e.media||o.sourceMap!==e.sourceMap||o.supports!==e.supports||o.layer!==e.layer)&&t.update(e=o):t.remove()}}(l,r);r.byIndex=n,o.splice(n,0,{identifier:u,updater:c,references:1})}i.push(u)}return i}e.exports=function(e,s){var i=r(e=e||[],s=s||{});return function(e){e=e||[];for(var n=0;n<i.length;n++){var a=t(i[n]);o[a].references--}for(var h=r(e,s),d=0;d<i.length;d++){var u=t(i[d]);0===o[u].references&&(o[u].updater(),o.splice(u,1))}i=h}}},7659(e){var o={};e.exports=function(e,t){var r=function(e){if(void 0===o[e]){var t=document.querySelector(e);if(window.HTMLIFrameElement&&t instanceof window.HTMLIFrameElement)try{t=t.contentDocument.head}catch(e){t=null}o[e]=t}return o[e]}(e);if(!r)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");r.appendChild(t)}},540(e){e.exports=function(e){var o=document.createElement("style");return e.setAttributes(o,e.attributes),e.insert(o,e.options),o}},5056(e,o,t){e.exports=function(e){var o=t.nc;o&&e.setAttribute("nonce",o)}},7825(e){e.exports=function(e){if("u"<typeof document)return{update:function(){},remove:function(){}};var o=e.insertStyleElement(e);return{update:function(t){var r,s,i;r="",t.supports&&(r+="@supports (".concat(t.supports,") {")),t.media&&(r+="@media ".concat(t.media," {")),(s=void 0!==t.layer)&&(r+="@layer".concat(t.layer.length>0?" ".concat(t.layer):""," {")),r+=t.css,s&&(r+="}"),t.media&&(r+="}"),t.supports&&(r+="}"),(i=t.sourceMap)&&"u">typeof btoa&&(r+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(i))))," */")),e.styleTagTransform(r,o,e.options)},remove:function(){var e;null===(e=o).parentNode||e.parentNode.removeChild(e)}}}},1113(e){e.exports=function(e,o){if(o.styleSheet)o.styleSheet.cssText=e;else{for(;o.firstChild;)o.removeChild(o.firstChild);o.appendChild(document.createTextNode(e))}}},9463(e,o,t){var r=t(5072),s=t.n(r),i=t(7825),n=t.n(i),a=t(7659),h=t.n(a),d=t(5056),u=t.n(d),p=t(540),l=t.n(p),c=t(1113),m=t.n(c),q=t(6891),f={};f.styleTagTransform=m(),f.setAttributes=u(),f.insert=h().bind(null,"head"),f.domAPI=n(),f.insertStyleElement=l(),s()(q.A,f),q.A&&q.A.locals&&q.A.locals;var g=t(8770),b={};b.styleTagTransform=m(),b.setAttributes=u(),b.insert=h().bind(null,"head"),b.domAPI=n(),b.insertStyleElement=l(),s()(g.A,b),g.A&&g.A.locals&&g.A.locals;var x=t(5279),w={};w.styleTagTransform=m(),w.setAttributes=u(),w.insert=h().bind(null,"head"),w.domAPI=n(),w.insertStyleElement=l(),s()(x.A,w),x.A&&x.A.locals&&x.A.locals;var v=t(2575),y={};y.styleTagTransform=m(),y.setAttributes=u(),y.insert=h().bind(null,"head"),y.domAPI=n(),y.insertStyleElement=l(),s()(v.A,y),v.A&&v.A.locals&&v.A.locals;var j=t(510),k={};k.styleTagTransform=m(),k.setAttributes=u(),k.insert=h().bind(null,"head"),k.domAPI=n(),k.insertStyleElement=l(),s()(j.A,k),j.A&&j.A.locals&&j.A.locals;var A=t(3157),C={};C.styleTagTransform=m(),C.setAttributes=u(),C.insert=h().bind(null,"head"),C.domAPI=n(),C.insertStyleElement=l(),s()(A.A,C),A.A&&A.A.locals&&A.A.locals;var z=t(2824),T={};T.styleTagTransform=m(),T.setAttributes=u(),T.insert=h().bind(null,"head"),T.domAPI=n(),T.insertStyleElement=l(),s()(z.A,T),z.A&&z.A.locals&&z.A.locals;var N=t(1467),L={};L.styleTagTransform=m(),L.setAttributes=u(),L.insert=h().bind(null,"head"),L.domAPI=n(),L.insertStyleElement=l(),s()(N.A,L),N.A&&N.A.locals&&N.A.locals}}]);