/**
 * The stage of `view.py`: a picture, what is said, and buttons. All texts come from the kernel.
 *
 * A part of the picture with `data-press` does what the button of that key does; one with `data-part` moves from
 * where it was to its `data-to`; one with `data-slide` is moved by people, along its `data-track`, and the press tells
 * where it stands (`marks`). A press that answers an older page is dropped by the kernel; what is pressed a
 * second time within a double click, or before the kernel has answered, or just after a new page, is dropped here.
 * Ticks of a list are kept here and go to the kernel with the next press.
 *
 * Where a move can be made again at once (`often`), what followed stands below the buttons, which stay, and the
 * focus on them. One of the kind `step` (plus, minus) may be pressed again as fast as the kernel answers.
 */

/**
 * @typedef {{ key: string, label: string, kind: string }} Move
 * @typedef {{ key: string, label: string, ask?: string, yes?: string, no?: string }} Tool one that throws something away asks first
 *
 * What stands on the stage; `progress`, `picture`, `lead`, `told` and a fold's `page` are HTML.
 * @typedef {{
 *   turn: number, title: string, above: boolean, often: boolean, progress: string, picture: string, lead: string, question: string,
 *   told: string, moves: Move[], toolsLabel: string, group: string, folds: { label: string, page: string }[],
 *   tools: Tool[], count: string
 * }} Page
 * @typedef {{ page: Page }} Traits
 *
 * @typedef {{ press: string, turn: number, ticks: string[], marks: Record<string, number> }} Sent
 *
 * From the kernel: a page that goes to the printer.
 * @typedef {{ print?: { title: string, page: string } }} Heard
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 */
const PAUSE = 400; // milliseconds after a new page in which a press is the second half of a double one
const WAIT = 4000; // after which a press that nobody has answered may be made again

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

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Put HTML in if it is another, so that a live region reads it once.
 *
 * @param {Element} place
 * @param {string} text
 * @returns whether it was another.
 */
function show(place, text) {
  const isOther = shown.get(place) !== text;
  if (isOther) {
    place.innerHTML = text;
    shown.set(place, text);
  }
  return isOther;
}

/**
 * How high the part of the page is in which an element can be seen.
 *
 * @param {HTMLElement} element
 */
function room(element) {
  let height = window.innerHeight;
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) {
      height = Math.min(height, box.clientHeight);
    }
  }
  return height;
}

class Stage {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** @type {Map<string, HTMLButtonElement>} the buttons of the moves */
  buttons = new Map();
  turn = 0;
  offered = ''; // the moves whose buttons are shown, as a text
  pressed = ''; // the key of the last press
  /** @type {Set<string>} the keys of what is ticked */
  ticks = new Set();
  /** @type {number | undefined} the turn that was answered, until the kernel says more */
  asked;
  sent = 0;
  acted = false;
  /** @type {HTMLIFrameElement | undefined} */
  printer;

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.root = html('section', { className: 'shequ-stage' }, element);
    this.root.setAttribute('data-lm-suppress-shortcuts', 'true'); // keys are ours, not JupyterLab's
    /** @type {Map<string, string>} */
    this.places = new Map(); // where the moving parts of the picture stand
    // each game on a page has a script of its own, which knows nothing of the others
    const id = `shequ-stage-${Math.random().toString(36).slice(2)}`;
    this.head = html('h3', { className: 'shequ-stage-title', id }, this.root);
    this.root.setAttribute('aria-labelledby', id);
    this.progress = html('div', { className: 'shequ-stage-progress' }, this.root);
    this.main = html('div', { className: 'shequ-stage-main' }, this.root);
    this.picture = html('div', { className: 'shequ-stage-picture' }, this.main);
    this.panel = html('div', { className: 'shequ-stage-panel' }, this.main);
    this.lead = html('div', { className: 'shequ-stage-lead', id: `${id}-lead` }, this.panel);
    this.told = html('div', { className: 'shequ-stage-told', role: 'status' }, this.panel);
    this.told.setAttribute('aria-live', 'polite');
    this.question = html('p', { className: 'shequ-stage-question' }, this.panel);
    this.moves = html('div', { className: 'shequ-stage-moves' }, this.panel);
    this.moves.setAttribute('role', 'group');
    this.moves.setAttribute('aria-describedby', this.lead.id);
    this.folds = html('div', { className: 'shequ-stage-folds' }, this.root);
    this.tools = html('div', { className: 'shequ-stage-tools' }, this.root);
    this.tools.setAttribute('role', 'group');
    // A door of the picture does what its button does; the buttons are there for keys and for ears.
    this.picture.addEventListener('click', event => {
      const target = event.target instanceof Element ? event.target.closest('[data-press]') : null;
      if (event.detail < 2) {
        this.buttons.get(target?.getAttribute('data-press') ?? '')?.click();
      }
    });
    this.picture.addEventListener('pointerdown', event => this.grab(event));
    this.picture.addEventListener('keydown', event => this.nudge(event));
    this.root.addEventListener('keydown', event => this.keyed(event));
    this.root.addEventListener('mousedown', event => {
      if (this.settling) {
        event.preventDefault(); // a second click does not take the focus away
      }
    });
    this.update = this.update.bind(this);
    this.receive = this.receive.bind(this);
    model.on('change:page', this.update);
    model.on('msg:custom', this.receive);
    this.paint();
  }

  dispose() {
    clearTimeout(this.timer);
    this.model.off('change:page', this.update);
    this.model.off('msg:custom', this.receive);
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

  update() {
    const inside = this.root.contains(document.activeElement);
    const stayed = this.paint();
    if (!this.acted) {
      return;
    }
    this.acted = false;
    const again = stayed && this.buttons.get(this.pressed);
    if (again) {
      again.focus({ preventScroll: true }); // and nothing moves: it may be pressed again
      return;
    }
    if (inside || document.activeElement === document.body) {
      const [button] = this.buttons.values();
      const [slide] = this.slides();
      (slide ?? button)?.focus({ preventScroll: true });
    }
    this.bringIntoSight();
  }

  /** Picture, question and buttons come into sight together; where they do not fit, the latter do, from their top. */
  bringIntoSight() {
    const height = room(this.root);
    const fits = [this.main, this.panel].find(part => part.offsetHeight < height);
    (fits ?? this.panel).scrollIntoView({ block: fits ? 'nearest' : 'start' });
  }

  /** @returns whether the buttons of the moves stayed. */
  paint() {
    const page = this.model.get('page');
    this.turn = page.turn;
    this.root.dataset.turn = String(page.turn);
    this.root.classList.toggle('shequ-above', page.above);
    this.root.classList.toggle('shequ-often', page.often);
    this.head.textContent = page.title;
    show(this.progress, page.progress);
    this.draw(page.picture);
    show(this.lead, page.lead);
    this.lead.hidden = !page.lead;
    this.question.textContent = page.question;
    this.question.hidden = !page.question;
    show(this.told, page.told);
    this.moves.setAttribute('aria-label', page.question || page.group);
    this.moves.dataset.count = String(page.moves.length);
    const stayed = this.offer(page);
    const open = new Set(
      [...this.folds.querySelectorAll('details')].filter(one => one.open).map(one => one.dataset.label)
    );
    this.folds.replaceChildren(
      ...page.folds.map(({ label, page: inside }) => {
        const fold = html('details', { className: 'shequ-stage-fold', open: open.has(label) });
        fold.dataset.label = label;
        html('summary', { textContent: label }, fold);
        html('div', { innerHTML: inside }, fold);
        return fold;
      })
    );
    this.tools.setAttribute('aria-label', page.toolsLabel);
    this.tools.replaceChildren(...page.tools.map(tool => this.tool(tool)));
    html('span', { className: 'shequ-stage-count', textContent: page.count }, this.tools);
    if (!stayed || !this.buttons.get(this.pressed)?.classList.contains('shequ-step')) {
      this.settle();
    }
    return stayed;
  }

  /**
   * Offer the moves of a page; buttons that can be pressed again at once stay.
   *
   * @param {Page} page
   * @returns whether they stayed.
   */
  offer({ moves, often }) {
    const offered = JSON.stringify(moves);
    if (often && offered === this.offered) {
      this.buttons.forEach(button => button.classList.remove('shequ-pressed'));
      return true;
    }
    this.offered = offered;
    this.ticks.clear();
    this.buttons = new Map(moves.map(move => [move.key, this.move(move)]));
    this.moves.replaceChildren(...this.buttons.values());
    return false;
  }

  /** @param {string} text */
  draw(text) {
    if (!show(this.picture, text)) {
      return;
    }
    for (const moving of /** @type {NodeListOf<SVGElement>} */ (
      this.picture.querySelectorAll('[data-part]')
    )) {
      const { part: name = '', to = '' } = moving.dataset;
      moving.style.transform = this.places.get(name) ?? to;
      moving.getBoundingClientRect(); // it stands there first
      moving.style.transform = to;
      this.places.set(name, to);
    }
    this.slides().forEach(slide => this.place(slide, this.at(slide)));
  }

  /** The parts of the picture that people move. */
  slides() {
    return /** @type {NodeListOf<SVGGraphicsElement>} */ (this.picture.querySelectorAll('[data-slide]'));
  }

  /**
   * Where such a part stands.
   *
   * @param {Element} slide
   */
  at(slide) {
    return Number(slide.getAttribute('aria-valuenow'));
  }

  /**
   * Let it stand there, and say what that means.
   *
   * @param {SVGGraphicsElement} slide
   * @param {number} wanted
   */
  place(slide, wanted) {
    const { from, step, labels = '[]' } = slide.dataset;
    /** @type {string[]} */
    const says = JSON.parse(labels);
    const at = Math.min(Math.max(Math.round(wanted), 0), says.length - 1);
    const text = says[at] ?? '';
    slide.setAttribute('transform', `translate(${Number(from) + Number(step) * at} 0)`);
    slide.setAttribute('aria-valuenow', String(at));
    slide.setAttribute('aria-valuetext', text);
    const said = slide.querySelector('[data-said]');
    if (said) {
      said.textContent = text;
    }
  }

  /** @param {PointerEvent} event */
  grab(event) {
    const target =
      event.target instanceof Element ? event.target.closest('[data-slide], [data-track]') : null;
    const key = target?.getAttribute('data-slide') ?? target?.getAttribute('data-track');
    const slide = [...this.slides()].find(one => one.dataset.slide === key);
    if (!slide || !event.isPrimary || event.button !== 0) {
      return;
    }
    event.preventDefault();
    slide.focus({ preventScroll: true });
    const { from, step } = slide.dataset;
    const place = (/** @type {PointerEvent} */ moved) => {
      const screen = slide.ownerSVGElement?.getScreenCTM()?.inverse();
      return (new DOMPoint(moved.clientX, 0).matrixTransform(screen).x - Number(from)) / Number(step);
    };
    // A marker that is taken does not jump to the middle of the finger; one beside which the line is touched comes.
    const off = target === slide ? this.at(slide) - place(event) : 0;
    const follow = (/** @type {PointerEvent} */ to) => this.place(slide, place(to) + off);
    const letGo = new AbortController();
    const { signal } = letGo;
    follow(event);
    this.picture.setPointerCapture(event.pointerId);
    this.picture.addEventListener('pointermove', follow, { signal });
    for (const end of ['pointerup', 'pointercancel']) {
      this.picture.addEventListener(end, () => letGo.abort(), { signal });
    }
  }

  /** @param {KeyboardEvent} event */
  nudge(event) {
    const slide = [...this.slides()].find(one => one === event.target);
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
    const far = { Home: 0, End: Number.POSITIVE_INFINITY };
    if (!slide || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key in by) {
      this.place(slide, this.at(slide) + by[/** @type {keyof typeof by} */ (event.key)]);
      event.preventDefault();
    } else if (event.key in far) {
      this.place(slide, far[/** @type {keyof typeof far} */ (event.key)]);
      event.preventDefault();
    }
  }

  /** Nothing is taken until the pause is over. */
  settle() {
    clearTimeout(this.timer);
    this.root.classList.add('shequ-settling');
    this.timer = setTimeout(() => this.root.classList.remove('shequ-settling'), PAUSE);
  }

  get settling() {
    return this.root.classList.contains('shequ-settling');
  }

  /**
   * A button; what it does is done once, not while the stage settles.
   *
   * @param {string} label
   * @param {string} className
   * @param {string} key
   * @param {(button: HTMLButtonElement) => void} act
   */
  button(label, className, key, act) {
    const button = html('button', { type: 'button', className, textContent: label });
    button.dataset.key = key;
    const often = className.endsWith('shequ-step');
    button.addEventListener('click', event => {
      if ((often || event.detail < 2) && !this.settling) {
        act(button);
      }
    });
    return button;
  }

  /** @param {Move} move */
  move({ key, label, kind }) {
    if (kind === 'tick' || kind === 'ticked') {
      return this.tick(key, label, kind === 'ticked');
    }
    const className = `shequ-stage-move${kind && ` shequ-${kind}`}`;
    return this.button(label, className, key, button => this.press(key, button));
  }

  /**
   * A tick of a list: it only counts with the next press.
   *
   * @param {string} key
   * @param {string} label
   * @param {boolean} on
   */
  tick(key, label, on) {
    const set = (/** @type {HTMLButtonElement} */ button, /** @type {boolean} */ ticked) => {
      this.ticks[ticked ? 'add' : 'delete'](key);
      button.setAttribute('aria-checked', String(ticked));
    };
    const tick = this.button(label, 'shequ-stage-move shequ-tick', key, button =>
      set(button, !this.ticks.has(key))
    );
    tick.setAttribute('role', 'checkbox');
    set(tick, on);
    return tick;
  }

  /**
   * A tool stands below the moves; one that throws something away asks first.
   *
   * @param {Tool} tool
   */
  tool({ key, label, ask, yes = '', no = '' }) {
    const sure = (/** @type {HTMLButtonElement} */ button) => this.press(key, button);
    if (!ask) {
      return this.button(label, 'shequ-stage-tool', key, sure);
    }
    const tool = this.button(label, 'shequ-stage-tool', key, () => {
      const box = html('span', { className: 'shequ-stage-ask', role: 'group' });
      box.setAttribute('aria-label', ask);
      html('span', { textContent: ask }, box);
      const stay = this.button(no, 'shequ-stage-tool', `${key}-stay`, () => {
        box.replaceWith(tool);
        tool.focus();
        this.settle();
      });
      box.append(stay, this.button(yes, 'shequ-stage-tool shequ-sure', `${key}-sure`, sure));
      tool.replaceWith(box);
      stay.focus();
      this.settle();
    });
    return tool;
  }

  /**
   * @param {string} key
   * @param {HTMLButtonElement} button
   */
  press(key, button) {
    if (this.asked === this.turn && performance.now() - this.sent < WAIT) {
      return; // the kernel has not answered yet
    }
    this.asked = this.turn;
    this.pressed = key;
    this.sent = performance.now();
    this.acted = true;
    button.classList.add('shequ-pressed'); // a slow machine shows that it has heard
    const marks = Object.fromEntries([...this.slides()].map(one => [one.dataset.slide ?? '', this.at(one)]));
    this.model.send({ press: key, turn: this.turn, ticks: [...this.ticks], marks });
  }

  /** @param {Heard} content */
  receive({ print }) {
    if (print === undefined) {
      return;
    }
    this.asked = undefined;
    this.acted = false;
    this.buttons.forEach(button => button.classList.remove('shequ-pressed'));
    this.printer?.remove();
    const { title, page: srcdoc } = print;
    const printer = html(
      'iframe',
      { className: 'shequ-stage-printer', srcdoc, title, tabIndex: -1 },
      this.root
    );
    printer.addEventListener('load', () => printer.contentWindow?.print());
    this.printer = printer;
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const stage = new Stage(model, el);
  return () => stage.dispose();
}

export default { render };
