/** Course notebooks in JupyterLab, Notebook 7 and JupyterLite. Other notebooks are left alone. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import { isCourse } from './course';
import { CourseDocument } from './document';
import { Note } from './note';
import { CodeSwitch, guard, markCells } from './view';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'shequ-course:plugin',
  description: 'Runs a course notebook on opening, hides its code, writes answers into their cells.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (app: JupyterFrontEnd, tracker: INotebookTracker) => {
    const documents = new Map<NotebookPanel, CourseDocument>();

    const open = async (panel: NotebookPanel): Promise<void> => {
      await panel.context.ready;
      if (panel.isDisposed || !isCourse(panel.context.model)) {
        return;
      }
      markCells(panel);
      guard(panel);
      panel.toolbar.addItem('shequ-code', new CodeSwitch(panel));
      const note = new Note();
      panel.contentHeader.addWidget(note);
      await app.restored; // other extensions, such as the one that shows widgets, must be there first
      const twin = [...documents.keys()].some(other => other.context === panel.context);
      if (panel.isDisposed || twin) {
        return;
      }
      documents.set(panel, new CourseDocument(panel, note, app.serviceManager.contents));
      panel.disposed.connect(() => documents.delete(panel));
    };

    const refresh = (): void => {
      if (tracker.currentWidget) {
        documents.get(tracker.currentWidget)?.refreshBoards();
      }
    };

    tracker.forEach(panel => void open(panel));
    tracker.widgetAdded.connect((_, panel) => void open(panel));
    tracker.currentChanged.connect(refresh);
    document.addEventListener('visibilitychange', () => document.hidden || refresh());
  }
};

export default plugin;
