/**
 * The picture of `view.py`: shows a map and its paint, and tells the kernel what to paint.
 *
 * All texts and everything that the rules say come from the kernel.
 */

/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {{ name: string, households: string, row: number, points: Point[] }} Quarter
 * @typedef {[from: Point, to: Point]} Ends of a line
 * @typedef {{ kind: string, ends: Ends }} Edge
 *
 * What stays while a town is drawn.
 * @typedef {{
 *   size: number[], label: string, legend: [kind: string, text: string][],
 *   brushes: string[], eraser: string, brushLabel: string, quarters: Quarter[], edges: Edge[]
 * }} Plan
 *
 * @typedef {{ owners: number[], lines: string[], labels: string[], totals: string[], said: string }} Drawing
 *
 * To the kernel; community 0 takes the paint away.
 * @typedef {{ paint: [quarter: number, community: number] } | { undo: true }} Sent
 *
 * @typedef {{ board: Plan, drawing: Drawing }} Traits
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent>} Model
 * @typedef {Record<'lanes' | 'roads' | 'roadsTop' | 'rivers' | 'bridges', SVGElement>} Layers
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

/**
 * @param {Ends} ends
 * @param {string} className
 * @param {Element} parent
 */
function line([[x1, y1], [x2, y2]], className, parent) {
  return svg('line', { x1, y1, x2, y2, class: className }, parent);
}

/**
 * A road, the river or a lane; a bridge is the river with a short way across.
 *
 * @param {Edge} edge
 * @param {Layers} layers
 */
function drawEdge({ kind, ends }, layers) {
  if (kind === 'lane') {
    line(ends, 'lane', layers.lanes);
  } else if (kind === 'road') {
    line(ends, 'road-side', layers.roads);
    line(ends, 'road', layers.roadsTop);
  } else {
    line(ends, 'river', layers.rivers);
  }
  if (kind === 'bridge') {
    const [[x1, y1], [x2, y2]] = ends;
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
    const [dx, dy] = [((y2 - y1) / length) * 13, ((x1 - x2) / length) * 13];
    /** @type {Ends} */
    const across = [
      [x - dx, y - dy],
      [x + dx, y + dy]
    ];
    line(across, 'bridge-side', layers.bridges);
    line(across, 'bridge', layers.bridges);
  }
}

class Board {
  /** @type {HTMLInputElement[]} */
  radios = [];
  /** @type {HTMLElement[]} */
  totals = [];
  /** @type {Quarter[]} */
  quarters = [];
  /** @type {SVGGElement[]} */
  cells = [];
  /** @type {SVGLineElement[]} */
  lines = [];
  /** @type {SVGGElement[]} */
  badges = [];
  /** @type {SVGTextElement[]} */
  numbers = [];
  ring = svg('polygon', { class: 'ring', 'aria-hidden': 'true' });
  said = html('p', { className: 'said' });

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.brush = 1;
    /** @type {number[]} */
    this.owners = []; // of each quarter, as it is shown
    /** @type {number | null} */
    this.dragging = null; // the community that the pressed mouse paints
    element.classList.add('shequ-draw');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits are ours, not JupyterLab's
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.release = () => {
      this.dragging = null;
    };
    model.on('change:board', this.build);
    model.on('change:drawing', this.update);
    window.addEventListener('pointerup', this.release);
    this.build();
  }

  dispose() {
    this.model.off('change:board', this.build);
    this.model.off('change:drawing', this.update);
    window.removeEventListener('pointerup', this.release);
  }

  build() {
    const board = this.model.get('board');
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren();
    this.buildBrushes(board);
    this.element.append(this.said);
    this.buildMap(board);
    this.buildLegend(board);
    this.update();
    if (focused) {
      this.cells[0]?.focus();
    }
  }

  /** @param {Plan} board */
  buildBrushes({ brushes, eraser, brushLabel }) {
    const group = html('fieldset', {}, this.element);
    html('legend', { textContent: brushLabel }, group);
    const name = `brush-${Math.random().toString(36).slice(2)}`;
    this.brush = Math.min(this.brush, brushes.length);
    this.totals = [];
    this.radios = [eraser, ...brushes].map((text, number) => {
      const chip = html('label', { className: `chip fill-${number}` });
      const radio = html('input', { type: 'radio', name, checked: number === this.brush }, chip);
      radio.addEventListener('change', () => {
        this.brush = number;
      });
      html('span', { textContent: text }, chip);
      this.totals.push(html('small', {}, chip));
      return radio;
    });
    const chips = this.radios.flatMap(({ parentElement }) => parentElement ?? []);
    group.append(...chips.slice(1), ...chips.slice(0, 1));
  }

  /** @param {Plan} board */
  buildMap({ size, label, quarters, edges }) {
    const map = svg('svg', { viewBox: `0 0 ${size.join(' ')}`, role: 'grid', 'aria-label': label });
    this.element.append(map);
    /** @type {Map<number, SVGGElement>} */
    const rows = new Map();
    this.quarters = quarters;
    this.cells = quarters.map((quarter, number) => {
      const { row, points } = quarter;
      const box = rows.get(row) ?? svg('g', { role: 'row' }, map);
      rows.set(row, box);
      const cell = svg('g', { role: 'gridcell', tabindex: number ? -1 : 0 }, box);
      svg('polygon', { points: points.join(' ') }, cell);
      this.listen(cell, number, quarter);
      return cell;
    });
    const layer = () => svg('g', { class: 'layer', 'aria-hidden': 'true' }, map);
    const layers = {
      lanes: layer(),
      roads: layer(),
      roadsTop: layer(),
      rivers: layer(),
      bridges: layer(),
      lines: layer(),
      texts: layer()
    };
    edges.forEach(edge => drawEdge(edge, layers));
    this.lines = edges.map(edge => line(edge.ends, 'line', layers.lines));
    this.badges = [];
    this.numbers = [];
    quarters.forEach(quarter => this.buildTexts(quarter, layers.texts));
    this.ring.removeAttribute('points');
    map.append(this.ring);
  }

  /**
   * @param {Quarter} quarter
   * @param {Element} layer
   */
  buildTexts({ name, households, points }, layer) {
    const x = points.reduce((sum, point) => sum + point[0], 0) / 4;
    const y = points.reduce((sum, point) => sum + point[1], 0) / 4;
    svg('text', { x, y: y - 14, class: 'name' }, layer).textContent = name;
    svg('text', { x, y: y + 9 }, layer).textContent = households;
    const badge = svg('g', {}, layer);
    svg('circle', { cx: x, cy: y + 26, r: 12 }, badge);
    this.badges.push(badge);
    this.numbers.push(svg('text', { x, y: y + 32, class: 'number' }, badge));
  }

  /** @param {Plan} board */
  buildLegend({ legend }) {
    const list = html('ul', { className: 'legend' }, this.element);
    for (const [kind, text] of legend) {
      const item = html('li', {}, list);
      const sample = svg('svg', { viewBox: '0 0 36 20', 'aria-hidden': 'true' }, item);
      const layers = { lanes: sample, roads: sample, roadsTop: sample, rivers: sample, bridges: sample };
      /** @type {Ends} */
      const ends = [
        [0, 10],
        [36, 10]
      ];
      if (['lane', 'road', 'river', 'bridge'].includes(kind)) {
        drawEdge({ kind, ends }, layers);
      } else {
        line(ends, `line ${kind}`, sample);
      }
      item.append(text);
    }
  }

  /**
   * @param {SVGGElement} cell
   * @param {number} number
   * @param {Quarter} quarter
   */
  listen(cell, number, quarter) {
    let painted = false; // the mouse paints when pressed; the click that follows is for fingers and readers
    cell.addEventListener('pointerdown', event => {
      painted = event.pointerType === 'mouse' && event.button === 0;
      if (painted) {
        this.dragging = this.toggled(number);
        this.paint(number, this.dragging);
      }
    });
    cell.addEventListener('pointerenter', event => {
      if (this.dragging !== null && event.buttons & 1) {
        this.paint(number, this.dragging);
      }
    });
    cell.addEventListener('click', () => {
      if (!painted) {
        this.paint(number, this.toggled(number));
      }
      painted = false;
    });
    cell.addEventListener('keydown', event => this.press(event, number));
    cell.addEventListener('focus', () => this.arrive(cell, quarter));
    cell.addEventListener('blur', () => this.ring.removeAttribute('points'));
  }

  /**
   * Paint with the brush; once more takes the paint away.
   *
   * @param {number} number
   */
  toggled(number) {
    return this.owners[number] === this.brush ? 0 : this.brush;
  }

  /**
   * Show the paint at once; what the rules say to it comes from the kernel a moment later.
   *
   * @param {number} number
   * @param {number} community
   */
  paint(number, community) {
    if (this.owners[number] !== community) {
      this.fill(number, community);
      this.model.send({ paint: [number, community] });
    }
  }

  /**
   * @param {number} number
   * @param {number} owner
   */
  fill(number, owner) {
    this.owners[number] = owner;
    this.cells[number]?.setAttribute('class', `fill-${owner}`);
    this.badges[number]?.setAttribute('class', owner ? 'badge' : 'badge none');
    this.numbers[number]?.replaceChildren(owner ? String(owner) : '');
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} number
   */
  press(event, number) {
    const columns = this.quarters.filter(quarter => quarter.row === 0).length;
    const column = number % columns;
    /** @type {Record<string, number>} */
    const steps = {
      ArrowUp: number >= columns ? -columns : 0,
      ArrowDown: number + columns < this.cells.length ? columns : 0,
      ArrowLeft: column > 0 ? -1 : 0,
      ArrowRight: column < columns - 1 ? 1 : 0
    };
    const step = steps[event.key];
    const radio = this.radios[Number(event.key)];
    if ((event.ctrlKey || event.metaKey) && event.key === 'z') {
      this.model.send({ undo: true });
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (step !== undefined) {
      this.cells[number + step]?.focus();
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.paint(number, this.toggled(number));
    } else if (['0', 'Delete', 'Backspace'].includes(event.key)) {
      this.paint(number, 0);
    } else if (radio) {
      this.brush = Number(event.key);
      radio.checked = true;
      this.paint(number, this.brush);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Let the Tab key come to this quarter only.
   *
   * @param {SVGGElement} cell
   * @param {Quarter} quarter
   */
  arrive(cell, { points }) {
    this.cells.forEach(other => other.setAttribute('tabindex', other === cell ? '0' : '-1'));
    if (cell.matches(':focus-visible')) {
      this.ring.setAttribute('points', points.join(' '));
    }
  }

  update() {
    const { owners, lines, labels, totals, said } = this.model.get('drawing');
    if (owners.length !== this.cells.length) {
      return; // the new map is on its way
    }
    owners.forEach((owner, number) => this.fill(number, owner));
    labels.forEach((label, number) => this.cells[number]?.setAttribute('aria-label', label));
    lines.forEach((kind, number) => this.lines[number]?.setAttribute('class', `line ${kind}`));
    totals.forEach((total, number) => this.totals[number]?.replaceChildren(total));
    this.said.textContent = said;
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const board = new Board(model, el);
  return () => board.dispose();
}

export default { render };
