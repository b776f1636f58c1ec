/**
 * The calendar of `view.py`: shows a quarter and what stands on its days, and tells the kernel what to
 * do with a day.
 *
 * All texts and everything that the rules say come from the kernel. Steps are counted through all groups.
 */

/**
 * @typedef {{ number: number, month: number, weekday: number }} Day
 * @typedef {[text: string, kind: string]} Mark
 * @typedef {{ state: string, mark: string, windows: Mark[], placed: Mark[], here: 'true' | 'false', label: string }} Shown
 *
 * What stays while a case is worked on.
 * @typedef {{
 *   label: string, heads: string[], days: Day[], months: string[], listLabel: string,
 *   groups: { name: string, steps: string[] }[],
 *   buttons: [message: 'undo' | 'take' | 'solve' | 'next' | 'all', text: string, tooltip: string][],
 *   legend: [kind: string, sample: string, text: string][]
 * }} Board
 *
 * What stands in the calendar now; `groups` says which are on show, `chain` and `table` are HTML, `answers` says to
 * which message.
 * @typedef {{
 *   chosen: number, groups: boolean[], steps: { line: string, level: string }[], days: Shown[],
 *   said: [level: string, text: string][], chain: string, table: string, answers: [view: string, serial: number]
 * }} Plan
 *
 * To the kernel: a step, a step and a day, or the message of a button; with {view, serial}, by which the plan says
 * what it answers.
 * @typedef {{ choose: number } | { place: [step: number, day: number] } | { take: number }} StepMove
 * @typedef {StepMove | { undo: true } | { solve: true } | { next: true } | { all: true }} Move
 * @typedef {Move & { view: string, serial: number }} Sent
 *
 * From the kernel: a page that goes to the printer.
 * @typedef {{ print?: { title: string, page: string } }} Heard
 *
 * @typedef {{ board: Board, plan: Plan }} Traits
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 */
const WEEK = 7;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {Element | null} parent
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

class Calendar {
  /** @type {{ label: HTMLElement, radio: HTMLInputElement, line: HTMLElement }[]} */
  steps = [];
  /** @type {HTMLElement[]} */
  groups = [];
  /** @type {HTMLElement | undefined} what holds them */
  list;
  /** @type {HTMLButtonElement[]} */
  buttons = [];
  /** @type {Day[]} */
  days = [];
  /** @type {{ cell: HTMLElement, parts: Record<'mark' | 'windows' | 'placed', HTMLElement>, text: string }[]} */
  cells = [];
  said = html('div', { className: 'said' });
  chain = html('div', { className: 'chain' });
  table = html('div', { className: 'table' });
  /** @type {HTMLIFrameElement | null} */
  paper = null;

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.view = Math.random().toString(36).slice(2);
    this.serial = 0; // of the last message
    element.classList.add('shequ-calendar');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // Enter and arrows are ours, not JupyterLab's
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.receive = this.receive.bind(this);
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    new ResizeObserver(() => this.letScroll()).observe(this.said);
    model.on('change:board', this.build);
    model.on('change:plan', this.update);
    model.on('msg:custom', this.receive);
    this.build();
  }

  dispose() {
    this.model.off('change:board', this.build);
    this.model.off('change:plan', this.update);
    this.model.off('msg:custom', this.receive);
  }

  /** @param {Move} content */
  send(content) {
    this.serial += 1;
    this.model.send({ ...content, view: this.view, serial: this.serial });
  }

  build() {
    const board = this.model.get('board');
    const focused = this.element.contains(document.activeElement);
    const button = /** @type {(Element | null)[]} */ (this.buttons).indexOf(document.activeElement);
    this.element.replaceChildren();
    const box = html('div', { className: 'box' }, this.element);
    this.buildList(board, box);
    this.buildButtons(board, box);
    const stage = html('div', { className: 'stage' }, box);
    stage.append(this.said);
    const main = html('div', { className: 'main' }, stage);
    this.buildGrid(board, main);
    this.buildLegend(board, main);
    box.append(this.chain, this.table);
    this.update();
    if (focused) {
      (this.buttons[button] ?? this.cells[0]?.cell)?.focus();
    }
  }

  /**
   * @param {Board} board
   * @param {Element} box
   */
  buildList({ groups, listLabel }, box) {
    const list = html('fieldset', {}, box);
    html('legend', { textContent: listLabel }, list);
    this.list = list;
    const name = `step-${this.view}`;
    this.steps = [];
    this.groups = [];
    for (const { name: title, steps } of groups) {
      const group = html('div', { className: 'group' }, list);
      group.setAttribute('role', 'group');
      group.setAttribute('aria-label', title);
      html('strong', { textContent: title }, group);
      this.groups.push(group);
      for (const text of steps) {
        const number = this.steps.length;
        const label = html('label', {}, group);
        const radio = html('input', { type: 'radio', name }, label);
        radio.addEventListener('change', () => this.send({ choose: number }));
        html('span', { textContent: text }, label);
        this.steps.push({ label, radio, line: html('small', {}, label) });
      }
    }
  }

  /**
   * @param {Board} board
   * @param {Element} box
   */
  buildButtons({ buttons }, box) {
    const row = html('div', { className: 'buttons' }, box);
    this.buttons = buttons.map(([message, textContent, title]) => {
      const button = html('button', { type: 'button', className: 'jupyter-button', textContent, title }, row);
      button.dataset.message = message;
      button.addEventListener('click', () => {
        this.send(message === 'take' ? { take: this.chosen() } : /** @type {Move} */ ({ [message]: true }));
      });
      return button;
    });
  }

  /**
   * @param {Board} board
   * @param {Element} main
   */
  buildGrid({ label, heads, days, months }, main) {
    const grid = html('div', { className: 'grid' }, main);
    grid.setAttribute('role', 'grid');
    grid.setAttribute('aria-label', label);
    const head = this.row(grid);
    head.classList.add('heads');
    html('span', {}, head).setAttribute('role', 'presentation');
    for (const textContent of heads) {
      html('span', { textContent }, head).setAttribute('role', 'columnheader');
    }
    this.days = days;
    this.cells = [];
    /** @type {HTMLElement | null} */
    let row = null;
    days.forEach((day, place) => {
      const { number, month, weekday } = day;
      if (row === null || weekday === 0) {
        row = this.row(grid);
        const next = place === 0 || days[Math.max(place - WEEK, 0)]?.month !== month;
        const side = html('span', { className: 'month', textContent: next ? months[month] : '' }, row);
        side.setAttribute('role', next ? 'rowheader' : 'presentation');
        for (let blank = place === 0 ? weekday : 0; blank > 0; blank -= 1) {
          html('span', { className: 'blank' }, row).setAttribute('role', 'presentation');
        }
      }
      const cell = html('div', { className: 'day', tabIndex: place ? -1 : 0 }, row);
      cell.setAttribute('role', 'gridcell');
      cell.classList.toggle('even', month % 2 === 1);
      cell.classList.toggle('top', number <= WEEK && place >= WEEK);
      cell.classList.toggle('left', number === 1 && weekday > 0);
      const first = html('span', { className: 'first' }, cell);
      html('span', { className: 'number', textContent: String(number) }, first);
      const parts = {
        mark: html('span', { className: 'mark' }, first),
        windows: html('span', { className: 'windows' }, cell),
        placed: html('span', { className: 'placed' }, cell)
      };
      this.listen(cell, place, day);
      this.cells.push({ cell, parts, text: '' });
    });
  }

  /** @param {Element} grid */
  row(grid) {
    const row = html('div', { className: 'week' }, grid);
    row.setAttribute('role', 'row');
    return row;
  }

  /**
   * @param {Board} board
   * @param {Element} main
   */
  buildLegend({ legend }, main) {
    const list = html('ul', { className: 'legend' }, main);
    for (const [kind, sample, text] of legend) {
      const item = html('li', {}, list);
      html('span', { className: `sample ${kind}`, textContent: sample }, item).setAttribute(
        'aria-hidden',
        'true'
      );
      item.append(text);
    }
  }

  /**
   * @param {HTMLElement} cell
   * @param {number} place
   * @param {Day} day
   */
  listen(cell, place, day) {
    cell.addEventListener('click', event => {
      if (event.detail < 2) {
        this.place(place); // the second click of a double click says nothing new
      }
    });
    cell.addEventListener('keydown', event => this.press(event, place, day));
    cell.addEventListener('focus', () => this.arrive(place));
  }

  chosen() {
    return this.steps.findIndex(({ radio }) => radio.checked);
  }

  /** @param {number} place */
  place(place) {
    this.send({ place: [this.chosen(), place] });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} place
   * @param {Day} day
   */
  press(event, place, day) {
    const { weekday } = day;
    const last = this.days.length - 1;
    const control = event.ctrlKey || event.metaKey;
    /** @type {Record<string, number | undefined>} */
    const goals = {
      ArrowLeft: place - 1,
      ArrowRight: place + 1,
      ArrowUp: place - WEEK,
      ArrowDown: place + WEEK,
      Home: control ? 0 : Math.max(place - weekday, 0),
      End: control ? last : Math.min(place + WEEK - 1 - weekday, last),
      PageUp: this.monthAway(day, -1),
      PageDown: this.monthAway(day, 1)
    };
    if (control && event.key === 'z') {
      this.send({ undo: true });
    } else if (event.altKey || (control && !['Home', 'End'].includes(event.key))) {
      return;
    } else if (event.key in goals) {
      this.cells[goals[event.key] ?? -1]?.cell.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.place(place);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.send({ take: this.chosen() });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * The same day of another month, or its last one; nothing if the calendar has no such month.
   *
   * @param {Day} day
   * @param {number} months
   * @returns {number | undefined}
   */
  monthAway({ month, number }, months) {
    const there = this.days.flatMap((day, other) => (day.month === month + months ? [other] : []));
    return there[Math.min(number, there.length) - 1];
  }

  /**
   * Let the Tab key come to this day only.
   *
   * @param {number} place
   */
  arrive(place) {
    this.cells.forEach(({ cell }, other) => {
      cell.tabIndex = other === place ? 0 : -1;
    });
  }

  update() {
    const { chosen, groups, steps, days, said, chain, table, answers } = this.model.get('plan');
    if (days.length !== this.cells.length || steps.length !== this.steps.length) {
      return; // the new board is on its way
    }
    const [view, serial] = answers;
    const latest = view !== this.view || serial === this.serial; // else a person has gone on meanwhile
    steps.forEach(({ line, level }, number) => {
      const step = this.steps[number];
      if (step) {
        step.line.textContent = line;
        step.label.className = level;
        step.radio.checked = latest ? number === chosen : step.radio.checked;
      }
    });
    this.showGroups(groups);
    days.forEach((day, place) => this.show(day, place));
    this.said.replaceChildren(
      ...said.map(([className, textContent]) => html('p', { className, textContent }))
    );
    this.said.scrollTop = 0;
    this.letScroll();
    this.chain.innerHTML = chain;
    this.table.innerHTML = table;
  }

  /**
   * Show the meetings that have their turn; when all have, the button that asks for the rest goes.
   *
   * @param {boolean[]} shown
   */
  showGroups(shown) {
    this.groups.forEach((group, place) => {
      group.hidden = !shown[place];
    });
    this.list?.style.setProperty('--groups', String(shown.filter(Boolean).length));
    const rest = this.buttons.find(({ dataset }) => dataset.message === 'all');
    if (rest) {
      const focused = rest === document.activeElement;
      rest.hidden = shown.every(Boolean);
      if (focused && rest.hidden) {
        this.steps[Math.max(this.chosen(), 0)]?.radio.focus();
      }
    }
  }

  /** What is longer than its box is scrolled by keyboard, too. */
  letScroll() {
    this.said.tabIndex = this.said.scrollHeight > this.said.clientHeight + 1 ? 0 : -1;
  }

  /**
   * Show a day; most days are as they were.
   *
   * @param {Shown} day
   * @param {number} place
   */
  show(day, place) {
    const text = JSON.stringify(day);
    const shown = this.cells[place];
    if (!shown || shown.text === text) {
      return;
    }
    shown.text = text;
    const { cell, parts } = shown;
    for (const state of ['free', 'hinted', 'closed', 'out']) {
      cell.classList.toggle(state, day.state === state);
    }
    cell.setAttribute('aria-selected', day.here);
    cell.setAttribute('aria-label', day.label);
    parts.mark.textContent = day.mark;
    for (const part of /** @type {const} */ (['windows', 'placed'])) {
      parts[part].replaceChildren(
        ...day[part].map(([textContent, className]) => html('span', { textContent, className }))
      );
    }
  }

  /** @param {Heard} content */
  receive({ print }) {
    if (print !== undefined) {
      this.paper?.remove();
      const { title, page: srcdoc } = print;
      const paper = html('iframe', { className: 'paper', srcdoc, title, tabIndex: -1 }, this.element);
      paper.addEventListener('load', () => paper.contentWindow?.print());
      this.paper = paper;
    }
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const calendar = new Calendar(model, el);
  return () => calendar.dispose();
}

export default { render };
