/** What is known of a course notebook: its cells, by the metadata that release wrote (`metadata.shequ`). */
import { Cell, ICellModel } from '@jupyterlab/cells';
import { ICell, INotebookContent } from '@jupyterlab/nbformat';
import { INotebookModel, Notebook } from '@jupyterlab/notebook';

import type { ICourseCell, ICourseNotebook } from './metadata';

/** A notebook is one of the course if it has `metadata.shequ`. */
export function isCourse(model: INotebookModel | null): boolean {
  return !!model && typeof model.getMetadata('shequ') === 'object';
}

/** The course metadata of a cell; empty for a cell that is not of the course. */
export function courseCell(model: ICellModel): ICourseCell {
  return (model.getMetadata('shequ') as ICourseCell | undefined) ?? {};
}

/** The cell of an exercise that has the given role, or null. */
export function findCell(notebook: Notebook, exercise: string, role: string): Cell | null {
  const found = notebook.widgets.find(widget => {
    const cell = courseCell(widget.model);
    return cell.exercise === exercise && cell.role === role;
  });
  return found ?? null;
}

/** Source of every answer cell, by exercise. */
export function answers(model: INotebookModel): Map<string, string> {
  const found = new Map<string, string>();
  for (const cell of model.cells) {
    const { role, exercise } = courseCell(cell);
    if (role === 'answer' && exercise) {
      found.set(exercise, cell.sharedModel.getSource());
    }
  }
  return found;
}

/**
 * Put answers into a notebook read from disk.
 *
 * @returns the exercises for which the notebook has no answer cell.
 */
export function putAnswers(content: INotebookContent, given: Map<string, string>): string[] {
  const missing = new Set(given.keys());
  for (const cell of content.cells as ICell[]) {
    const { role, exercise } = (cell.metadata.shequ as ICourseCell | undefined) ?? {};
    if (role === 'answer' && exercise && given.has(exercise)) {
      cell.source = given.get(exercise)!;
      missing.delete(exercise);
    }
  }
  return [...missing];
}

/** Every text of a notebook but its answers: what a newer release of the chapter changes. */
export function otherTexts(model: INotebookModel): string {
  return JSON.stringify(
    [...model.cells].map(cell => [
      cell.type,
      courseCell(cell).role === 'answer' ? '' : cell.sharedModel.getSource()
    ])
  );
}

/** The same of a notebook read from disk. */
export function otherTextsOf(content: INotebookContent): string {
  return JSON.stringify(
    (content.cells as ICell[]).map(cell => [
      cell.cell_type,
      (cell.metadata.shequ as ICourseCell | undefined)?.role === 'answer' ? '' : [cell.source].flat().join('')
    ])
  );
}

export function notebookMeta(model: INotebookModel | null): ICourseNotebook {
  return (model?.getMetadata('shequ') as ICourseNotebook | undefined) ?? {};
}
