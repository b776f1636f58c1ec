/**
 * The contents of a chapter: its headings and exercises, what is answered, what comes next; always within reach.
 *
 * It stands beside the text where there is room, and opens over it by a button where there is not. It knows
 * nothing of JupyterLab.
 */

import { text } from './texts';

/** One line of the contents. */
export interface IEntry {
  text: string;
  /** 2 and 3 for headings, 4 for exercises. */
  level: number;
  /** Where it is. */
  node: HTMLElement;
  /** How far the exercise is; undefined for a heading. */
  progress?: () => 'none' | 'part' | 'whole';
}

/** Another chapter. */
export interface INeighbour {
  title: string;
  href: string;
}

export interface IContents {
  title: string;
  entries: IEntry[];
  start: string;
  previous?: INeighbour;
  next?: INeighbour;
  /** The notebook in which words are looked up. */
  reference?: INeighbour;
}

const SIGNS = { none: '○', part: '◐', whole: '✓' };

export class ContentsView {
  /**
   * @param contents what is listed; `update` lists something else.
   * @param go shows an element at the top of what is in sight.
   */
  constructor(
    contents: IContents,
    private go: (node: HTMLElement) => void
  ) {
    this.node.className = 'shequ-contents';
    this.button.type = 'button';
    this.button.className = 'shequ-contents-button';
    this.button.addEventListener('click', () => this.open(!this.isOpen));
    this.nav.id = `shequ-contents-${++count}`;
    this.nav.setAttribute('aria-label', text('contentsName'));
    this.button.setAttribute('aria-controls', this.nav.id);
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.isOpen) {
        this.open(false);
        this.button.focus();
      }
    });
    this.node.append(this.button, this.nav);
    this.open(false);
    this.update(contents);
  }

  readonly node = document.createElement('div');

  /** List other contents. */
  update(contents: IContents): void {
    this.marks = [];
    const list = document.createElement('ul');
    for (const entry of contents.entries) {
      const line = document.createElement('li');
      const link = document.createElement('button');
      link.type = 'button';
      link.className = `shequ-contents-${entry.level}`;
      link.addEventListener('click', () => this.visit(entry.node));
      if (entry.progress) {
        const sign = document.createElement('span');
        const word = document.createElement('span');
        sign.setAttribute('aria-hidden', 'true');
        sign.className = 'shequ-contents-sign';
        word.className = 'shequ-hidden';
        link.append(sign, entry.text, word);
        this.marks.push({ entry, sign, word, link });
      } else {
        link.append(entry.text);
      }
      line.append(link);
      list.append(line);
    }
    this.nextButton.type = 'button';
    this.nextButton.className = 'shequ-contents-next';
    this.nextButton.onclick = () => this.visitNext();
    this.done.className = 'shequ-contents-done';
    this.nav.replaceChildren(this.done, this.nextButton, list, ways(contents));
    this.refresh();
  }

  /** Look again how far each exercise is. */
  refresh(): void {
    let whole = 0;
    for (const { entry, sign, word, link } of this.marks) {
      const progress = entry.progress!();
      whole += progress === 'whole' ? 1 : 0;
      sign.textContent = SIGNS[progress];
      word.textContent = `（${text(progress)}）`;
      link.dataset.progress = progress;
    }
    const counts = { done: whole, all: this.marks.length };
    const any = counts.all > 0;
    this.done.textContent = any ? text('contentsDone', counts) : '';
    this.button.textContent = any ? text('contentsOpen', counts) : text('contents');
    const rest = any && whole < counts.all;
    this.nextButton.textContent = rest ? text('contentsNext') : text('allAnswered');
    this.nextButton.hidden = !any;
    this.nextButton.disabled = !rest;
  }

  /** Go to the first exercise below what is in sight that is not answered, or else to the first at all. */
  private visitNext(): void {
    const open = this.marks.map(({ entry }) => entry).filter(entry => entry.progress!() !== 'whole');
    const below = open.find(entry => entry.node.getBoundingClientRect().top > 120);
    const target = below ?? open[0];
    if (target) {
      this.visit(target.node);
    }
  }

  private visit(node: HTMLElement): void {
    this.open(false);
    this.go(node);
  }

  private open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.node.classList.toggle('shequ-open', isOpen);
    this.button.setAttribute('aria-expanded', String(isOpen));
  }

  private isOpen = false;
  private button = document.createElement('button');
  private nav = document.createElement('nav');
  private done = document.createElement('p');
  private nextButton = document.createElement('button');
  private marks: { entry: IEntry; sign: HTMLElement; word: HTMLElement; link: HTMLElement }[] = [];
}

let count = 0;

/** The ways to the other chapters, for the contents and for the end of a chapter. */
export function ways(contents: IContents): HTMLElement {
  const box = document.createElement('p');
  box.className = 'shequ-ways';
  const add = (text: string, href: string) => {
    const link = document.createElement('a');
    link.textContent = text;
    link.href = href;
    box.append(link);
  };
  if (contents.previous) {
    add(text('previousChapter', { title: contents.previous.title }), contents.previous.href);
  }
  add(text('allChapters'), contents.start);
  if (contents.reference) {
    add(contents.reference.title, contents.reference.href);
  }
  if (contents.next) {
    add(text('nextChapter', { title: contents.next.title }), contents.next.href);
  }
  return box;
}
