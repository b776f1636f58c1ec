/** How a course notebook looks: code hidden unless asked for, exercises as cards, keys that cannot hurt. */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';

import { courseCell } from './course';
import { text } from './texts';

const STORED = 'shequ-course:show-code';
const HIDING = 'shequ-hide-code';

/** Mark the panel and its cells with classes that the style sheet goes by; again whenever cells change. */
export function markCells(panel: NotebookPanel): void {
  panel.addClass('shequ-course');
  panel.fit(); // the toolbar is higher now
  // All cells stand in the page: guessing the heights of cells out of sight goes wrong where code is hidden.
  panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: 'none' };
  const mark = () => {
    const cells = panel.content.widgets.map(widget => ({ widget, ...courseCell(widget.model) }));
    cells.forEach(({ widget, role, exercise, kind, unscored }, i) => {
      widget.node.setAttribute('role', 'article'); // what a feed, as JupyterLab calls the whole, must consist of
      widget.addClass(`shequ-role-${role ?? 'other'}`);
      widget.toggleClass('shequ-exercise', !!exercise);
      widget.toggleClass('shequ-unscored', unscored === true);
      widget.toggleClass('shequ-first', !!exercise && cells[i - 1]?.exercise !== exercise);
      widget.toggleClass('shequ-last', !!exercise && cells[i + 1]?.exercise !== exercise);
      if (kind) {
        widget.addClass(`shequ-kind-${kind}`);
      }
      void widget.ready.then(() => openEditor(widget, role));
    });
  };
  mark();
  panel.model?.cells.changed.connect(mark);
}

/** Let the Tab key come to code that is written or read, and tell screen readers what it is. */
function openEditor(cell: Cell, role: string | undefined): void {
  if (cell.isDisposed) {
    return;
  }
  const name = text(role === 'answer' ? 'answerCodeName' : 'codeName');
  cell.node.querySelector('.cm-content')?.setAttribute('aria-label', name);
  if (role === 'answer') {
    cell.editor?.setOption('tabFocusable', true);
  } else if (role === 'code') {
    cell.node.querySelector('.cm-scroller')?.setAttribute('tabindex', '0');
  }
}

/** In code Tab is a sign like others: Escape leads out of it, to the buttons of its form. */
function leaveEditor(event: KeyboardEvent): void {
  const editor = (event.target as Element).closest?.('.shequ-role-answer .jp-Editor');
  if (event.key === 'Escape' && editor && !editor.classList.contains('jp-mod-completer-active')) {
    const form = editor.closest('.jp-Cell')?.nextElementSibling;
    form?.querySelector<HTMLElement>('.shequ-form button')?.focus();
    event.stopPropagation();
  }
}

/** The switch 显示代码 / 隐藏代码; what was chosen is remembered in this browser. */
export class CodeSwitch extends Widget {
  constructor(private panel: NotebookPanel) {
    super();
    this.addClass('shequ-switch');
    this.button.type = 'button';
    this.button.title = text('switchTip');
    this.button.addEventListener('click', () => {
      this.set(panel.hasClass(HIDING));
      if (showsCode()) {
        location.reload(); // this page has no editors for hidden code
      }
    });
    this.node.append(this.button);
    this.set(showsCode(), false);
  }

  private set(show: boolean, remember = true): void {
    this.panel.toggleClass(HIDING, !show);
    this.button.textContent = show ? text('hideCode') : text('showCode');
    this.button.setAttribute('aria-pressed', String(show));
    if (remember) {
      try {
        localStorage.setItem(STORED, String(show));
      } catch {
        // a browser without storage forgets
      }
    }
  }

  private button = document.createElement('button');
}

/** Whether code was asked for, now or in an earlier visit. */
export function showsCode(): boolean {
  try {
    return localStorage.getItem(STORED) === 'true';
  } catch {
    return false;
  }
}

/**
 * Make the cell with the focus the active one, as JupyterLab does itself when it hears of the focus.
 *
 * WebKit tells nobody when a field for a date gets it, and JupyterLab takes each key to the active cell: nobody
 * who came by Tab could write a date.
 */
function activate(panel: NotebookPanel, target: Element): void {
  const { content } = panel;
  if (content.node.contains(target) && !content.activeCell?.node.contains(target)) {
    content.activeCellIndex = content.widgets.findIndex(cell => cell.node.contains(target));
  }
}

/**
 * Keep single keys and double clicks from changing cells.
 *
 * JupyterLab leaves its one-key commands alone while the notebook has the class jp-mod-readWrite, which it sets
 * while a text field has the focus. Here it stays for radio buttons, too (their arrow keys would else
 * move the cell selection), and everywhere while code is hidden.
 */
export function guard(panel: NotebookPanel): void {
  const node = panel.node;
  const quiet = () =>
    panel.hasClass(HIDING) || !!document.activeElement?.closest('.jp-OutputArea, .shequ-form');
  const keep = () => {
    if (quiet()) {
      panel.content.node.classList.add('jp-mod-readWrite');
    }
  };
  node.addEventListener('focusin', keep);
  node.addEventListener('focusout', keep);
  const stop = (event: Event) => {
    const target = event.target as Element;
    if (panel.hasClass(HIDING) && target.closest('.jp-Cell') && !target.closest('.jp-Editor')) {
      event.stopPropagation();
    }
  };
  node.addEventListener('dblclick', stop, true);
  node.addEventListener('contextmenu', stop, true);
  const enter = (event: KeyboardEvent) => {
    const target = event.target as Element;
    if (node.contains(target) && target.closest?.('.shequ-form')) {
      activate(panel, target);
      keep();
    }
    if (panel.hasClass(HIDING) && node.contains(target)) {
      leaveEditor(event);
    }
    if (
      event.key === 'Enter' &&
      panel.hasClass(HIDING) &&
      target.matches?.('.jp-Cell') &&
      node.contains(target)
    ) {
      event.stopPropagation();
    }
  };
  window.addEventListener('keydown', enter, true);
  panel.disposed.connect(() => window.removeEventListener('keydown', enter, true));
}
