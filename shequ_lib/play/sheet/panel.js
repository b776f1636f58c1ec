/**
 * The sliders and charts of `view.py`: shows the figures of a community and what follows from them, and tells
 * the kernel what a hand does to them.
 *
 * All texts and everything that the rules say come from the kernel, what has changed in one message for each move:
 *   board  {rows: [{key, label, unit, end, step, marks: [int], slider, marked}], party: {key, label, options: [text]},
 *           station: {key, label, unit}, flags: [{key, label}]}
 *   state  {seq, values: {key: value}, hints: {key: text}, crossed: key, problems: {key: text}, other: {key: int}}
 *   sums, crossing, next, posts, money, rooms  HTML: the totals, the threshold just crossed, the next one, the charts
 *   rules  HTML: the style rules of the charts, which stay the same
 * To the kernel: {seq, set: [[key, value, done], …]}; it answers each with a state of the same seq. Only one
 * message is under way at a time: what a hand does meanwhile waits, the latest of each figure, so that a slow
 * kernel never lags behind the hand by more than one answer. From the kernel: {focus: true}.
 */
const IDLE = 700; // milliseconds after the last key typed into a field; the Enter key does not wait

function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

let count = 0;
const CHARTS = ['posts', 'money', 'rooms'];
const PARTS = ['rules', 'sums', 'crossing', 'next', ...CHARTS];

class Panel {
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.seq = 0;
    this.waiting = false; // for the answer to the last message
    this.pending = new Map();
    this.dragging = null; // the key of the slider that the pointer holds
    this.moved = false; // whether the pointer has moved it
    this.timers = new Map();
    element.classList.add('shequ-panel');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits and arrows are ours, not JupyterLab's
    this.update = this.update.bind(this);
    this.receive = this.receive.bind(this);
    this.release = this.release.bind(this);
    this.build(model.get('board'));
    model.on('change:state', this.update);
    this.updates = PARTS.map(part => [`change:${part}`, () => this.fill(part)]);
    this.updates.forEach(([event, fill]) => model.on(event, fill));
    model.on('msg:custom', this.receive);
    window.addEventListener('pointerup', this.release);
    window.addEventListener('pointercancel', this.release);
    PARTS.forEach(part => this.fill(part));
    this.update();
  }

  dispose() {
    this.model.off('change:state', this.update);
    this.updates.forEach(([event, fill]) => this.model.off(event, fill));
    this.model.off('msg:custom', this.receive);
    window.removeEventListener('pointerup', this.release);
    window.removeEventListener('pointercancel', this.release);
    this.timers.forEach(clearTimeout);
  }

  build({ rows, party, station, flags }) {
    this.parts = { rules: html('div', { hidden: true }, this.element) };
    this.parts.sums = html('div', { className: 'sums' }, this.element);
    const callout = html('div', { className: 'callout' }, this.element);
    this.parts.crossing = html('div', { className: 'crossing' }, callout);
    this.parts.crossing.setAttribute('role', 'status');
    this.parts.crossing.setAttribute('aria-live', 'polite');
    this.parts.next = html('div', { className: 'next' }, callout);
    const sides = html('div', { className: 'sides' }, this.element);
    const left = html('div', { className: 'left' }, sides);
    const right = html('div', { className: 'right' }, sides);
    CHARTS.forEach(chart => {
      this.parts[chart] = html('div', { className: `chart ${chart}` }, right);
    });
    this.rows = new Map(rows.map(row => [row.key, this.buildRow(row, left)]));
    const choices = html('div', { className: 'choices' }, left);
    const partyLine = html('div', { className: 'line' }, choices);
    const id = `shequ-panel-${++count}`;
    html('label', { htmlFor: id, textContent: party.label }, partyLine);
    this.party = html('select', { id }, partyLine);
    party.options.forEach(text => html('option', { value: text, textContent: text }, this.party));
    this.party.addEventListener('change', () => this.send(party.key, this.party.value, true));
    this.partyKey = party.key;
    this.rows.set(station.key, this.buildStation(station, choices));
    this.flags = flags.map(({ key, label }) => {
      const line = html('label', { className: 'flag' }, choices);
      const box = html('input', { type: 'checkbox' }, line);
      line.append(label);
      box.addEventListener('change', () => this.send(key, box.checked, true));
      return [key, box];
    });
  }

  buildRow({ key, label, unit, end, step, marks, slider, marked }, parent) {
    const id = `shequ-panel-${++count}`;
    const box = html('div', { className: 'figure' }, parent);
    const head = html('div', { className: 'head' }, box);
    html('label', { htmlFor: id, textContent: label }, head);
    const field = this.buildField(key, id, head);
    html('span', { className: 'unit', textContent: unit }, head);
    const track = html('div', { className: 'track' }, box);
    const range = html('input', { type: 'range', min: 0, max: end, step }, track);
    range.setAttribute('aria-label', slider);
    const places = html('div', { className: 'marks', title: marked }, track);
    places.setAttribute('aria-hidden', 'true');
    const ticks = marks.map(value => {
      const tick = html('i', {}, places);
      tick.style.left = `${(100 * value) / end}%`;
      return [value, tick];
    });
    const other = html('b', { textContent: '甲' }, places);
    const hint = html('p', { className: 'hint', id: `${id}-hint` }, box);
    range.setAttribute('aria-describedby', hint.id);
    field.setAttribute('aria-describedby', hint.id);
    range.addEventListener('pointerdown', () => {
      this.dragging = key;
      this.moved = false;
    });
    range.addEventListener('input', () => {
      this.moved = true;
      field.value = range.value;
      this.send(key, Number(range.value), this.dragging !== key);
    });
    return { box, field, range, hint, ticks, other, unit, end };
  }

  /** A field for the exact number: Enter and leaving it send, the arrow keys count by one. */
  buildField(key, id, parent) {
    const field = html('input', { type: 'text', inputMode: 'numeric', id, autocomplete: 'off' }, parent);
    const send = () => {
      clearTimeout(this.timers.get(key));
      if (field.value !== field.sent) {
        field.sent = field.value;
        this.send(key, field.value, true);
      }
    };
    field.addEventListener('change', send);
    field.addEventListener('input', () => {
      clearTimeout(this.timers.get(key));
      this.timers.set(key, setTimeout(send, IDLE));
    });
    field.addEventListener('keydown', event => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === 'Enter') {
        send();
      } else if (by && /^\d+$/.test(field.value)) {
        field.value = Math.max(Number(field.value) + by, 0);
        send();
        event.preventDefault();
      }
    });
    return field;
  }

  buildStation({ key, label, unit }, parent) {
    const id = `shequ-panel-${++count}`;
    const line = html('div', { className: 'line' }, parent);
    html('label', { htmlFor: id, textContent: label }, line);
    const field = this.buildField(key, id, line);
    html('span', { className: 'unit', textContent: unit }, line);
    const hint = html('p', { className: 'hint', id: `${id}-hint` }, parent);
    field.setAttribute('aria-describedby', hint.id);
    return { box: line, field, hint, ticks: [], unit };
  }

  send(key, value, done) {
    this.pending.set(key, [value, done]);
    if (!this.waiting) {
      this.flush();
    }
  }

  flush() {
    const set = [...this.pending].map(([key, [value, done]]) => [key, value, done]);
    this.pending.clear();
    this.waiting = true;
    this.seq += 1;
    this.model.send({ seq: this.seq, set });
  }

  /** The hand lets go of a slider: what it did counts as one move. */
  release() {
    const key = this.dragging;
    this.dragging = null;
    if (key !== null && this.moved) {
      this.send(key, Number(this.rows.get(key).range.value), true);
    }
  }

  receive(content) {
    if (content.focus) {
      const [first] = this.rows.values();
      first.range.focus();
      first.box.scrollIntoView({ block: 'center' });
    }
  }

  fill(part) {
    this.parts[part].innerHTML = this.model.get(part);
  }

  update() {
    const { seq, values, hints, crossed, problems, other } = this.model.get('state');
    this.element.classList.toggle('comparing', Object.keys(other).length > 0);
    this.parts.crossing.classList.toggle('crossed', Boolean(crossed));
    this.rows.forEach((row, key) => {
      const problem = problems[key] ?? '';
      const kept = problem || this.pending.has(key) || this.typing(row);
      this.show(row, values[key], kept, this.dragging === key || this.pending.has(key));
      row.hint.textContent = problem || (hints[key] ?? '');
      row.hint.classList.toggle('problem', Boolean(problem));
      row.field.setAttribute('aria-invalid', Boolean(problem));
      row.box.classList.toggle('crossed', crossed === key);
      if (row.other) {
        row.other.hidden = !(key in other);
        row.other.style.left = `${Math.min((100 * (other[key] ?? 0)) / row.end, 100)}%`;
      }
    });
    if (!this.pending.has(this.partyKey)) {
      this.party.value = values[this.partyKey];
    }
    this.flags.forEach(([key, box]) => {
      box.checked = values[key];
    });
    if (seq >= this.seq) {
      this.waiting = false;
      if (this.pending.size) {
        this.flush();
      }
    }
  }

  /** Whether somebody is typing a number that has not been sent. */
  typing({ field }) {
    return document.activeElement === field && field.value !== field.sent && field.sent !== undefined;
  }

  show({ field, range, ticks, unit }, value, keepField, keepRange) {
    if (!keepField) {
      field.value = value ?? '';
      field.sent = field.value;
    }
    if (range && !keepRange) {
      range.value = value;
      range.setAttribute('aria-valuetext', `${value} ${unit}`);
    }
    ticks.forEach(([mark, tick]) => tick.classList.toggle('passed', value >= mark));
  }
}

function render({ model, el }) {
  const panel = new Panel(model, el);
  return () => panel.dispose();
}

export default { render };
