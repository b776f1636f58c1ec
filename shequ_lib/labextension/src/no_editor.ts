/**
 * In place of the code editors of hidden cells: nothing.
 *
 * A chapter has about a hundred cells whose code or source nobody sees, and making an editor for each of them is
 * what opening a chapter in a browser takes longest for. Everything but typing goes through a cell's model, so a
 * cell does without.
 */
import type { ICellModel } from '@jupyterlab/cells';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ISignal, Signal } from '@lumino/signaling';

import { isCode } from './answers';
import { courseCell } from './course';

/** Make no editors from now on for cells that are hidden with their code. */
export function skipHiddenEditors(factory: NotebookPanel.IContentFactory): void {
  const original = factory.editorFactory;
  Object.defineProperty(factory, 'editorFactory', {
    value: (options: CodeEditor.IOptions) =>
      isHidden(options.model) ? new NoEditor(options) : original(options)
  });
}

function isHidden(model: CodeEditor.IModel): boolean {
  const { role, kind } = courseCell(model as ICellModel);
  return !!role && role !== 'code' && !(role === 'answer' && isCode(kind));
}

class NoEditor implements CodeEditor.IEditor {
  constructor({ host, model, uuid }: CodeEditor.IOptions) {
    this.host = host;
    this.model = model;
    this.uuid = uuid ?? '';
  }

  readonly host: HTMLElement;
  readonly model: CodeEditor.IModel;
  readonly edgeRequested: ISignal<CodeEditor.IEditor, CodeEditor.EdgeLocation> = new Signal(this);
  readonly lineHeight = 0;
  readonly charWidth = 0;
  uuid: string;
  isDisposed = false;

  dispose(): void {
    this.isDisposed = true;
    Signal.clearData(this);
  }

  private get text(): string {
    return this.model.sharedModel.getSource();
  }

  get lineCount(): number {
    return this.text.split('\n').length;
  }

  getLine(line: number): string | undefined {
    return this.text.split('\n')[line];
  }

  getOption(option: string): unknown {
    return option === 'readOnly' ? true : undefined;
  }

  getOffsetAt = (): number => 0;
  getPositionAt = (): CodeEditor.IPosition => START;
  getCursorPosition = (): CodeEditor.IPosition => START;
  getSelection = (): CodeEditor.IRange => ({ start: START, end: START });
  getSelections = (): CodeEditor.IRange[] => [this.getSelection()];
  getCoordinateForPosition = (): null => null;
  getPositionForCoordinate = (): null => null;
  getTokens = (): CodeEditor.IToken[] => [];
  getTokenAt = (): CodeEditor.IToken => ({ value: '', offset: 0 });
  getTokenAtCursor = (): CodeEditor.IToken => this.getTokenAt();
  hasFocus = (): boolean => false;
  setOption = nothing;
  setOptions = nothing;
  setBaseOptions = nothing;
  setCursorPosition = nothing;
  setSelection = nothing;
  setSelections = nothing;
  injectExtension = nothing;
  undo = nothing;
  redo = nothing;
  clearHistory = nothing;
  focus = nothing;
  blur = nothing;
  revealPosition = nothing;
  revealSelection = nothing;
  newIndentedLine = nothing;
}

const START: CodeEditor.IPosition = { line: 0, column: 0 };

function nothing(): void {
  // there is nothing to do it to
}
