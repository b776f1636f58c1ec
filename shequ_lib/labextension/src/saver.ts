/** Saving a course notebook without asking the trainee anything. */
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';

import { answers, putAnswers } from './course';
import { TEXT } from './texts';

/** Two times of change closer than this are the same save (milliseconds; as JupyterLab does). */
const CLOCK_MARGIN = 500;

/** Saving failed; the message is for the trainee. */
export class SaveError extends Error {}

export class Saver {
  constructor(
    private context: DocumentRegistry.IContext<INotebookModel>,
    private contents: Contents.IManager
  ) {
    this.remember();
    context.saveState.connect((_, state) => {
      if (state === 'completed') {
        this.remember();
      }
    });
  }

  /** Call a document clean whose texts are those on disk: outputs alone are not worth a question on closing. */
  forgetOutputs(): void {
    if (texts(this.context.model) === this.textsOnDisk) {
      this.context.model.dirty = false;
    }
  }

  /**
   * Save the document.
   *
   * If the file on disk was changed by somebody else (another window, a refreshed chapter), the file on disk
   * gets the answers given in this window, keeps everything else, and is loaded again.
   *
   * @returns true if the document was loaded again, so that its cells must be run again.
   * @throws SaveError
   */
  async save(): Promise<boolean> {
    if (this.context.contentsModel?.writable === false) {
      throw new SaveError(TEXT.readOnly);
    }
    let changed: boolean;
    try {
      changed = await this.changedOnDisk();
    } catch (error) {
      console.warn(error);
      throw new SaveError(TEXT.offline);
    }
    try {
      if (changed) {
        await this.merge();
      } else {
        await this.context.save();
      }
    } catch (error) {
      console.warn(error);
      throw error instanceof SaveError ? error : new SaveError(TEXT.saveFailed);
    }
    return changed;
  }

  private async changedOnDisk(): Promise<boolean> {
    const ours = this.context.contentsModel;
    let disk: Contents.IModel;
    try {
      disk = await this.contents.get(this.context.path, { content: false, hash: true });
    } catch (error) {
      if ((error as { response?: Response }).response?.status === 404) {
        return false; // deleted or moved: saving writes it anew
      }
      throw error;
    }
    if (!ours) {
      return false;
    }
    if (ours.hash && disk.hash) {
      return ours.hash !== disk.hash;
    }
    return Date.parse(disk.last_modified) - Date.parse(ours.last_modified) > CLOCK_MARGIN;
  }

  private async merge(): Promise<void> {
    const { path, model } = this.context;
    const disk = await this.contents.get(path, { type: 'notebook', format: 'json', content: true });
    const content = disk.content as INotebookContent;
    const given = new Map(
      [...answers(model)].filter(([id, source]) => source !== this.answersOnDisk.get(id))
    );
    if (putAnswers(content, given).length > 0) {
      throw new SaveError(TEXT.replaced);
    }
    await this.contents.save(path, { type: 'notebook', format: 'json', content });
    await this.context.revert();
    this.remember();
  }

  private remember(): void {
    this.answersOnDisk = answers(this.context.model);
    this.textsOnDisk = texts(this.context.model);
  }

  /** What this window last saw on disk. */
  private answersOnDisk = new Map<string, string>();
  private textsOnDisk = '';
}

/** Everything in the notebook that a person can have written. */
function texts(model: INotebookModel): string {
  return JSON.stringify([...model.cells].map(cell => [cell.type, cell.sharedModel.getSource()]));
}
