/**
 * The table of `view.py`: all communities, sorted by a click on a heading, chosen by a click on a name.
 *
 * All texts come from the kernel, which sorts and adds up:
 *   table   {label, heads: [{key, text, unit}], order: key, falling: bool, sorted: [text for rising, text for falling],
 *            rows: [{id, cells: [text]}], totals: [text], help}
 *   chosen  [id of the row that is on the sliders, id of the row that is compared with]; -1 is none
 * To the kernel: {sort: key} and {choose: id}. The Tab key comes to the headings and to one name; the arrow keys go
 * from name to name.
 */
function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

class Table {
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.at = 0; // the row whose name the Tab key comes to
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

  updateHeads({ heads, order, falling, sorted }) {
    heads.forEach(({ key, text, unit }, number) => {
      this.heads[number] ??= this.buildHead();
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

  buildHead() {
    const cell = html('th', { scope: 'col' }, this.head);
    const head = { cell, button: html('button', { type: 'button' }, cell) };
    head.button.addEventListener('click', () => this.model.send({ sort: head.key }));
    return head;
  }

  updateRow({ id, cells }, number) {
    this.rows[number] ??= this.buildRow(number);
    const row = this.rows[number];
    row.id = id;
    row.button.textContent = cells[0];
    this.fill(row.line, cells.slice(1), 'td', 'td', 1);
  }

  buildRow(number) {
    const line = html('tr', {}, this.body);
    const name = html('th', { scope: 'row' }, line);
    const row = { line, button: html('button', { type: 'button', tabIndex: -1 }, name) };
    row.button.addEventListener('click', () => this.model.send({ choose: row.id }));
    row.button.addEventListener('focus', () => this.stop(number));
    row.button.addEventListener('keydown', event => this.press(event, number));
    return row;
  }

  /** Put texts into the cells of a line from the cell `start` on; figures stand to the right. */
  fill(line, texts, first, others, start = 0) {
    texts.forEach((text, number) => {
      const cell = line.children[start + number] ?? html(number ? others : first, {}, line);
      cell.textContent = text;
      cell.className = this.heads[start + number].cell.className;
    });
    while (line.children.length > start + texts.length) {
      line.lastElementChild.remove();
    }
  }

  press(event, number) {
    const last = this.rows.length - 1;
    const to = { ArrowUp: number - 1, ArrowDown: number + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    this.rows[Math.min(Math.max(to, 0), last)].button.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Let the Tab key come to the name of this row only. */
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
      button.setAttribute('aria-pressed', marks.length > 0);
    });
  }
}

function render({ model, el }) {
  const table = new Table(model, el);
  return () => table.dispose();
}

export default { render };
