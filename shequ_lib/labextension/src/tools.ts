/** What a trainee needs of JupyterLab's menus, as buttons above the chapter: handing in and printing. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { Widget } from '@lumino/widgets';

import { text } from './texts';

/**
 * Put the buttons into the toolbar of a chapter.
 *
 * @param save writes what is not saved yet, so that the file that is downloaded holds all answers.
 */
export function addTools(panel: NotebookPanel, contents: Contents.IManager, save: () => Promise<void>): void {
  const download = async () => {
    await save();
    const link = document.createElement('a');
    link.href = await contents.getDownloadUrl(panel.context.path);
    link.download = '';
    link.click();
  };
  panel.toolbar.insertItem(
    0,
    'shequ-download',
    button(text('download'), text('downloadTip'), () => void download())
  );
  panel.toolbar.insertItem(
    1,
    'shequ-print',
    button(text('print'), text('printTip'), () => window.print())
  );
}

function button(label: string, tip: string, act: () => void): Widget {
  const node = document.createElement('button');
  node.type = 'button';
  node.textContent = label;
  node.title = tip;
  node.addEventListener('click', act);
  const widget = new Widget();
  widget.addClass('shequ-switch');
  widget.node.append(node);
  return widget;
}
