/**
 * The picture of `view.py`: shows organisations and arrows, and tells the kernel which one is picked.
 *
 * All texts and everything that the rules say come from the kernel.
 */

/**
 * @typedef {[x: number, y: number]} Point
 *
 * An organisation; `steps` says to which one an arrow key leads.
 * @typedef {{ lines: string[], box: number[], kind: string, steps: Record<string, number> }} Body
 * @typedef {{ ends: Point[], heads: Point[][], rows: string[], at: Point, row: number }} Arrow
 * @typedef {{ size: number[], label: string, bodies: Body[], arrows: Arrow[] }} Board
 *
 * `arrows` are their classes; what is marked is picked.
 * @typedef {{ arrows: string[], marks: string[], labels: string[], said: string }} Drawing
 *
 * @typedef {{ pick: number } | { clear: true } | { digit: number }} Sent
 * @typedef {{ focus?: true }} Heard
 *
 * @typedef {{ board: Board, drawing: Drawing }} Traits
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 */
const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {Element | null} parent
 * @returns {SVGElementTagNameMap[Tag]}
 */
function svg(tag, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  parent?.append(element);
  return element;
}

/**
 * Rows of text, one below the other, around the height y.
 *
 * @param {string[]} rows
 * @param {number} x
 * @param {number} y
 * @param {number} height
 * @param {string} className
 * @param {Element} parent
 */
function texts(rows, x, y, height, className, parent) {
  rows.forEach((row, number) => {
    const at = y + (number - (rows.length - 1) / 2) * height;
    svg('text', { x, y: at, dy: '.36em', class: className }, parent).textContent = row;
  });
}

class Picture {
  /** @type {{ cell: SVGGElement, markText: SVGTextElement }[]} */
  cells = [];
  /** @type {SVGGElement[][]} */
  arrows = [];
  said = document.createElement('p');

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.at = 0; // the organisation that the Tab key comes to
    element.classList.add('shequ-relations-map');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits are ours, not JupyterLab's
    this.said.className = 'said';
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.told = (/** @type {Heard} */ message) => {
      if (message.focus) {
        this.cells[this.at].cell.focus({ preventScroll: true });
      }
    };
    model.on('change:board', this.build);
    model.on('change:drawing', this.update);
    model.on('msg:custom', this.told);
    this.build();
  }

  dispose() {
    this.model.off('change:board', this.build);
    this.model.off('change:drawing', this.update);
    this.model.off('msg:custom', this.told);
  }

  build() {
    const { size, label, bodies, arrows } = this.model.get('board');
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren();
    const map = svg('svg', { viewBox: `0 0 ${size.join(' ')}`, role: 'group', 'aria-label': label });
    this.element.append(this.said, map);
    const shafts = svg('g', { 'aria-hidden': 'true' }, map);
    this.cells = bodies.map((body, number) => this.buildBody(body, number, map));
    const words = svg('g', { 'aria-hidden': 'true', class: 'words' }, map);
    this.arrows = arrows.map(arrow => this.buildArrow(arrow, shafts, words));
    this.update();
    if (focused) {
      this.cells[this.at].cell.focus({ preventScroll: true });
    }
  }

  /**
   * @param {Body} body
   * @param {number} number
   * @param {Element} map
   */
  buildBody({ lines, box, kind, steps }, number, map) {
    const [x, y, width, height] = box;
    const cell = svg(
      'g',
      { role: 'button', tabindex: number === this.at ? 0 : -1, class: `body ${kind}` },
      map
    );
    svg('rect', { x, y, width, height, rx: 10 }, cell);
    texts(lines, x + width / 2, y + height / 2, 28, 'name', cell);
    const mark = svg('g', { class: 'mark' }, cell);
    svg('rect', { x: x - 2, y: y - 21, width: 64, height: 26, rx: 13 }, mark);
    const text = svg('text', { x: x + 30, y: y - 8, dy: '.36em' }, mark);
    cell.addEventListener('click', () => {
      this.arrive(number);
      this.model.send({ pick: number });
    });
    cell.addEventListener('keydown', event => this.press(event, number, steps));
    cell.addEventListener('focus', () => this.arrive(number));
    return { cell, markText: text };
  }

  /**
   * @param {Arrow} arrow
   * @param {Element} shafts
   * @param {Element} words
   */
  buildArrow({ ends, heads, rows, at, row }, shafts, words) {
    const shaft = svg('g', {}, shafts);
    const [[x1, y1], [x2, y2]] = ends;
    svg('line', { x1, y1, x2, y2 }, shaft);
    heads.forEach(head => svg('polygon', { points: head.join(' ') }, shaft));
    const word = svg('g', {}, words);
    texts(rows, at[0], at[1], row, 'word', word);
    return [shaft, word];
  }

  /** @param {number} number */
  arrive(number) {
    this.cells[this.at].cell.setAttribute('tabindex', '-1');
    this.cells[number].cell.setAttribute('tabindex', '0');
    this.at = number;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} number
   * @param {Record<string, number>} steps
   */
  press(event, number, steps) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') {
      return;
    }
    event.stopPropagation();
    if (event.key.startsWith('Arrow')) {
      this.cells[steps[event.key] ?? number].cell.focus();
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.model.send({ pick: number });
    } else if (event.key === 'Escape') {
      this.model.send({ clear: true });
    } else if (/^[0-9]$/.test(event.key)) {
      this.model.send({ digit: Number(event.key) });
    } else {
      return;
    }
    event.preventDefault();
  }

  update() {
    const { arrows, marks, labels, said } = this.model.get('drawing');
    this.arrows.forEach((parts, number) => {
      parts.forEach(part => part.setAttribute('class', `arrow ${arrows[number]}`));
    });
    this.cells.forEach(({ cell, markText }, number) => {
      cell.setAttribute('aria-label', labels[number]);
      cell.setAttribute('aria-pressed', String(marks[number] !== ''));
      cell.classList.toggle('chosen', marks[number] !== '');
      markText.textContent = marks[number];
    });
    this.said.textContent = said;
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const picture = new Picture(model, el);
  return () => picture.dispose();
}

export default { render };
