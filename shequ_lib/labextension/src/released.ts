/**
 * What may run by itself when a notebook is opened: the cells of the release, and plain answers.
 *
 * A notebook may be anybody's, and nothing in it vouches for it: not its name, not its metadata, not where it
 * lies. The release comes from the server of `shequ study`, or from the site, which made it themselves.
 */
import { Cell, CodeCell } from '@jupyterlab/cells';
import type { ICell, INotebookContent } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';

import { courseCell } from './course';
import { isCode, readLiteral } from './answers';
import { IFirst, readFirst } from './first';
import type { ICourseCell } from './metadata';
import { site } from './site';

/** What is known of a cell from the release. */
export interface IVerdict {
  /** It may run without anybody having looked at it: it is of the release, and an answer is plain. */
  run: boolean;
  /** How its simulator begins, as the release says; null if it has none. */
  first: IFirst | null;
}

/** The release of an open chapter, or of none if the server or the site has none for it. */
export class Released {
  constructor(content: INotebookContent | null) {
    this.cells = (content?.cells ?? []).map(cell => {
      const { role, exercise, kind, first } = (cell.metadata.shequ as ICourseCell | undefined) ?? {};
      return { isCode: cell.cell_type === 'code', source: sourceOf(cell), role, exercise, kind, first };
    });
  }

  /** Whether there is a release to go by. */
  get isKnown(): boolean {
    return this.cells.length > 0;
  }

  /** Whether the answer to an exercise is code, which runs only when asked for. */
  isCodeAnswer(exercise: string): boolean {
    return isCode(this.answer(exercise)?.kind);
  }

  /** Whether a text may run as the answer to an exercise without anybody having looked at it. */
  isPlainAnswer(exercise: string, source: string): boolean {
    const answer = this.answer(exercise);
    return answer?.source === source || (!isCode(answer?.kind) && !!readLiteral(exercise, source));
  }

  /** Say of each cell of a notebook whether it runs; a cell of the release counts once, and in its order. */
  judge(cells: readonly Cell[]): Map<Cell, IVerdict> {
    const places = inOrder(
      cells.map(cell => {
        const { role, exercise } = courseCell(cell.model);
        return place(cell instanceof CodeCell, role, exercise, cell.model.sharedModel.getSource());
      }),
      this.cells.map(({ isCode, role, exercise, source }) => place(isCode, role, exercise, source))
    );
    return new Map(
      cells.map((cell, i): [Cell, IVerdict] => {
        const released = this.cells[places.get(i) ?? -1];
        if (!released?.isCode) {
          return [cell, { run: false, first: null }];
        }
        const plain =
          released.role !== 'answer' ||
          this.isPlainAnswer(released.exercise ?? '', cell.model.sharedModel.getSource());
        return [cell, { run: plain, first: readFirst(released.first) }];
      })
    );
  }

  private answer(exercise: string): IReleasedCell | undefined {
    return this.cells.find(cell => cell.role === 'answer' && cell.exercise === exercise);
  }

  private cells: IReleasedCell[];
}

interface IReleasedCell {
  isCode: boolean;
  source: string;
  role?: string;
  exercise?: string;
  kind?: string;
  first?: unknown;
}

/** Fetch the release of an open chapter, by the name that the notebook gives itself. */
export async function fetchReleased(model: INotebookModel | null): Promise<Released> {
  const name = (model?.getMetadata('shequ') as { chapter?: unknown } | undefined)?.chapter;
  if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) {
    return new Released(null);
  }
  const path = `${name}.ipynb`;
  const here = site();
  if (here) {
    return new Released(Object.keys(here.releases).includes(path) ? await here.fresh(path) : null);
  }
  const settings = ServerConnection.makeSettings();
  const address = `${settings.baseUrl.replace(/\/?$/, '/')}shequ/release/${path}`;
  const response = await ServerConnection.makeRequest(address, { cache: 'no-store' }, settings);
  return new Released(response.ok ? await response.json() : null);
}

function sourceOf(cell: ICell): string {
  return [cell.source].flat().join('');
}

/** What a cell must share with one of the release: an answer its place, any other cell its text, too. */
function place(isCode: boolean, role = '', exercise = '', source = ''): string {
  return JSON.stringify([isCode, role, exercise, role === 'answer' ? '' : source]);
}

/** Find the longest row of equal texts in two lists: for indices of the first, those of the second. */
function inOrder(ours: string[], theirs: string[]): Map<number, number> {
  const lengths = ours.map(() => new Uint32Array(theirs.length));
  /** How long the row from these places on is; beyond the end of a list there is none. */
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (const [i, row] of [...lengths.entries()].reverse()) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      row[j] =
        ours[i] === theirs[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const found = new Map<number, number>();
  for (let i = 0, j = 0; i < ours.length && j < theirs.length; ) {
    if (ours[i] === theirs[j]) {
      found.set(i++, j++);
    } else if (length(i + 1, j) >= length(i, j + 1)) {
      i++;
    } else {
      j++;
    }
  }
  return found;
}
