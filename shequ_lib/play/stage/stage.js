/**
 * The stage of `view.py`: a picture, what is said, and buttons. All texts come from the kernel:
 *   page  {turn, title, above, progress: html, picture: html, lead: html, question: text, told: html,
 *          moves: [{key, label, kind}], toolsLabel, group: text, folds: [{label, page: html}],
 *          tools: [{key, label, ask: text, yes: text, no: text}], count: text}
 * To the kernel: {press: key, turn}. From it: {print: {title, page}}, which goes to the printer.
 *
 * A part of the picture with `data-press` does what the button of that key does; one with `data-part` moves from
 * where it was to its `data-to`. A press that answers an older page is dropped by the kernel; what is pressed a
 * second time within a double click, or before the kernel has answered, or just after a new page, is dropped here.
 */
const PAUSE = 400; // milliseconds after a new page in which a press is the second half of a double one
const WAIT = 4000; // after which a press that nobody has answered may be made again

function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

/** Put HTML in if it is another, so that a live region reads it once. */
function show(place, text) {
  if (place.shown !== text) {
    place.innerHTML = text;
    place.shown = text;
  }
}

/** How high the part of the page is in which an element can be seen. */
function room(element) {
  let height = window.innerHeight;
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) {
      height = Math.min(height, box.clientHeight);
    }
  }
  return height;
}

let numbers = 0;

class Stage {
  constructor(model, element) {
    this.model = model;
    this.root = html('section', { className: 'shequ-stage' }, element);
    this.root.setAttribute('data-lm-suppress-shortcuts', 'true'); // keys are ours, not JupyterLab's
    this.places = new Map(); // where the moving parts of the picture stand
    this.build();
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

  build() {
    const id = `shequ-stage-${(numbers += 1)}`;
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
      const key = event.target.closest('[data-press]')?.dataset.press;
      if (event.detail < 2) {
        this.buttons.get(key)?.click();
      }
    });
  }

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
    this.paint();
    if (!this.acted) {
      return;
    }
    this.acted = false;
    if (inside || document.activeElement === document.body) {
      this.moves.firstElementChild?.focus({ preventScroll: true });
    }
    this.bringIntoSight();
  }

  /** Picture, question and buttons come into sight together; where they do not fit, the latter do, from their top. */
  bringIntoSight() {
    const height = room(this.root);
    const fits = [this.main, this.panel].find(part => part.offsetHeight < height);
    (fits ?? this.panel).scrollIntoView({ block: fits ? 'nearest' : 'start' });
  }

  paint() {
    const page = this.model.get('page');
    this.turn = page.turn;
    this.root.dataset.turn = page.turn;
    this.root.classList.toggle('shequ-above', page.above);
    this.head.textContent = page.title;
    show(this.progress, page.progress);
    this.draw(page.picture);
    show(this.lead, page.lead);
    this.lead.hidden = !page.lead;
    this.question.textContent = page.question;
    this.question.hidden = !page.question;
    show(this.told, page.told);
    this.moves.setAttribute('aria-label', page.question || page.group);
    this.moves.dataset.count = page.moves.length;
    this.buttons = new Map(page.moves.map(move => [move.key, this.move(move)]));
    this.moves.replaceChildren(...this.buttons.values());
    const open = new Set([...this.folds.children].filter(fold => fold.open).map(fold => fold.dataset.label));
    this.folds.replaceChildren(
      ...page.folds.map(({ label, page: inside }) => {
        const fold = html('details', { className: 'shequ-stage-fold', open: open.has(label) });
        fold.dataset.label = label;
        html('summary', { textContent: label }, fold);
        html('div', { innerHTML: inside }, fold);
        return fold;
      }),
    );
    this.tools.setAttribute('aria-label', page.toolsLabel);
    this.tools.replaceChildren(...page.tools.map(tool => this.tool(tool)));
    html('span', { className: 'shequ-stage-count', textContent: page.count }, this.tools);
    this.settle();
  }

  draw(text) {
    if (this.picture.shown === text) {
      return;
    }
    show(this.picture, text);
    for (const moving of this.picture.querySelectorAll('[data-part]')) {
      const { part: name, to } = moving.dataset;
      moving.style.transform = this.places.get(name) ?? to;
      moving.getBoundingClientRect(); // it stands there first
      moving.style.transform = to;
      this.places.set(name, to);
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

  /** A button; what it does is done once, not while the stage settles. */
  button(label, className, key, act) {
    const button = html('button', { type: 'button', className, textContent: label });
    button.dataset.key = key;
    button.addEventListener('click', event => {
      if (event.detail < 2 && !this.settling) {
        act(button);
      }
    });
    return button;
  }

  move({ key, label, kind }) {
    const className = `shequ-stage-move${kind && ` shequ-${kind}`}`;
    return this.button(label, className, key, button => this.press(key, button));
  }

  /** A tool stands below the moves; one that throws something away asks first. */
  tool({ key, label, ask, yes, no }) {
    const sure = button => this.press(key, button);
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

  press(key, button) {
    if (this.asked === this.turn && performance.now() - this.sent < WAIT) {
      return; // the kernel has not answered yet
    }
    this.asked = this.turn;
    this.sent = performance.now();
    this.acted = true;
    button.classList.add('shequ-pressed'); // a slow machine shows that it has heard
    this.model.send({ press: key, turn: this.turn });
  }

  receive({ print }) {
    if (print === undefined) {
      return;
    }
    this.asked = undefined;
    this.acted = false;
    this.buttons.forEach(button => button.classList.remove('shequ-pressed'));
    this.printer?.remove();
    const { title, page: srcdoc } = print;
    this.printer = html('iframe', { className: 'shequ-stage-printer', srcdoc, title, tabIndex: -1 }, this.root);
    this.printer.addEventListener('load', () => this.printer.contentWindow.print());
  }
}

function render({ model, el }) {
  const stage = new Stage(model, el);
  return () => stage.dispose();
}

export default { render };
