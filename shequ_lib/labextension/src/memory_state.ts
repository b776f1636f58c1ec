/**
 * What JupyterLab remembers of its windows, kept in memory only.
 *
 * A page shows the one chapter that its address names, so there is nothing to bring back; and JupyterLab's own
 * store makes each page wait for half a second until it is written.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import { IStateDB, StateDB } from '@jupyterlab/statedb';

const ORIGINAL = '@jupyterlab/apputils-extension:state';

const plugin: JupyterFrontEndPlugin<IStateDB> = {
  id: 'shequ-course:memory-state',
  description: 'Keeps the state of the windows in memory.',
  autoStart: true,
  provides: IStateDB,
  activate: () => new StateDB()
};

/** The plugin, where the settings of this page have taken JupyterLab's own away. */
export function memoryState(): JupyterFrontEndPlugin<IStateDB>[] {
  return PageConfig.Extension.isDisabled(ORIGINAL) ? [plugin] : [];
}
