/** What the start page shows and asks (`grading/study/start_page.py`): how far one is, who one is; no kernel needed. */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import type { PanelLayout } from '@lumino/widgets';
import { Widget } from '@lumino/widgets';
import { html, render } from 'lit-html';

import { courseCell, notebookMeta } from './course';
import { text } from './texts';

/** Milliseconds after a key at which who is learning is noted. */
const PAUSE = 300;

/** Who is learning, and what is said about it. */
interface INoted {
  number: string;
  name: string;
  said: string;
  written: boolean;
}

export class StartPage {
  constructor(private panel: NotebookPanel) {
    this.script = notebookMeta(panel.model).script ?? 'hans';
    this.boards = this.fill('board');
    this.boards.forEach(node => node.classList.add('jp-RenderedHTMLCommon')); // links look like links
    const [asked] = this.fill('trainee');
    if (asked) {
      void this.ask(asked);
    }
    void this.refresh();
  }

  /** Show how far each chapter is by now. */
  async refresh(): Promise<void> {
    for (const node of this.boards) {
      try {
        const { html: board } = (await this.request('board')) as { html: string };
        node.innerHTML = board; // our server's; every text of a notebook in it is escaped
      } catch (error) {
        console.warn(error);
        node.textContent ||= text('noBoard');
      }
    }
  }

  /** Put an element into each cell that has a role. */
  private fill(role: string): HTMLElement[] {
    return this.panel.content.widgets
      .filter(cell => courseCell(cell.model).role === role)
      .map((cell: Cell) => {
        const holder = new Widget();
        holder.addClass('shequ-form-holder');
        (cell.layout as PanelLayout).addWidget(holder);
        return holder.node;
      });
  }

  private async ask(node: HTMLElement): Promise<void> {
    try {
      this.show(node, (await this.request('trainee')) as INoted);
    } catch (error) {
      console.warn(error); // an instructor looks at the page: nobody is asked
    }
  }

  private show(node: HTMLElement, noted: INoted): void {
    const field = (name: 'number' | 'name') => html`
      <label class="shequ-field">
        <span>${text(name)}</span>
        <input type="text" name=${name} .value=${noted[name]} maxlength="60" autocomplete="off" />
      </label>
    `;
    const inner = html`
      <fieldset class="shequ-fields" @input=${() => this.typed(node)}>
        <legend><strong>${text('whoAmI')}</strong></legend>
        ${field('number')} ${field('name')}
      </fieldset>
      <p role="status" class=${noted.written ? '' : 'shequ-problem'}>${noted.said}</p>
    `;
    node.classList.add('shequ-form', 'shequ-form-trainee');
    render(inner, node);
  }

  private typed(node: HTMLElement): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => {
      const value = (name: string) => node.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
      const sent = { number: value('number'), name: value('name') };
      const status = node.querySelector('[role=status]')!;
      try {
        const noted = (await this.request('trainee', JSON.stringify(sent))) as INoted;
        status.textContent = noted.said;
        status.classList.toggle('shequ-problem', !noted.written);
      } catch (error) {
        console.warn(error);
        status.textContent = text('offline');
        status.classList.add('shequ-problem');
        this.timer = window.setTimeout(() => this.typed(node), 10 * PAUSE);
      }
    }, PAUSE);
  }

  private async request(what: string, body?: string): Promise<unknown> {
    const settings = ServerConnection.makeSettings();
    const address = `${settings.baseUrl.replace(/\/?$/, '/')}shequ/start/${what}?script=${this.script}`;
    const init: RequestInit = body === undefined ? { cache: 'no-store' } : { method: 'PUT', body };
    const response = await ServerConnection.makeRequest(address, init, settings);
    if (!response.ok) {
      throw new ServerConnection.ResponseError(response);
    }
    return response.json();
  }

  private script: string;
  private boards: HTMLElement[];
  private timer = 0;
}
