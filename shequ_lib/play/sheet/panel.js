/**
 * The sliders and charts of `view.py`: shows the figures of a community and what follows from them, and tells
 * the kernel what a hand does to them.
 *
 * All texts and everything that the rules say come from the kernel, what has changed in one message for each move.
 * Only one message is under way at a time: what a hand does meanwhile waits, the latest of each figure, so that a
 * slow kernel never lags behind the hand by more than one answer.
 */

/**
 * @typedef {{
 *   key: string, label: string, unit: string, end: number, step: number, marks: number[], slider: string,
 *   marked: string, less: string, more: string
 * }} Figure
 * @typedef {{ key: string, label: string, unit: string }} Station
 * @typedef {{
 *   rows: Figure[], party: { key: string, label: string, options: string[] }, station: Station,
 *   flags: { key: string, label: string }[]
 * }} Board
 *
 * @typedef {number | string | boolean | null} Value a station may have no staff
 * @typedef {{
 *   seq: number, values: Record<string, Value>, hints: Record<string, string>, crossed: string,
 *   problems: Record<string, string>, other: Record<string, number>
 * }} State
 *
 * @typedef {{ key: string, label: string, kind: string, ask?: string, yes?: string, no?: string }} Button one that throws something away asks first
 *
 * What is to be done; `progress` and `told` are HTML, `only` the figures that may be moved (none: all), `bare` that
 * thresholds are to be found out.
 * @typedef {{
 *   turn: number, title: string, progress: string, goal: string, told: string, mode: string, bare: boolean,
 *   only: string[], group: string, buttons: Button[]
 * }} Task
 *
 * HTML: the picture, the totals, the threshold just crossed, the next one, the charts, and the charts' style rules, which stay.
 * @typedef {'place' | 'sums' | 'crossing' | 'next' | 'posts' | 'money' | 'rooms' | 'rules'} Part
 * @typedef {{ board: Board, state: State, task: Task } & Record<Part, string>} Traits
 *
 * To the kernel; it answers each change of figures with a state of the same seq.
 * @typedef {{ seq: number, set: [key: string, value: Value, done: boolean][] }} Changed
 * @typedef {Changed | { press: string, turn: number }} Sent
 *
 * From the kernel: go to the sliders, or print a page.
 * @typedef {{ focus?: true, print?: { title: string, page: string } }} Heard
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 *
 * `sent` is what the field held when it was sent last.
 * @typedef {{ input: HTMLInputElement, sent: string | undefined }} Field
 * @typedef {{ range: HTMLInputElement, other: HTMLElement, end: number, step: number }} Track
 * @typedef {{
 *   box: HTMLElement, field: Field, hint: HTMLElement, ticks: [mark: number, tick: HTMLElement][], unit: string,
 *   track: Track | null
 * }} Row a station has no track
 */
const PAUSE = 400; // milliseconds after a press in which another is the second half of a double one
const WAIT = 4000; // after which a press that nobody has answered may be made again
const IDLE = 700; // milliseconds after the last key typed into a field; the Enter key does not wait

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

// each panel on a page has a script of its own, which knows nothing of the others
const NAME = `shequ-panel-${Math.random().toString(36).slice(2)}`;
let count = 0;
/** @type {Part[]} */
const CHARTS = ['posts', 'money', 'rooms'];
/** @type {Part[]} */
const PARTS = ['rules', 'place', 'sums', 'crossing', 'next', ...CHARTS];

/** @type {WeakMap<Element, string>} */
const filled = new WeakMap();

/**
 * Put HTML in if it is another, so that a live region reads it once.
 *
 * @param {Element} place
 * @param {string} text
 */
function put(place, text) {
  if (filled.get(place) !== text) {
    place.innerHTML = text;
    filled.set(place, text);
  }
}

class Panel {
  /** @type {Map<string, Row>} */
  rows = new Map();
  /** @type {[key: string, box: HTMLInputElement][]} */
  flags = [];
  body = html('div', { className: 'body' });
  head = html('h3');
  progress = html('div', { className: 'way' });
  goal = html('p', { className: 'goal' });
  told = html('div', { className: 'told' });
  buttons = html('div', { className: 'buttons' });
  drawn = ''; // the buttons that are there
  turn = -1;
  /** @type {number | undefined} the turn that was answered, until the kernel says more */
  asked;
  sentAt = 0;
  /** @type {HTMLIFrameElement | undefined} */
  printer;
  party = html('select');
  partyKey = '';
  partyLine = html('div');
  choices = html('div');
  /** @type {Record<Part, HTMLElement>} */
  parts = {
    rules: html('div', { hidden: true }),
    place: html('div', { className: 'place' }),
    sums: html('div', { className: 'sums' }),
    crossing: html('div', { className: 'crossing' }),
    next: html('div', { className: 'next' }),
    posts: html('div', { className: 'chart posts' }),
    money: html('div', { className: 'chart money' }),
    rooms: html('div', { className: 'chart rooms' })
  };

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.seq = 0;
    this.waiting = false; // for the answer to the last message
    /** @type {Map<string, [value: Value, done: boolean]>} */
    this.pending = new Map();
    /** @type {string | null} */
    this.dragging = null; // the key of the slider that the pointer holds
    this.moved = false; // whether the pointer has moved it
    /** @type {Map<string, ReturnType<typeof setTimeout>>} */
    this.timers = new Map();
    element.classList.add('shequ-panel');
    this.buttons.addEventListener('mousedown', event => {
      if (this.settling) {
        event.preventDefault(); // a second click does not take the focus away
      }
    });
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // digits and arrows are ours, not JupyterLab's
    this.update = this.update.bind(this);
    this.updateTask = this.updateTask.bind(this);
    this.receive = this.receive.bind(this);
    this.release = this.release.bind(this);
    this.build(model.get('board'));
    model.on('change:state', this.update);
    model.on('change:task', this.updateTask);
    this.updates = PARTS.map(part => {
      /** @type {[event: `change:${Part}`, fill: () => void]} */
      const update = [`change:${part}`, () => this.fill(part)];
      return update;
    });
    this.updates.forEach(([event, fill]) => model.on(event, fill));
    model.on('msg:custom', this.receive);
    window.addEventListener('pointerup', this.release);
    window.addEventListener('pointercancel', this.release);
    PARTS.forEach(part => this.fill(part));
    this.updateTask();
    this.update();
  }

  dispose() {
    this.model.off('change:state', this.update);
    this.model.off('change:task', this.updateTask);
    clearTimeout(this.settlingTimer);
    this.updates.forEach(([event, fill]) => this.model.off(event, fill));
    this.model.off('msg:custom', this.receive);
    window.removeEventListener('pointerup', this.release);
    window.removeEventListener('pointercancel', this.release);
    this.timers.forEach(timer => clearTimeout(timer));
  }

  /** @param {Board} board */
  build({ rows, party, station, flags }) {
    this.element.append(this.parts.rules, this.body);
    const task = html('div', { className: 'task' }, this.body);
    task.append(this.head, this.progress, this.goal, this.parts.place);
    this.body.append(this.parts.sums);
    const sides = html('div', { className: 'sides' }, this.body);
    const after = html('div', { className: 'after' }, this.body);
    after.append(this.told, this.buttons);
    const callout = html('div', { className: 'callout' }, this.body);
    callout.append(this.parts.crossing, this.parts.next);
    for (const live of [this.told, this.parts.crossing]) {
      live.setAttribute('role', 'status');
      live.setAttribute('aria-live', 'polite');
    }
    this.buttons.setAttribute('role', 'group');
    const left = html('div', { className: 'left' }, sides);
    const right = html('div', { className: 'right' }, sides);
    right.append(...CHARTS.map(chart => this.parts[chart]));
    this.rows = new Map(rows.map(row => [row.key, this.buildRow(row, left)]));
    const choices = html('div', { className: 'choices' }, left);
    this.choices = choices; // the party line is the only one that a task may ask for
    const partyLine = html('div', { className: 'line' }, choices);
    this.partyLine = partyLine;
    const id = `${NAME}-${++count}`;
    html('label', { htmlFor: id, textContent: party.label }, partyLine);
    this.party.id = id;
    partyLine.append(this.party);
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

  /**
   * @param {Figure} figure
   * @param {Element} parent
   * @returns {Row}
   */
  buildRow({ key, label, unit, end, step, marks, slider, marked, less, more }, parent) {
    const id = `${NAME}-${++count}`;
    const box = html('div', { className: 'figure' }, parent);
    const head = html('div', { className: 'head' }, box);
    html('label', { htmlFor: id, textContent: label }, head);
    const fewer = html('button', { type: 'button', className: 'one', textContent: '−' }, head);
    const field = this.buildField(key, id, head);
    const further = html('button', { type: 'button', className: 'one', textContent: '+' }, head);
    html('span', { className: 'unit', textContent: unit }, head);
    fewer.setAttribute('aria-label', less);
    further.setAttribute('aria-label', more);
    fewer.addEventListener('click', () => this.count(key, field, -1));
    further.addEventListener('click', () => this.count(key, field, 1));
    const track = html('div', { className: 'track' }, box);
    const range = html('input', { type: 'range', min: '0', max: String(end), step: String(step) }, track);
    range.setAttribute('aria-label', slider);
    const places = html('div', { className: 'marks', title: marked }, track);
    places.setAttribute('aria-hidden', 'true');
    /** @type {[mark: number, tick: HTMLElement][]} */
    const ticks = marks.map(value => {
      const tick = html('i', {}, places);
      tick.style.left = `${(100 * value) / end}%`;
      return [value, tick];
    });
    const other = html('b', { textContent: '甲' }, places);
    const hint = html('p', { className: 'hint', id: `${id}-hint` }, box);
    range.setAttribute('aria-describedby', hint.id);
    field.input.setAttribute('aria-describedby', hint.id);
    range.addEventListener('pointerdown', () => {
      this.dragging = key;
      this.moved = false;
    });
    range.addEventListener('input', () => {
      this.moved = true;
      field.input.value = range.value;
      this.send(key, Number(range.value), this.dragging !== key);
    });
    return { box, field, hint, ticks, unit, track: { range, other, end, step } };
  }

  /**
   * A field for the exact number: Enter and leaving it send, the arrow keys count by one.
   *
   * @param {string} key
   * @param {string} id
   * @param {Element} parent
   * @returns {Field}
   */
  buildField(key, id, parent) {
    const input = html('input', { type: 'text', inputMode: 'numeric', id, autocomplete: 'off' }, parent);
    /** @type {Field} */
    const field = { input, sent: undefined };
    const send = () => {
      clearTimeout(this.timers.get(key));
      if (input.value !== field.sent) {
        field.sent = input.value;
        this.send(key, input.value, true);
      }
    };
    input.addEventListener('change', send);
    input.addEventListener('input', () => {
      clearTimeout(this.timers.get(key));
      this.timers.set(key, setTimeout(send, IDLE));
    });
    input.addEventListener('keydown', event => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === 'Enter') {
        send();
      } else if (by) {
        this.count(key, field, by);
        event.preventDefault();
      }
    });
    return field;
  }

  /**
   * One more or one less of a figure.
   *
   * @param {string} key
   * @param {Field} field
   * @param {number} by
   */
  count(key, field, by) {
    if (/^\d+$/.test(field.input.value)) {
      clearTimeout(this.timers.get(key));
      field.input.value = String(Math.max(Number(field.input.value) + by, 0));
      field.sent = field.input.value;
      this.send(key, field.input.value, true);
    }
  }

  /**
   * @param {Station} station
   * @param {Element} parent
   * @returns {Row}
   */
  buildStation({ key, label, unit }, parent) {
    const id = `${NAME}-${++count}`;
    const line = html('div', { className: 'line' }, parent);
    html('label', { htmlFor: id, textContent: label }, line);
    const field = this.buildField(key, id, line);
    html('span', { className: 'unit', textContent: unit }, line);
    const hint = html('p', { className: 'hint', id: `${id}-hint` }, parent);
    field.input.setAttribute('aria-describedby', hint.id);
    return { box: line, field, hint, ticks: [], unit, track: null };
  }

  /**
   * @param {string} key
   * @param {Value} value
   * @param {boolean} done
   */
  send(key, value, done) {
    this.pending.set(key, [value, done]);
    if (!this.waiting) {
      this.flush();
    }
  }

  flush() {
    /** @type {Changed['set']} */
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
    const track = key !== null && this.rows.get(key)?.track;
    if (track && this.moved) {
      this.send(key, Number(track.range.value), true);
    }
  }

  /** @param {Heard} content */
  receive({ focus, print }) {
    if (focus) {
      const [first] = this.rows.values();
      first?.track?.range.focus();
      first?.box.scrollIntoView({ block: 'center' });
    }
    if (print) {
      this.asked = undefined;
      this.printer?.remove();
      const { title, page: srcdoc } = print;
      const printer = html('iframe', { className: 'printer', srcdoc, title, tabIndex: -1 }, this.element);
      printer.addEventListener('load', () => printer.contentWindow?.print());
      this.printer = printer;
    }
  }

  updateTask() {
    const { turn, title, progress, goal, told, mode, bare, only, group, buttons } = this.model.get('task');
    const turned = turn !== this.turn;
    const first = this.turn < 0;
    const had = this.buttons.contains(document.activeElement);
    this.turn = turn;
    this.body.dataset.mode = mode;
    this.body.dataset.turn = String(turn);
    this.body.classList.toggle('bare', bare);
    this.head.textContent = title;
    put(this.progress, progress);
    put(this.told, told);
    this.goal.textContent = goal;
    this.goal.hidden = !goal;
    this.buttons.setAttribute('aria-label', group);
    this.rows.forEach((row, key) => {
      row.box.hidden = only.length > 0 && !only.includes(key);
      if (row.track) {
        row.track.range.step = String(only.length ? 1 : row.track.step);
      }
    });
    const choice = only.includes(this.partyKey);
    this.partyLine.hidden = only.length > 0 && !choice;
    this.choices.hidden = this.partyLine.hidden;
    this.choices.classList.toggle('party', choice);
    const wanted = JSON.stringify(buttons);
    if (turned || wanted !== this.drawn) {
      this.drawn = wanted;
      this.buttons.replaceChildren(...buttons.map(button => this.button(button)));
      if (!first) {
        this.settle();
      }
    }
    if (turned && !first && had) {
      const [row] = [...this.rows.values()].filter(({ box }) => !box.hidden);
      const to = mode === 'task' && !told ? row?.track?.range : this.buttons.querySelector('button');
      (to ?? this.buttons.querySelector('button'))?.focus({ preventScroll: true });
      if (this.body.getBoundingClientRect().top < 0) {
        this.body.scrollIntoView({ block: 'start' });
      }
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settlingTimer;

  /** No button is taken until the pause is over. */
  settle() {
    clearTimeout(this.settlingTimer);
    this.body.classList.add('settling');
    this.settlingTimer = setTimeout(() => this.body.classList.remove('settling'), PAUSE);
  }

  get settling() {
    return this.body.classList.contains('settling');
  }

  /**
   * A button of the task; one that throws something away asks first.
   *
   * @param {Button} button
   */
  button({ key, label, kind, ask, yes = '', no = '' }) {
    if (!ask) {
      return this.pressed(label, kind, key, () => this.press(key));
    }
    const made = this.pressed(label, kind, key, () => {
      const box = html('span', { className: 'ask' });
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', ask);
      html('span', { textContent: ask }, box);
      const stay = this.pressed(no, '', `${key}-stay`, () => {
        box.replaceWith(made);
        made.focus();
        this.settle();
      });
      box.append(
        stay,
        this.pressed(yes, 'sure', `${key}-sure`, () => this.press(key))
      );
      made.replaceWith(box);
      stay.focus();
      this.settle();
    });
    return made;
  }

  /**
   * @param {string} label
   * @param {string} className
   * @param {string} key
   * @param {() => void} act
   */
  pressed(label, className, key, act) {
    const button = html('button', { type: 'button', className, textContent: label });
    button.dataset.key = key;
    button.addEventListener('click', event => {
      if (event.detail < 2 && !this.settling) {
        act();
      }
    });
    return button;
  }

  /** @param {string} key */
  press(key) {
    if (this.asked === this.turn && performance.now() - this.sentAt < WAIT) {
      return; // the kernel has not answered yet
    }
    this.asked = this.turn;
    this.sentAt = performance.now();
    this.model.send({ press: key, turn: this.turn });
  }

  /** @param {Part} part */
  fill(part) {
    put(this.parts[part], this.model.get(part));
  }

  update() {
    const { seq, values, hints, crossed, problems, other } = this.model.get('state');
    this.element.classList.toggle('comparing', Object.keys(other).length > 0);
    this.parts.crossing.classList.toggle('crossed', Boolean(crossed));
    this.rows.forEach((row, key) => {
      const problem = problems[key] ?? '';
      const kept = problem !== '' || this.pending.has(key) || this.typing(row);
      this.show(row, values[key] ?? null, kept, this.dragging === key || this.pending.has(key));
      row.hint.textContent = problem || (hints[key] ?? '');
      row.hint.classList.toggle('problem', Boolean(problem));
      row.field.input.setAttribute('aria-invalid', String(Boolean(problem)));
      row.box.classList.toggle('crossed', crossed === key);
      if (row.track) {
        row.track.other.hidden = !(key in other);
        row.track.other.style.left = `${Math.min((100 * (other[key] ?? 0)) / row.track.end, 100)}%`;
      }
    });
    if (!this.pending.has(this.partyKey)) {
      this.party.value = String(values[this.partyKey]);
    }
    this.flags.forEach(([key, box]) => {
      box.checked = Boolean(values[key]);
    });
    if (seq >= this.seq) {
      this.waiting = false;
      if (this.pending.size) {
        this.flush();
      }
    }
  }

  /**
   * Whether somebody is typing a number that has not been sent.
   *
   * @param {Row} row
   */
  typing({ field: { input, sent } }) {
    return document.activeElement === input && input.value !== sent && sent !== undefined;
  }

  /**
   * @param {Row} row
   * @param {Value} value
   * @param {boolean} keepField
   * @param {boolean} keepRange
   */
  show({ field, track, ticks, unit }, value, keepField, keepRange) {
    if (!keepField) {
      field.input.value = String(value ?? '');
      field.sent = field.input.value;
    }
    if (track && !keepRange) {
      track.range.value = String(value);
      track.range.setAttribute('aria-valuetext', `${value} ${unit}`);
    }
    ticks.forEach(([mark, tick]) => tick.classList.toggle('passed', Number(value) >= mark));
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const panel = new Panel(model, el);
  return () => panel.dispose();
}

export default { render };
