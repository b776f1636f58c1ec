/** The two ends of the comm "shequ:exercise": what a form says, and what it is told. */
import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';

export const TARGET = 'shequ:exercise';

/** What a form asks for. `source` undefined: leave the answer cell as it is. */
export interface IRequest {
  exercise: string;
  source?: string;
  check: boolean;
}

export interface IFormHandler {
  /** The present source of an answer cell; undefined if there is no such cell. */
  source(exercise: string): string | undefined;
  /** Carry a request out; the form is told the result through `form`. */
  request(request: IRequest, form: Form): void;
}

/** One open form in the kernel. */
export class Form {
  constructor(private comm: Kernel.IComm) {}

  ready(source: string): void {
    this.send({ type: 'ready', source });
  }

  /** @param source the answer that is saved now; undefined if only what was in its cell already. */
  saved(source: string | undefined): void {
    this.send({ type: 'saved', source: source ?? null });
  }

  failed(message: string): void {
    this.send({ type: 'failed', message });
  }

  private send(data: JSONObject): void {
    try {
      if (!this.comm.isDisposed) {
        this.comm.send(data);
      }
    } catch (error) {
      console.warn(error); // the kernel is gone, and the form with it
    }
  }
}

/** Let forms of this kernel reach the handler. */
export function listen(kernel: Kernel.IKernelConnection, handler: IFormHandler, missing: string): void {
  kernel.registerCommTarget(TARGET, (comm, open) => {
    const opener = (open.parent_header as { session?: string }).session;
    if (opener && opener !== kernel.clientId) {
      return; // a form of another window on the same kernel
    }
    const form = new Form(comm);
    const exercise = String((open.content.data as JSONObject).exercise);
    comm.onMsg = msg => {
      const data = msg.content.data as { type?: string; source?: string; run?: boolean };
      if (data.type === 'answer') {
        handler.request({ exercise, source: String(data.source ?? ''), check: !!data.run }, form);
      } else if (data.type === 'run') {
        handler.request({ exercise, check: true }, form);
      }
    };
    const source = handler.source(exercise);
    if (source === undefined) {
      form.failed(missing);
    } else {
      form.ready(source);
    }
  });
}
