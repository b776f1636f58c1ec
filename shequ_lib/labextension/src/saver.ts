/** Saving a course notebook without asking the trainee anything, beside other windows on the same notebook. */
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';

import { answers, otherTexts, otherTextsOf, putAnswers } from './course';
import { text } from './texts';

/** Saving failed; the message is for the trainee. */
export class SaveError extends Error {}

/** What a save has found in the file: answers of another window, or another notebook. */
export interface ISaved {
  /** Answers that another window gave, by exercise; they are in the cells of this one now. */
  others: Map<string, string>;
  /** The document was loaded again, as the rest of the notebook had changed. */
  reloaded: boolean;
}

export class Saver {
  /**
   * @param context the document.
   * @param contents where it is saved.
   * @param put puts an answer into its cell.
   * @param sending is told which answers go to the file, before they go.
   */
  constructor(
    private context: DocumentRegistry.IContext<INotebookModel>,
    private contents: Contents.IManager,
    private put: (exercise: string, source: string) => void,
    private sending: (answers: Map<string, string>) => void
  ) {
    this.remember(context.contentsModel);
    context.saveState.connect((_, state) => {
      if (state === 'completed') {
        this.remember(context.contentsModel); // a menu has saved it
      }
    });
  }

  /** What an answer cell held when the document was read or saved last. */
  lastSaved(exercise: string): string | undefined {
    return this.answersOnDisk.get(exercise);
  }

  /** Call a document clean whose answers are those on disk: outputs alone are not worth a question on closing. */
  forgetOutputs(): void {
    const { model } = this.context;
    const clean = [...answers(model)].every(
      ([exercise, source]) => this.answersOnDisk.get(exercise) === source
    );
    if (clean && otherTexts(model) === this.textsOnDisk) {
      model.dirty = false;
    }
  }

  /**
   * Save the document.
   *
   * Where another window has saved its answers meanwhile, they come into this one; of the same exercise the
   * answer of this window counts if it was changed here. Where the rest of the notebook has changed (a newer
   * chapter), that is loaded, with the answers given here.
   *
   * @throws SaveError
   */
  save(): Promise<ISaved> {
    return alone(`shequ-course save ${this.context.path}`, () => this.saveAlone());
  }

  private async saveAlone(): Promise<ISaved> {
    if (this.context.contentsModel?.writable === false) {
      throw new SaveError(text('readOnly'));
    }
    const others = new Map<string, string>();
    try {
      if (await this.changedOnDisk()) {
        const disk = await this.contents.get(this.context.path, {
          type: 'notebook',
          format: 'json',
          content: true
        });
        const content = disk.content as INotebookContent;
        if (otherTextsOf(content) !== this.textsOnDisk) {
          await this.mergeInto(content);
          return { others, reloaded: true };
        }
        const here = answers(this.context.model);
        for (const [exercise, source] of answersOf(content)) {
          const known = this.answersOnDisk.get(exercise);
          if (source !== known && here.get(exercise) === known) {
            others.set(exercise, source);
            this.put(exercise, source);
          }
        }
      }
    } catch (error) {
      console.warn(error);
      throw error instanceof SaveError ? error : new SaveError(text('offline'));
    }
    try {
      await this.write(this.context.model.toJSON() as INotebookContent);
    } catch (error) {
      console.warn(error);
      throw new SaveError(isFull(error) ? text('diskFull') : text('saveFailed'));
    }
    return { others, reloaded: false };
  }

  /** Write the file, and tell JupyterLab that this was not somebody else. */
  private async write(content: INotebookContent): Promise<void> {
    const { path, model } = this.context;
    const given = answers(model);
    const texts = otherTexts(model);
    this.sending(given);
    const saved = await this.contents.save(path, { type: 'notebook', format: 'json', content });
    const context = this.context as unknown as { _updateContentsModel?: (saved: Contents.IModel) => void };
    context._updateContentsModel?.(saved);
    this.answersOnDisk = given;
    this.textsOnDisk = texts;
    this.mark = await this.markOnDisk().catch(() => null);
    this.forgetOutputs();
  }

  /** The file holds another notebook: it gets the answers of this window, and is loaded again. */
  private async mergeInto(content: INotebookContent): Promise<void> {
    const given = new Map(
      [...answers(this.context.model)].filter(([id, source]) => source !== this.answersOnDisk.get(id))
    );
    if (putAnswers(content, given).length > 0) {
      throw new SaveError(text('replaced'));
    }
    this.sending(given);
    await this.contents.save(this.context.path, { type: 'notebook', format: 'json', content });
    await this.context.revert();
    this.remember(this.context.contentsModel);
  }

  private async changedOnDisk(): Promise<boolean> {
    try {
      const mark = await this.markOnDisk();
      return this.mark !== null && mark !== this.mark;
    } catch (error) {
      if ((error as { response?: Response }).response?.status === 404) {
        return false; // deleted or moved: saving writes it anew
      }
      throw error;
    }
  }

  /** What tells one state of the file from another: its hash, or else when it was changed. */
  private async markOnDisk(): Promise<string | null> {
    const disk = await this.contents.get(this.context.path, { content: false, hash: true });
    return markOf(disk);
  }

  private remember(model: Omit<Contents.IModel, 'content'> | null): void {
    this.mark = model ? markOf(model) : null;
    this.answersOnDisk = answers(this.context.model);
    this.textsOnDisk = otherTexts(this.context.model);
  }

  private mark: string | null = null;
  private answersOnDisk = new Map<string, string>();
  private textsOnDisk = '';
}

function markOf(model: Omit<Contents.IModel, 'content'>): string | null {
  return model.hash ?? (model.last_modified ? String(Date.parse(model.last_modified)) : null);
}

function answersOf(content: INotebookContent): Map<string, string> {
  const found = new Map<string, string>();
  for (const cell of content.cells) {
    const { role, exercise } =
      (cell.metadata.shequ as { role?: string; exercise?: string } | undefined) ?? {};
    if (role === 'answer' && exercise) {
      found.set(exercise, [cell.source].flat().join(''));
    }
  }
  return found;
}

function isFull(error: unknown): boolean {
  return /Errno 28|No space|Quota|quota/.test(String((error as Error)?.message ?? error));
}

/** Do something while no other window of this browser does the same. */
function alone<T>(name: string, action: () => Promise<T>): Promise<T> {
  // outside a secure context (an address of the local network) there is no lock, and two windows are rare
  return navigator.locks ? (navigator.locks.request(name, action) as Promise<T>) : action();
}
