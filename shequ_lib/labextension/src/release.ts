/** A stored copy of a chapter that is older than the site's own gets the new text around its answers. */
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { ICell, INotebookContent } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';

import { courseCell, ICourseCell, isCourse, putAnswers } from './course';
import type { ISite } from './site';

/** How the name of a copy begins that holds what a newer release could not carry over. */
const KEPT = '旧版本';

/**
 * Bring an open document up to date, as `shequ study` does with a file; one that is up to date is left alone.
 *
 * What cannot be carried over (an answer to an exercise that is gone) is kept in a copy, never dropped.
 */
export async function renew(
  context: DocumentRegistry.IContext<INotebookModel>,
  contents: Contents.IManager,
  site: ISite
): Promise<void> {
  const { path, model } = context;
  const release = site.releases[path];
  const ours = model.getMetadata('shequ') as { release?: string } | undefined;
  if (!release || ours?.release === release) {
    return;
  }
  const fresh = await site.fresh(path);
  const old = model.toJSON() as INotebookContent;
  const lost = putAnswers(fresh, given(old));
  if (lost.length > 0 || !isCourse(model)) {
    await setAside(contents, path, old);
  }
  await contents.save(path, { type: 'notebook', format: 'json', content: fresh });
  await context.revert();
}

/** Put in the answers that were given in a page that was left before they were saved. */
export async function recover(
  context: DocumentRegistry.IContext<INotebookModel>,
  site: ISite
): Promise<void> {
  const kept = new Map(Object.entries(site.kept(context.path)));
  for (const cell of context.model.cells) {
    const { role, exercise } = courseCell(cell);
    const source = exercise && kept.get(exercise);
    if (role === 'answer' && source !== undefined && source !== '') {
      cell.sharedModel.setSource(source);
    }
  }
  if (kept.size > 0) {
    await context.save();
    kept.forEach((source, exercise) => site.answered(context.path, exercise, source));
  }
}

/** The answer cells that no longer hold what the release put there, by exercise. */
function given(notebook: INotebookContent): Map<string, string> {
  const found = new Map<string, string>();
  for (const cell of notebook.cells as ICell[]) {
    const { role, exercise, stub } = (cell.metadata.shequ as ICourseCell | undefined) ?? {};
    const source = [cell.source].flat().join('');
    if (role === 'answer' && exercise && !found.has(exercise) && source.trim() !== (stub ?? '').trim()) {
      found.set(exercise, source);
    }
  }
  return found;
}

async function setAside(contents: Contents.IManager, path: string, content: INotebookContent): Promise<void> {
  const stem = path.replace(/\.ipynb$/, '');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  await contents.save(`${KEPT}-${stem}-${stamp}.ipynb`, { type: 'notebook', format: 'json', content });
}
