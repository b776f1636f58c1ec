/** Course notebooks in JupyterLab, Notebook 7 and JupyterLite. Other notebooks are left alone. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { CommsOverSubshells } from '@jupyterlab/services';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';

import { showAsPage } from './as_page';
import { connectionLost } from './connection_lost';
import { isCourse, notebookMeta } from './course';
import { CourseDocument } from './document';
import { begin, holdBack } from './lazy_session';
import { skipHiddenEditors } from './no_editor';
import { Note } from './note';
import { memoryState } from './memory_state';
import { keepOne } from './one_page';
import { beginOpening, endOpening, endOpeningWhenDrawn } from './opening';
import { site } from './site';
import { speak } from './texts';
import { addTools } from './tools';
import { CodeSwitch, guard, markCells, showsCode } from './view';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'shequ-course:plugin',
  description:
    'Draws the forms of the course, keeps their answers, hides code, asks Python when it is needed.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [NotebookPanel.IContentFactory],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    contentFactory: NotebookPanel.IContentFactory | null
  ) => {
    // A page that is loaded again would send moves of a game to a subshell that the page before takes away with it.
    app.serviceManager.kernels.commsOverSubshells = CommsOverSubshells.Disabled;
    if (contentFactory && !showsCode()) {
      skipHiddenEditors(contentFactory);
    }
    if (!site()) {
      beginOpening();
    }
    const documents = new Map<NotebookPanel, CourseDocument>();

    const open = async (panel: NotebookPanel): Promise<void> => {
      holdBack(panel.sessionContext); // a chapter is read and answered without a kernel
      await panel.context.ready;
      const here = site();
      if (panel.isDisposed) {
        return;
      }
      if (!isCourse(panel.context.model)) {
        endOpening();
        await begin(panel.sessionContext);
        return;
      }
      const { title, script } = notebookMeta(panel.context.model);
      speak(script === 'hant' ? 'hant' : 'hans');
      showAsPage(app.shell, title);
      markCells(panel);
      guard(panel);
      const codeSwitch = new CodeSwitch(panel);
      if (here) {
        // the page has a head of its own
        panel.toolbar.hide();
        Widget.attach(codeSwitch, here.tools);
      } else {
        panel.toolbar.addItem('shequ-code', codeSwitch);
      }
      const note = new Note();
      panel.contentHeader.addWidget(note);
      const twin = [...documents.keys()].some(other => other.context === panel.context);
      if (!twin) {
        const course = new CourseDocument(panel, note, app.serviceManager.contents);
        documents.set(panel, course);
        panel.disposed.connect(() => documents.delete(panel));
        if (!here) {
          addTools(panel, app.serviceManager.contents, () => course.saveAll());
        }
        // nothing is pushed about later
        void course.begins.then(() => (here ? here.shown(panel.node, course) : endOpeningWhenDrawn(panel)));
      }
    };

    const refresh = (): void => {
      if (tracker.currentWidget) {
        documents.get(tracker.currentWidget)?.refreshBoards();
      }
    };

    if (!site()) {
      keepOne(app, tracker, async panel => documents.get(panel)?.saveAll());
    }
    tracker.forEach(panel => void open(panel));
    tracker.widgetAdded.connect((_, panel) => void open(panel));
    tracker.currentChanged.connect(refresh);
    document.addEventListener('visibilitychange', () => document.hidden || refresh());
  }
};

export default [plugin, connectionLost, ...memoryState()];
