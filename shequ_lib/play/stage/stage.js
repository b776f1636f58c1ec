/**
 * The stage of `view.py`: a picture, what is said, and buttons. All texts come from the kernel:
 *   page  {turn, title, steps: [text], step, picture: html, lead: html, question: text, told: html,
 *          moves: [{key, label, kind}], stepsLabel, toolsLabel, group: text, folds: [{label, page: html}],
 *          tools: [{key, label, ask: text, yes: text, no: text}], count: text}
 * To the kernel: {press: key, turn}. From it: {print: {title, page}}, which goes to the printer.
 * A press that answers an older page is dropped by the kernel; a second click that comes too soon is dropped here.
 */
const PAUSE = 400; // milliseconds after a new page in which a click is the second half of a double click

function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

let numbers = 0;

class Stage {
  constructor(model, element) {
    this.model = model;
    this.root = html('section', { className: 'shequ-stage' }, element);
    this.root.setAttribute('data-lm-suppress-shortcuts', 'true'); // Enter and Space are ours, not JupyterLab's
    this.build();
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
    this.steps = html('ol', { className: 'shequ-stage-steps' }, this.root);
    this.main = html('div', { className: 'shequ-stage-main' }, this.root);
    this.picture = html('div', { className: 'shequ-stage-picture' }, this.main);
    this.panel = html('div', { className: 'shequ-stage-panel' }, this.main);
    this.told = html('div', { className: 'shequ-stage-told', role: 'status' }, this.panel);
    this.told.setAttribute('aria-live', 'polite');
    this.lead = html('div', { className: 'shequ-stage-lead', id: `${id}-lead` }, this.panel);
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
      this.buttons?.get(key)?.click();
    });
  }

  update() {
    const inside = this.root.contains(document.activeElement);
    this.paint();
    if (!this.acted) {
      return;
    }
    this.acted = false;
    if (inside || document.activeElement === document.body) {
      this.first?.focus({ preventScroll: true });
    }
    // The picture and the question come into sight together.
    const { top } = this.main.getBoundingClientRect();
    const { bottom } = this.moves.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) {
      this.main.scrollIntoView({ block: 'start' });
    }
  }

  paint() {
    const page = this.model.get('page');
    this.turn = page.turn;
    this.root.dataset.turn = page.turn;
    this.head.textContent = page.title;
    this.steps.setAttribute('aria-label', page.stepsLabel);
    this.steps.replaceChildren(
      ...page.steps.map((name, number) => {
        const item = html('li', { textContent: name });
        item.classList.toggle('past', number < page.step);
        if (number === page.step) {
          item.setAttribute('aria-current', 'step');
        }
        return item;
      }),
    );
    this.picture.innerHTML = page.picture;
    this.lead.innerHTML = page.lead;
    this.lead.hidden = !page.lead;
    this.question.textContent = page.question;
    this.question.hidden = !page.question;
    this.told.innerHTML = page.told;
    this.moves.setAttribute('aria-label', page.question || page.group);
    this.buttons = new Map();
    this.moves.replaceChildren(...page.moves.map(move => this.button(move)));
    this.first = this.moves.firstElementChild;
    if (this.acted) {
      this.rest();
    }
    this.folds.replaceChildren(
      ...page.folds.map(({ label, page: inside }) => {
        const fold = html('details', { className: 'shequ-stage-fold' });
        html('summary', { textContent: label }, fold);
        html('div', { innerHTML: inside }, fold);
        return fold;
      }),
    );
    this.tools.setAttribute('aria-label', page.toolsLabel);
    this.tools.replaceChildren(...page.tools.flatMap(tool => this.tool(tool)));
    html('span', { className: 'shequ-stage-count', textContent: page.count }, this.tools);
  }

  /** A button of a move. */
  button({ key, label, kind }) {
    const button = html('button', { type: 'button', className: `shequ-stage-move ${kind}`, textContent: label });
    button.dataset.key = key;
    button.addEventListener('keydown', event => event.repeat && event.preventDefault());
    button.addEventListener('click', event => {
      if (event.detail < 2 && button.getAttribute('aria-disabled') !== 'true') {
        this.press(key);
      }
    });
    this.buttons.set(key, button);
    return button;
  }

  /** No move is taken until the pause is over. */
  rest() {
    const moves = [...this.buttons.values()];
    moves.forEach(button => button.setAttribute('aria-disabled', 'true'));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => moves.forEach(button => button.removeAttribute('aria-disabled')), PAUSE);
  }

  /** A tool stands below the moves; one that throws something away asks first. */
  tool({ key, label, ask, yes, no }) {
    const button = html('button', { type: 'button', className: 'shequ-stage-tool', textContent: label });
    button.dataset.key = key;
    if (!ask) {
      button.addEventListener('click', event => event.detail < 2 && this.press(key));
      return [button];
    }
    button.addEventListener('click', () => {
      const box = html('span', { className: 'shequ-stage-ask', role: 'group' });
      box.setAttribute('aria-label', ask);
      html('span', { textContent: ask }, box);
      const back = html('button', { type: 'button', className: 'shequ-stage-tool', textContent: no }, box);
      const sure = html('button', { type: 'button', className: 'shequ-stage-tool sure', textContent: yes }, box);
      sure.dataset.key = `${key}-sure`;
      sure.addEventListener('click', event => event.detail < 2 && this.press(key));
      back.addEventListener('click', () => {
        box.replaceWith(button);
        button.focus();
      });
      button.replaceWith(box);
      back.focus();
    });
    return [button];
  }

  press(key) {
    if (this.asked === this.turn) {
      return; // the kernel has not answered yet
    }
    this.asked = this.turn;
    this.acted = true;
    this.model.send({ press: key, turn: this.turn });
  }

  receive({ print }) {
    if (print !== undefined) {
      this.asked = undefined;
      this.acted = false;
      this.paper?.remove();
      const { title, page: srcdoc } = print;
      this.paper = html('iframe', { className: 'shequ-stage-paper', srcdoc, title, tabIndex: -1 }, this.root);
      this.paper.addEventListener('load', () => this.paper.contentWindow.print());
    }
  }
}

function render({ model, el }) {
  const stage = new Stage(model, el);
  return () => stage.dispose();
}

export default { render };
