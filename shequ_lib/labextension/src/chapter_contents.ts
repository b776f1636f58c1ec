/** The contents of an open chapter in JupyterLab: made from its cells, beside its text. */
import { MarkdownCell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';

import { ContentsView, IContents, IEntry, ways } from './contents';
import { courseCell, notebookMeta } from './course';
import type { Progress } from './forms';
import { addressOf } from './links';

export class ChapterContents {
  constructor(
    private panel: NotebookPanel,
    private progress: (exercise: string) => Progress
  ) {
    this.view = new ContentsView(this.read(), node => node.scrollIntoView({ block: 'start' }));
    const holder = new Widget({ node: this.view.node });
    Widget.attach(holder, panel.content.node.parentElement ?? panel.node);
    panel.disposed.connect(() => holder.isDisposed || holder.dispose());
    panel.model?.cells.changed.connect(() => this.update());
    this.end();
  }

  /** An answer has changed. */
  refresh(): void {
    this.view.refresh();
  }

  private update(): void {
    this.view.update(this.read());
    this.end();
  }

  /** At the end of a chapter stands the way to the next one. */
  private end(): void {
    const { widgets } = this.panel.content;
    this.ends?.remove();
    this.ends = ways(this.read());
    this.ends.classList.add('shequ-end');
    widgets[widgets.length - 1]?.node.append(this.ends);
  }

  private read(): IContents {
    const meta = notebookMeta(this.panel.model);
    const entries: IEntry[] = [];
    for (const cell of this.panel.content.widgets) {
      const { role, exercise, unscored } = courseCell(cell.model);
      const source = cell.model.sharedModel.getSource();
      if (role === 'question' && exercise) {
        const text = source.match(/^#+\s*(.*?)(（[^（）]*）)?\s*$/m)?.[1] ?? exercise;
        const progress = unscored ? undefined : () => this.progress(exercise);
        entries.push({
          text: text.replace(/^(练习|練習)\s*/, '').replace(' · ', ' '),
          level: 4,
          node: cell.node,
          progress
        });
      } else if (role === 'text' && cell instanceof MarkdownCell) {
        for (const [, marks = '', text = ''] of source.matchAll(/^(#{2,3})\s+(.+)$/gm)) {
          entries.push({ text, level: marks.length, node: cell.node });
        }
      }
    }
    const neighbour = (which?: { chapter: string; title: string }) =>
      which && { title: which.title, href: addressOf(`${which.chapter}.ipynb`, this.panel.context.path) };
    return {
      title: meta.title ?? '',
      entries,
      start: addressOf('00-start.ipynb', this.panel.context.path),
      previous: neighbour(meta.previous),
      next: neighbour(meta.next),
      reference: neighbour(meta.reference)
    };
  }

  private view: ContentsView;
  private ends: HTMLElement | undefined;
}
