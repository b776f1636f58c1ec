/**
 * A server that cannot be reached: on a page of the course each form says whether its answer is kept, and goes on
 * by itself when the server is back. JupyterLab's own dialog would stand in the way of whoever goes on answering.
 */
import { ConnectionLost, IConnectionLost, type JupyterFrontEndPlugin } from '@jupyterlab/application';

const ON_A_COURSE_PAGE = '[class*="shequ-role-"]';

export const connectionLost: JupyterFrontEndPlugin<IConnectionLost> = {
  id: 'shequ-course:connection-lost',
  description: 'Leaves it to the forms of the course to say that the server is away.',
  autoStart: true,
  provides: IConnectionLost,
  activate: () => async (manager, error, translator) => {
    if (!document.querySelector(ON_A_COURSE_PAGE)) {
      await ConnectionLost(manager, error, translator);
    }
  }
};
