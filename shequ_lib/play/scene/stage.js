/**
 * The stage of `stage.py`: a picture, and one card below it with what is to be decided and what followed.
 *
 * All texts come from the kernel, as plain text or as HTML that it has escaped:
 *   stage  {step, picture, panel, matter, question, group, answers: [[key, text]], said, next, ask: [text, yes, no],
 *           tools: [[name, text]], rules: [head, html], paper}
 * To the kernel: {press: name, step} and {move: key, step}. A step that is over is answered by nobody.
 *
 * What is pressed a second time within a double click does nothing, and for a moment after each change nothing can
 * be pressed by a pointer. A part of the picture with `data-part` moves from where it was to its `data-to`.
 */
const SETTLE = 350; // milliseconds
const BARS = 60; // pixels that the page's own bars may take
const WAIT = 4000; // after which a press that nobody has answered may be made again

function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

function part(name, parent) {
  return html('div', { className: `shequ-stage-${name}` }, parent);
}

class Stage {
  constructor(model, element) {
    this.model = model;
    this.sent = 0; // when something was pressed that is not answered yet
    this.step = -1;
    this.places = new Map(); // where the moving parts of the picture stand
    this.update = this.update.bind(this);
    this.asked = message => message.focus && this.focus();
    element.classList.add('shequ-stage');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // keys are ours, not JupyterLab's
    element.addEventListener('keydown', event => this.keyed(event));
    element.addEventListener('mousedown', event => {
      if (element.classList.contains('shequ-settling')) {
        event.preventDefault(); // a second click does not take the focus away
      }
    });
    this.element = element;
    element.replaceChildren();
    this.picture = part('picture', element);
    this.panel = part('panel', element);
    this.ask = part('ask', element);
    this.ask.setAttribute('role', 'group');
    this.card = part('card', element);
    this.card.tabIndex = -1;
    this.card.setAttribute('role', 'group');
    this.matter = part('matter', this.card);
    this.question = html('p', { className: 'shequ-stage-question' }, this.card);
    this.answers = part('answers', this.card);
    this.answers.setAttribute('role', 'group');
    this.said = part('said', this.card);
    this.said.setAttribute('role', 'status');
    this.said.setAttribute('aria-live', 'polite');
    this.next = part('next', this.card);
    this.tools = part('tools', element);
    this.rules = html('details', {}, element);
    this.head = html('summary', {}, this.rules);
    this.learnt = html('div', {}, this.rules);
    model.on('change:stage', this.update);
    model.on('msg:custom', this.asked);
    this.update();
  }

  dispose() {
    clearTimeout(this.timer);
    this.model.off('change:stage', this.update);
    this.model.off('msg:custom', this.asked);
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

  button(text, className, parent, message) {
    const button = html('button', { type: 'button', className, textContent: text }, parent);
    button.addEventListener('click', event => {
      if (event.detail < 2 && this.send(message)) {
        button.classList.add('shequ-pressed'); // a slow machine shows that it has heard
      }
    });
    return button;
  }

  /** Tell the kernel, unless it still has to answer; whether it was told. */
  send(message) {
    if (this.sent && performance.now() - this.sent < WAIT) {
      return false;
    }
    if (message.press === 'print') {
      this.print();
      return false;
    }
    this.sent = performance.now();
    this.model.send({ ...message, step: this.step });
    return true;
  }

  update() {
    const stage = this.model.get('stage');
    const acted = this.sent > 0;
    this.sent = 0;
    this.step = stage.step;
    this.show(this.panel, stage.panel);
    this.draw(stage.picture);
    this.show(this.matter, stage.matter);
    this.question.textContent = stage.question;
    this.question.hidden = !stage.question;
    this.card.setAttribute('aria-label', stage.group);
    this.answers.setAttribute('aria-label', stage.question);
    this.answers.dataset.count = stage.answers.length;
    this.answers.replaceChildren();
    this.answers.hidden = !stage.answers.length;
    stage.answers.forEach(([key, text]) => this.button(text, 'shequ-answer', this.answers, { move: key }));
    this.show(this.said, stage.said);
    this.next.replaceChildren();
    this.next.hidden = !stage.next;
    if (stage.next) {
      this.button(stage.next, 'shequ-main', this.next, { press: 'next' });
    }
    this.ask.replaceChildren();
    this.ask.hidden = !stage.ask.length;
    if (stage.ask.length) {
      const [text, yes, no] = stage.ask;
      this.ask.setAttribute('aria-label', text);
      html('p', { textContent: text }, this.ask);
      const row = html('div', {}, this.ask);
      this.button(no, 'shequ-main', row, { press: 'stay' });
      this.button(yes, '', row, { press: 'again' });
    }
    this.tools.replaceChildren();
    stage.tools.forEach(([name, text]) => this.button(text, '', this.tools, { press: name }));
    this.head.textContent = stage.rules[0];
    this.show(this.learnt, stage.rules[1]);
    this.rules.hidden = !stage.rules[1];
    this.settle();
    if (acted) {
      this.focus();
    }
  }

  /** Put HTML in, if it is another: what is read out is then read once. */
  show(place, text) {
    if (place.shown !== text) {
      place.innerHTML = text;
      place.shown = text;
    }
    place.hidden = !text && place !== this.said; // a live region that is hidden says nothing
  }

  draw(text) {
    if (this.picture.shown === text) {
      return;
    }
    this.show(this.picture, text);
    for (const moving of this.picture.querySelectorAll('[data-part]')) {
      const { part: name, to } = moving.dataset;
      moving.style.transform = this.places.get(name) ?? to;
      moving.getBoundingClientRect(); // it stands there first
      moving.style.transform = to;
      this.places.set(name, to);
    }
  }

  settle() {
    clearTimeout(this.timer);
    this.element.classList.add('shequ-settling');
    this.timer = setTimeout(() => this.element.classList.remove('shequ-settling'), SETTLE);
  }

  /** Bring what is to be done now into sight, and take the focus there. */
  focus() {
    const to = this.ask.querySelector('button') ?? this.next.querySelector('button') ?? this.card;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest' });
    (this.ask.hidden ? this.card : this.ask).scrollIntoView({ block: 'nearest' });
    const height = this.card.getBoundingClientRect().bottom - this.picture.getBoundingClientRect().top;
    if (this.ask.hidden && height < window.innerHeight - BARS) {
      this.picture.scrollIntoView({ block: 'nearest' }); // there is room for both
    }
  }

  /** Print the slip with what to take away, and nothing else of the page. */
  print() {
    const paper = html('iframe', { title: this.card.getAttribute('aria-label') });
    paper.style.cssText = 'position: fixed; width: 0; height: 0; border: 0';
    paper.setAttribute('aria-hidden', 'true');
    paper.srcdoc = this.model.get('stage').paper;
    paper.addEventListener('load', () => {
      paper.contentWindow.print();
      setTimeout(() => paper.remove(), 60000); // some browsers still read it while their dialogue is open
    });
    document.body.append(paper);
  }
}

function render({ model, el }) {
  const stage = new Stage(model, el);
  return () => stage.dispose();
}

export default { render };
