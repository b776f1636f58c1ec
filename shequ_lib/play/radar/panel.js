/**
 * The panel of `view.py`: a native slider for each indicator, the radar, the measures and what follows from them.
 *
 * All texts come from the kernel, and so does everything that is counted. A press that answers an older page is
 * dropped by the kernel; the second one of a double click, or one just after a new page, is dropped here.
 */

/**
 * What never changes; `remember` is what to keep in mind, after its heading.
 * @typedef {{ least: number, most: number, unit: string }} Range
 * @typedef {Range & {
 *   title: string, steps: string[], stepsLabel: string, cardsLabel: string, buttonsLabel: string,
 *   goals: { name: string, indicators: string[] }[], remember: string[]
 * }} Board
 *
 * @typedef {{ key: string, label: string, hint: string, kind: string, ask?: string, yes?: string, no?: string }} Button one that throws something away asks first
 * @typedef {{ key: string, name: string, lines: string[], taken: boolean }} Card
 *
 * What changes; `intro`, `table`, `told`, `hands` and `report` are HTML. `notes` stand beside the names of the goals.
 * @typedef {{
 *   turn: number, step: number, intro: string, called: string, inside: string, table: string, told: string,
 *   notes: string[], back: Button, hands: string, cards: Card[], report: string, buttons: Button[]
 * }} Page
 *
 * `scores` of all indicators, in the order of the board; the sliders write it. `chart` and its style rules are HTML.
 * @typedef {{ board: Board, scores: number[], page: Page, chart: string, rules: string }} Traits
 *
 * @typedef {{ press: string, turn: number } | { go: number, turn: number } | { take: string, turn: number }} Sent
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent>} Model
 * @typedef {{ input: HTMLInputElement, output: HTMLOutputElement }} Slider
 */
const PAUSE = 400; // milliseconds after a new page in which a press is the second half of a double one

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
 * A place with a role, so that it is announced or known as one thing.
 *
 * @param {string} className
 * @param {string} role
 * @param {Element} parent
 * @param {string} label
 */
function place(className, role, parent, label = '') {
  const made = html('div', { className }, parent);
  made.setAttribute('role', role);
  if (label) {
    made.setAttribute('aria-label', label);
  }
  return made;
}

/** @type {WeakMap<Element, string>} */
const filled = new WeakMap();

/**
 * Put HTML in if it is another, so that a live region reads it once.
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

class Panel {
  /** @type {Slider[]} */
  sliders = [];
  /** @type {HTMLElement[]} */
  notes = [];
  /** @type {Map<string, HTMLButtonElement>} the measures, by their keys */
  cards = new Map();
  /** @type {Map<string, HTMLButtonElement>} the buttons below, by their keys */
  buttons = new Map();
  turn = -1;
  acted = false; // whether a page is awaited
  pressed = ''; // the key of the button that was pressed last
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    const board = model.get('board');
    this.unit = board.unit;
    this.root = html('section', { className: 'shequ-radar' }, element);
    this.root.setAttribute('data-lm-suppress-shortcuts', 'true'); // keys are ours, not JupyterLab's
    this.rules = html('div', { hidden: true }, this.root);
    const id = `shequ-radar-${Math.random().toString(36).slice(2)}`;
    html('h3', { textContent: board.title, id }, this.root);
    this.root.setAttribute('aria-labelledby', id);
    this.intro = html('div', {}, this.root);
    const steps = place('row', 'group', this.root, board.stepsLabel);
    this.steps = board.steps.map((label, step) => {
      const button = this.button(label, 'step', () => this.send({ go: step, turn: this.turn }));
      steps.append(button);
      return button;
    });
    const sides = html('div', { className: 'sides' }, this.root);
    this.chart = html('div', { className: 'chart' }, sides);
    const right = html('div', { className: 'table' }, sides);
    this.called = place('called shequ-bad', 'status', right);
    this.inside = html('p', {}, right);
    this.table = html('div', {}, right);
    this.told = place('told', 'status', this.root);
    this.marking = html('div', {}, this.root);
    const goals = html('div', { className: 'sliders' }, this.marking);
    this.notes = board.goals.map(goal => this.buildGoal(goal, board, goals));
    this.back = html('div', { className: 'shequ-radar-row' }, this.marking);
    this.choosing = html('div', {}, this.root);
    this.hands = html('div', {}, this.choosing);
    this.grid = place('cards', 'group', this.choosing, board.cardsLabel);
    this.report = place('report', 'status', this.root);
    this.last = place('row', 'group', this.root, board.buttonsLabel);
    const [word = '', line = ''] = board.remember;
    const remember = html('p', { className: 'shequ-takeaway' }, this.root);
    html('strong', { textContent: word }, remember);
    remember.append(` ${line}`);
    this.root.addEventListener('keydown', event => this.keyed(event));
    this.root.addEventListener('mousedown', event => {
      if (this.settling) {
        event.preventDefault(); // a second click does not take the focus away
      }
    });
    this.mark = this.mark.bind(this);
    this.update = this.update.bind(this);
    this.draw = this.draw.bind(this);
    model.on('change:scores', this.mark);
    model.on('change:page', this.update);
    model.on('change:chart', this.draw);
    model.on('change:rules', this.draw);
    this.draw();
    this.mark();
    this.paint();
  }

  dispose() {
    clearTimeout(this.timer);
    this.model.off('change:scores', this.mark);
    this.model.off('change:page', this.update);
    this.model.off('change:chart', this.draw);
    this.model.off('change:rules', this.draw);
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') {
      return;
    }
    event.stopPropagation();
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault(); // a key that is held down answers once
    }
  }

  /**
   * @param {Board['goals'][number]} goal
   * @param {Range} range
   * @param {Element} parent
   * @returns the place for what there is to say of it.
   */
  buildGoal({ name, indicators }, range, parent) {
    const group = html('fieldset', {}, parent);
    const legend = html('legend', {}, group);
    html('strong', { textContent: name }, legend);
    const note = html('span', {}, legend);
    indicators.forEach(indicator => this.buildSlider(indicator, range, group));
    return note;
  }

  /**
   * @param {string} indicator
   * @param {Range} range
   * @param {Element} group
   */
  buildSlider(indicator, { least, most }, group) {
    const label = html('label', {}, group);
    html('span', { textContent: indicator }, label);
    const number = this.sliders.length;
    const input = html('input', { type: 'range', min: String(least), max: String(most), step: '1' }, label);
    const slider = { input, output: html('output', {}, label) };
    this.sliders.push(slider);
    input.addEventListener('input', () => {
      const scores = [...this.model.get('scores')];
      scores[number] = Number(input.value);
      this.model.set('scores', scores);
      this.model.save_changes();
      this.show(slider);
    });
  }

  /** @param {Slider} slider */
  show({ input, output }) {
    output.textContent = `${input.value} ${this.unit}`;
  }

  mark() {
    this.model.get('scores').forEach((score, number) => {
      const slider = this.sliders[number];
      if (slider) {
        slider.input.value = String(score);
        this.show(slider);
      }
    });
  }

  draw() {
    put(this.rules, this.model.get('rules'));
    put(this.chart, this.model.get('chart'));
  }

  update() {
    const before = document.activeElement;
    const free = before === document.body || this.root.contains(before);
    const turned = this.paint();
    if (turned && this.acted && free) {
      this.steps[this.model.get('page').step]?.focus(); // which brings the top of the step into sight
    } else if (free && !before?.isConnected) {
      this.buttons.get(this.pressed)?.focus({ preventScroll: true });
    }
    this.acted &&= !turned;
  }

  /** @returns whether it is another page */
  paint() {
    const page = this.model.get('page');
    const turned = page.turn !== this.turn;
    this.turn = page.turn;
    this.root.dataset.turn = String(page.turn);
    put(this.intro, page.intro);
    this.steps.forEach((button, step) => {
      button.setAttribute('aria-current', step === page.step ? 'step' : 'false');
    });
    this.called.textContent = page.called;
    this.inside.textContent = page.inside;
    put(this.table, page.table);
    put(this.told, page.told);
    page.notes.forEach((text, number) => this.notes[number]?.replaceChildren(text));
    this.marking.hidden = page.step !== 0;
    this.choosing.hidden = page.step !== 1;
    put(this.hands, page.hands);
    this.deal(page.cards);
    put(this.report, page.report);
    this.fill(this.back, [page.back], turned);
    this.fill(this.last, page.buttons, turned);
    if (turned) {
      this.settle();
    }
    return turned;
  }

  /**
   * Lay the measures out; those that are there already stay, and so does the focus.
   *
   * @param {Card[]} cards
   */
  deal(cards) {
    if (cards.map(({ key }) => key).join() !== [...this.cards.keys()].join()) {
      this.cards = new Map(
        cards.map(({ key }) => [
          key,
          this.button('', 'card', () => this.send({ take: key, turn: this.turn }))
        ])
      );
      this.grid.replaceChildren(...this.cards.values());
    }
    for (const { key, name, lines, taken } of cards) {
      const card = this.cards.get(key);
      const texts = [html('strong', { textContent: name })];
      texts.push(...lines.map(textContent => html('span', { textContent })));
      card?.replaceChildren(...texts);
      card?.setAttribute('aria-pressed', String(taken));
    }
  }

  /**
   * Put buttons in if they are others, or on another page, which asks nothing yet.
   *
   * @param {HTMLElement} into
   * @param {Button[]} buttons
   * @param {boolean} turned
   */
  fill(into, buttons, turned) {
    const wanted = JSON.stringify(buttons);
    if (turned || into.dataset.buttons !== wanted) {
      into.dataset.buttons = wanted;
      into.replaceChildren(...buttons.map(button => this.asking(button)));
    }
  }

  /** Nothing is taken until the pause is over. */
  settle() {
    clearTimeout(this.timer);
    this.root.classList.add('settling');
    this.timer = setTimeout(() => this.root.classList.remove('settling'), PAUSE);
  }

  get settling() {
    return this.root.classList.contains('settling');
  }

  /**
   * A button; what it does is done once, not while the panel settles.
   *
   * @param {string} label
   * @param {string} className
   * @param {() => void} act
   */
  button(label, className, act) {
    const button = html('button', { type: 'button', className, textContent: label });
    button.addEventListener('click', event => {
      if (event.detail < 2 && !this.settling) {
        act();
      }
    });
    return button;
  }

  /**
   * A button of the kernel's; one that throws something away asks first.
   *
   * @param {Button} button
   */
  asking({ key, label, hint, kind, ask, yes = '', no = '' }) {
    const press = () => {
      this.pressed = key;
      this.send({ press: key, turn: this.turn });
    };
    const question = (/** @type {string} */ text) => {
      const box = html('span', { className: 'shequ-radar-row' });
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', text);
      html('span', { textContent: text }, box);
      const stay = this.button(no, '', () => {
        box.replaceWith(made);
        made.focus();
        this.settle();
      });
      box.append(stay, this.button(yes, 'sure', press));
      made.replaceWith(box);
      stay.focus();
      this.settle();
    };
    const made = this.button(label, kind, () => (ask ? question(ask) : press()));
    made.title = hint;
    this.buttons.set(key, made);
    return made;
  }

  /** @param {Sent} content */
  send(content) {
    this.acted = true;
    this.model.send(content);
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const panel = new Panel(model, el);
  return () => panel.dispose();
}

export default { render };
