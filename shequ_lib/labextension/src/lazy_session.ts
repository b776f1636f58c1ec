/** A notebook's session that begins when it is asked for, and not when the notebook is opened. */
import type { ISessionContext } from '@jupyterlab/apputils';

const gates = new WeakMap<ISessionContext, () => void>();

/**
 * Hold a session back until `begin`.
 *
 * Its `ready` is not fulfilled before either, so that whatever waits for a kernel (the manager of widgets, say)
 * goes on as usual once there is one. Must be called before the document is there.
 */
export function holdBack(session: ISessionContext): void {
  const initialize = session.initialize.bind(session);
  const gate = new Promise<void>(open => gates.set(session, open));
  session.kernelChanged.connect(() => gates.get(session)?.()); // somebody has started one by hand
  session.initialize = async () => {
    await gate;
    await initialize();
    return false; // JupyterLab asks nobody for a kernel; whoever wanted one says that there is none
  };
  // nor does it tell in an English dialog that one has not started: whoever wanted it says so in its place
  (session as unknown as { _displayKernelError: () => Promise<void> })._displayKernelError = async () => {};
}

/** Let a session begin, and wait until it has. */
export async function begin(session: ISessionContext): Promise<void> {
  gates.get(session)?.();
  await session.initialize();
}
