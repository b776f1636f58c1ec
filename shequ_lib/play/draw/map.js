/**
 * The page of `view.py`: shows a map, its paint and what the rules say to it, and tells the kernel what to paint.
 *
 * All texts and everything that the rules say come from the kernel.
 */

/**
 * A list to choose from: its label, and the key and name of each option.
 * @typedef {{ label: string, options: [key: string, name: string][] }} Choice
 *
 * What never changes; `style` is HTML, `help` and `remember` are a heading and a text.
 * @typedef {{
 *   style: string, title: string, goal: string, maps: Choice, rules: Choice,
 *   buttons: { key: string, label: string, hint: string }[], help: string[], remember: string[]
 * }} Around
 *
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
 * What is chosen, and what the rules say, which is HTML.
 * @typedef {{ map: string, rule: string, goal: string, verdict: string }} Told
 *
 * To the kernel; community 0 takes the paint away.
 * @typedef {{ paint: [quarter: number, community: number] } | { press: string } | { map: string } | { rule: string }} Sent
 *
 * @typedef {{ around: Around, board: Plan, drawing: Drawing, told: Told }} Traits
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

/** @type {WeakMap<Element, string>} */
const filled = new WeakMap();

/**
 * Put HTML in if it is another, so that what is read aloud is read once.
 *
 * @param {Element} into
 * @param {string} text
 */
function put(into, text) {
  if (filled.get(into) !== text) {
    into.innerHTML = text;
    filled.set(into, text);
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
  brushes = html('div');
  said = html('p', { className: 'said' });
  place = html('div');
  legend = html('div');
  goal = html('div');
  verdict = html('div', { className: 'shequ-draw-verdict' });

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.brush = 1;
    /** @type {number[]} */
    this.owners = []; // of each quarter, as it is shown
    /** @type {number | null} */
    this.dragging = null; // the community that the pressed mouse paints
    this.root = html('section', { className: 'shequ-draw' }, element);
    this.root.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits are ours, not JupyterLab's
    this.root.addEventListener('keydown', event => {
      if (!(event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab')) {
        event.stopPropagation();
      }
    });
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.tell = this.tell.bind(this);
    this.release = () => {
      this.dragging = null;
    };
    model.on('change:board', this.build);
    model.on('change:drawing', this.update);
    model.on('change:told', this.tell);
    window.addEventListener('pointerup', this.release);
    const { map, rule } = this.surround(model.get('around'));
    this.map = map;
    this.rule = rule;
    this.build();
    this.tell();
  }

  dispose() {
    this.model.off('change:board', this.build);
    this.model.off('change:drawing', this.update);
    this.model.off('change:told', this.tell);
    window.removeEventListener('pointerup', this.release);
  }

  /**
   * Put up what stays.
   *
   * @param {Around} around
   * @returns the lists of maps and of rules.
   */
  surround({ style, title, goal, maps, rules, buttons, help, remember }) {
    html('div', { hidden: true, innerHTML: style }, this.root);
    const id = `shequ-draw-${Math.random().toString(36).slice(2)}`;
    html('h3', { textContent: title, id }, this.root);
    this.root.setAttribute('aria-labelledby', id);
    html('p', { textContent: goal }, this.root);
    const chosen = html('div', { className: 'shequ-draw-row' }, this.root);
    const map = this.choice(maps, chosen);
    const rule = this.choice(rules, chosen);
    map.addEventListener('change', () => this.model.send({ map: map.value }));
    rule.addEventListener('change', () => this.model.send({ rule: rule.value }));
    this.root.append(this.goal);
    const sides = html('div', { className: 'shequ-draw-sides' }, this.root);
    const picture = html('div', { className: 'shequ-draw-picture' }, sides);
    const tools = html('div', { className: 'shequ-draw-row' });
    picture.append(this.brushes, this.said, this.place, this.legend, tools);
    sides.append(this.verdict);
    for (const { key, label, hint } of buttons) {
      const button = html('button', { type: 'button', textContent: label, title: hint }, tools);
      button.addEventListener('click', () => this.model.send({ press: key }));
    }
    const [how = '', told = ''] = help;
    const fold = html('details', {}, this.root);
    html('summary', { textContent: how }, fold);
    html('p', { textContent: told }, fold);
    const [word = '', line = ''] = remember;
    const takeaway = html('p', { className: 'shequ-takeaway' }, this.root);
    html('strong', { textContent: word }, takeaway);
    takeaway.append(` ${line}`);
    return { map, rule };
  }

  /**
   * @param {Choice} choice
   * @param {Element} parent
   */
  choice({ label, options }, parent) {
    const box = html('label', { textContent: label }, parent);
    const list = html('select', {}, box);
    for (const [value, textContent] of options) {
      html('option', { value, textContent }, list);
    }
    return list;
  }

  tell() {
    const { map, rule, goal, verdict } = this.model.get('told');
    this.map.value = map;
    this.rule.value = rule;
    put(this.goal, goal);
    put(this.verdict, verdict);
  }

  build() {
    const board = this.model.get('board');
    const focused = this.place.contains(document.activeElement);
    this.buildBrushes(board);
    this.buildMap(board);
    this.buildLegend(board);
    this.update();
    if (focused) {
      this.cells[0]?.focus();
    }
  }

  /** @param {Plan} board */
  buildBrushes({ brushes, eraser, brushLabel }) {
    const group = html('fieldset');
    this.brushes.replaceChildren(group);
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
    this.place.replaceChildren(map);
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
    const list = html('ul', { className: 'legend' });
    this.legend.replaceChildren(list);
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
      this.model.send({ press: 'undo' });
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
