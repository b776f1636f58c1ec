/** One page of the browser holds one chapter, as the address says; JupyterLab would bring back all that were open. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

/**
 * Close every notebook but the one that the address names, or that was opened last.
 *
 * Where JupyterLab shows several documents side by side (its address begins with `lab`), all stay.
 *
 * @param save writes what is not saved yet of a notebook that is about to be closed.
 */
export function keepOne(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  save: (panel: NotebookPanel) => Promise<void>
): void {
  if (PageConfig.getOption('mode') !== 'single-document') {
    return;
  }
  // JupyterLab writes into the history of this page what it brings back for a moment; Back leads to other pages.
  history.pushState = history.replaceState.bind(history);
  const wanted = decodeURIComponent(PageConfig.getOption('treePath'));
  let restored = false;
  const brought = (panel: NotebookPanel) => !restored && wanted && panel.context.path !== wanted;
  tracker.widgetAdded.connect((_, panel) => {
    if (brought(panel)) {
      requestAnimationFrame(() => panel.dispose()); // it is not in its place yet
    }
  });
  tracker.forEach(panel => brought(panel) && panel.dispose());
  void app.restored.then(() => {
    restored = true;
    tracker.currentChanged.connect((_, current) => {
      tracker.forEach(panel => {
        if (current && panel !== current) {
          void save(panel).then(() => panel.dispose());
        }
      });
    });
  });
}
