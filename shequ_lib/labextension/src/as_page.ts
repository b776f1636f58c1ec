/** A chapter as a page of its own: without JupyterLab's logo, file name and menus above it. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Widget } from '@lumino/widgets';

import { text } from './texts';

/** What stands above a document and is of no use to a trainee; a click into the file name would rename the file. */
const ABOVE = new Set(['jp-top-panel', 'jp-menu-panel']);

let observer: MutationObserver | undefined;

/** Hide what stands above a document, and call the page by the chapter's title. */
export function showAsPage(shell: JupyterFrontEnd.IShell, title: string | undefined): void {
  const { collapseTop, menu, layout } = shell as unknown as {
    collapseTop?: () => void;
    menu?: Widget;
    layout?: Iterable<Widget>;
  };
  collapseTop?.call(shell); // Notebook 7 and JupyterLite
  menu?.hide();
  [...(layout ?? [])].filter(widget => ABOVE.has(widget.id)).forEach(widget => widget.hide());
  // JupyterLab's link to what is below stands outside of all that a screen reader lists
  const skip = document.querySelector('.jp-skiplink-wrapper');
  skip?.setAttribute('role', 'navigation');
  skip?.setAttribute('aria-label', text('skipName'));
  if (!title) {
    return;
  }
  const rename = () => {
    if (document.title !== title) {
      document.title = title; // JupyterLab names it by the file, again and again
    }
  };
  rename();
  observer?.disconnect();
  observer = new MutationObserver(rename);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
}
