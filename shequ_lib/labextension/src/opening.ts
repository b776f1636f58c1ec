/** While a page opens its chapter: one calm line instead of parts that appear one by one and push each other about. */
import { PageConfig } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { text } from './texts';

const CLASS = 'shequ-opening';

/** Milliseconds after which the page is shown as it is. */
const PATIENCE = 8_000;

/** Milliseconds after which it is looked again whether all texts stand there. */
const STEP = 30;

/** Show the line, where the address names one notebook; what is below it is not seen until `endOpening`. */
export function beginOpening(): void {
  if (
    PageConfig.getOption('mode') !== 'single-document' ||
    !PageConfig.getOption('treePath').endsWith('.ipynb')
  ) {
    return;
  }
  const line = document.createElement('div');
  line.className = 'shequ-opening-line';
  line.setAttribute('role', 'status');
  line.textContent = text('opening');
  document.documentElement.classList.add(CLASS);
  document.body.append(line);
  window.setTimeout(endOpening, PATIENCE);
}

/** Show the page. */
export function endOpening(): void {
  document.documentElement.classList.remove(CLASS);
  document.querySelector('.shequ-opening-line')?.remove();
}

/** Show the page when all texts of its chapter stand there. */
export async function endOpeningWhenDrawn(panel: NotebookPanel): Promise<void> {
  const isDrawn = () =>
    [...panel.node.querySelectorAll('.jp-MarkdownCell')].every(
      cell => cell.querySelector('.jp-RenderedMarkdown')?.firstChild
    );
  while (!panel.isDisposed && !isDrawn()) {
    await new Promise(done => window.setTimeout(done, STEP));
  }
  endOpening();
}
