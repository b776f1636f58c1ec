/**
 * The table of `view.py`: all communities, sorted by a click on a heading, chosen by a click on a name.
 *
 * All texts come from the kernel, which sorts and adds up. The Tab key comes to the headings and to one name; the
 * arrow keys go from name to name.
 */

/**
 * @typedef {{
 *   label: string, heads: { key: string, text: string, unit: string }[], order: string, falling: boolean,
 *   sorted: [rising: string, falling: string], rows: { id: number, cells: string[] }[], totals: string[], help: string
 * }} Content
 *
 * `chosen` are the ids of the row that is on the sliders and of the one that is compared with; -1 is none.
 * @typedef {{ table: Content, chosen: number[] }} Traits
 * @typedef {{ sort: string } | { choose: number }} Sent
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent>} Model
 *
 * @typedef {{ cell: HTMLTableCellElement, button: HTMLButtonElement, key: string }} Head
 * @typedef {{ line: HTMLTableRowElement, button: HTMLButtonElement, id: number }} Row
 */

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

class Table {
  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.at = 0; // the row whose name the Tab key comes to
    /** @type {Row[]} */
    this.rows = []; // of the page, used again and again
    element.classList.add('shequ-district');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // the arrow keys are ours, not JupyterLab's
    this.update = this.update.bind(this);
    this.mark = this.mark.bind(this);
    this.help = html('p', { className: 'help' }, element);
    this.box = html('div', { className: 'shequ-scroll' }, element);
    this.table = html('table', {}, this.box);
    this.head = html('tr', {}, html('thead', {}, this.table));
    this.body = html('tbody', {}, this.table);
    this.foot = html('tr', {}, html('tfoot', {}, this.table));
    /** @type {Head[]} */
    this.heads = [];
    model.on('change:table', this.update);
    model.on('change:chosen', this.mark);
    this.update();
  }

  dispose() {
    this.model.off('change:table', this.update);
    this.model.off('change:chosen', this.mark);
  }

  update() {
    const table = this.model.get('table');
    this.help.textContent = table.help;
    this.table.setAttribute('aria-label', table.label);
    this.updateHeads(table);
    table.rows.forEach((row, number) => this.updateRow(row, number));
    this.rows.splice(table.rows.length).forEach(({ line }) => line.remove());
    this.fill(this.foot, table.totals, 'th', 'td');
    this.stop(Math.min(this.at, this.rows.length - 1));
    this.mark();
  }

  /** @param {Content} table */
  updateHeads({ heads, order, falling, sorted }) {
    heads.forEach(({ key, text, unit }, number) => {
      this.heads[number] ??= this.buildHead(key);
      const head = this.heads[number];
      head.key = key;
      const by = key === order;
      head.button.replaceChildren(text, ...(unit ? [html('small', { textContent: unit })] : []));
      head.button.title = sorted[by && !falling ? 1 : 0];
      head.cell.className = unit ? 'num' : '';
      head.cell.setAttribute('aria-sort', by ? (falling ? 'descending' : 'ascending') : 'none');
    });
    this.heads.splice(heads.length).forEach(({ cell }) => cell.remove());
  }

  /** @param {string} key */
  buildHead(key) {
    const cell = html('th', { scope: 'col' }, this.head);
    const head = { cell, button: html('button', { type: 'button' }, cell), key };
    head.button.addEventListener('click', () => this.model.send({ sort: head.key }));
    return head;
  }

  /**
   * @param {Content['rows'][number]} given
   * @param {number} number
   */
  updateRow({ id, cells: [name = '', ...others] }, number) {
    this.rows[number] ??= this.buildRow(number, id);
    const row = this.rows[number];
    row.id = id;
    row.button.textContent = name;
    this.fill(row.line, others, 'td', 'td', 1);
  }

  /**
   * @param {number} number
   * @param {number} id
   */
  buildRow(number, id) {
    const line = html('tr', {}, this.body);
    const name = html('th', { scope: 'row' }, line);
    const row = { line, button: html('button', { type: 'button', tabIndex: -1 }, name), id };
    row.button.addEventListener('click', () => this.model.send({ choose: row.id }));
    row.button.addEventListener('focus', () => this.stop(number));
    row.button.addEventListener('keydown', event => this.press(event, number));
    return row;
  }

  /**
   * Put texts into the cells of a line from the cell `start` on; figures stand to the right.
   *
   * @param {HTMLTableRowElement} line
   * @param {string[]} texts
   * @param {'td' | 'th'} first
   * @param {'td' | 'th'} others
   */
  fill(line, texts, first, others, start = 0) {
    texts.forEach((text, number) => {
      const cell = line.children[start + number] ?? html(number ? others : first, {}, line);
      cell.textContent = text;
      cell.className = this.heads[start + number]?.cell.className ?? '';
    });
    while (line.children.length > start + texts.length) {
      line.lastElementChild?.remove();
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} number
   */
  press(event, number) {
    const last = this.rows.length - 1;
    const to = { ArrowUp: number - 1, ArrowDown: number + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    this.rows[Math.min(Math.max(to, 0), last)]?.button.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Let the Tab key come to the name of this row only.
   *
   * @param {number} number
   */
  stop(number) {
    this.at = Math.max(number, 0);
    this.rows.forEach(({ button }, other) => {
      button.tabIndex = other === this.at ? 0 : -1;
    });
  }

  mark() {
    const [second, first] = this.model.get('chosen');
    this.rows.forEach(({ id, line, button }) => {
      const marks = [...(id === first ? ['甲'] : []), ...(id === second ? ['乙'] : [])];
      line.classList.toggle('chosen', marks.length > 0);
      button.dataset.mark = marks.join('');
      button.setAttribute('aria-pressed', String(marks.length > 0));
    });
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const table = new Table(model, el);
  return () => table.dispose();
}

export default { render };
