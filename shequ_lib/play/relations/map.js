/**
 * The picture of `view.py`: shows organisations and arrows, and tells the kernel which one is picked.
 *
 * All texts and everything that the rules say come from the kernel:
 *   board    {size, label, bodies: [{lines: [text], box: [x, y, w, h], kind, steps: {ArrowUp: body, …}}],
 *             arrows: [{ends: [[x, y], [x, y]], heads: [[[x, y], …]], rows: [text], at: [x, y], row}]}
 *   drawing  {arrows: [class], marks: [text], labels: [text], said: text}
 * To the kernel: {pick: body}, {clear: true} and {digit: 0…9}. From it: {focus: true}.
 */
const SVG = 'http://www.w3.org/2000/svg';

function svg(tag, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  parent?.append(element);
  return element;
}

/** Rows of text, one below the other, around the height y. */
function texts(rows, x, y, height, className, parent) {
  rows.forEach((row, number) => {
    const at = y + (number - (rows.length - 1) / 2) * height;
    svg('text', { x, y: at, dy: '.36em', class: className }, parent).textContent = row;
  });
}

class Picture {
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.at = 0; // the organisation that the Tab key comes to
    element.classList.add('shequ-relations-map');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits are ours, not JupyterLab's
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.told = message => {
      if (message.focus) {
        this.cells[this.at].focus({ preventScroll: true });
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
    this.said = document.createElement('p');
    this.said.className = 'said';
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    const map = svg('svg', { viewBox: `0 0 ${size.join(' ')}`, role: 'group', 'aria-label': label });
    this.element.append(this.said, map);
    const shafts = svg('g', { 'aria-hidden': 'true' }, map);
    this.cells = bodies.map((body, number) => this.buildBody(body, number, map));
    const words = svg('g', { 'aria-hidden': 'true', class: 'words' }, map);
    this.arrows = arrows.map(arrow => this.buildArrow(arrow, shafts, words));
    this.update();
    if (focused) {
      this.cells[this.at].focus({ preventScroll: true });
    }
  }

  buildBody({ lines, box, kind, steps }, number, map) {
    const [x, y, width, height] = box;
    const cell = svg('g', { role: 'button', tabindex: number === this.at ? 0 : -1, class: `body ${kind}` }, map);
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
    return Object.assign(cell, { markText: text });
  }

  buildArrow({ ends, heads, rows, at, row }, shafts, words) {
    const shaft = svg('g', {}, shafts);
    const [[x1, y1], [x2, y2]] = ends;
    svg('line', { x1, y1, x2, y2 }, shaft);
    heads.forEach(head => svg('polygon', { points: head.join(' ') }, shaft));
    const word = svg('g', {}, words);
    texts(rows, at[0], at[1], row, 'word', word);
    return [shaft, word];
  }

  arrive(number) {
    this.cells[this.at].setAttribute('tabindex', -1);
    this.cells[number].setAttribute('tabindex', 0);
    this.at = number;
  }

  press(event, number, steps) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') {
      return;
    }
    event.stopPropagation();
    if (event.key.startsWith('Arrow')) {
      this.cells[steps[event.key] ?? number].focus();
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
    this.cells.forEach((cell, number) => {
      cell.setAttribute('aria-label', labels[number]);
      cell.setAttribute('aria-pressed', marks[number] !== '');
      cell.classList.toggle('chosen', marks[number] !== '');
      cell.markText.textContent = marks[number];
    });
    this.said.textContent = said;
  }
}

function render({ model, el }) {
  const picture = new Picture(model, el);
  return () => picture.dispose();
}

export default { render };
