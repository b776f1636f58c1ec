/**
 * The page of parts of `page.py`: draws each part with the elements and classes that ipywidgets would give it, and
 * tells the kernel what a person does to it.
 *
 * Each part is a trait. An element stays as long as its part does, and only changes, so that the focus stays, too.
 */

/**
 * @typedef {{ classes: string[], shown: boolean }} Any
 * @typedef {Any & { kind: 'box', children: string[] }} Box names of parts
 * @typedef {Any & { kind: 'html', value: string }} Html
 * @typedef {Any & {
 *   kind: 'button', description: string, tooltip: string, main: boolean, disabled: boolean
 * }} Button
 * @typedef {Any & { kind: 'text', label: string, placeholder: string, value: string }} Text
 * @typedef {Any & { kind: 'select' | 'radio', label: string, options: string[][], value: string | null }} Choice each option has words and a value
 * @typedef {Box | Html | Button | Text | Choice} Part
 * @typedef {Record<string, Part>} Traits
 *
 * @typedef {{ part: string, value: string | null }} Sent what a person did to a part
 * @typedef {{ focus: string }} Heard the part that the keyboard goes to
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 */
const TOP = 'p0';
/** @type {Record<Part['kind'], string>} */
const CLASSES = {
  box: 'widget-container widget-box widget-vbox',
  html: 'widget-inline-hbox widget-html',
  button: 'jupyter-button widget-button',
  text: 'widget-inline-hbox widget-text',
  select: 'widget-inline-hbox widget-dropdown',
  radio: 'widget-inline-hbox widget-radio'
};
let radios = 0;

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

/** One part, as an element of the page. */
class Drawn {
  /** @type {Drawn[]} */
  children = [];
  /** @type {(part: any) => void} shows the part as it is; each kind has its own */
  show = () => {};
  /** @type {HTMLElement} */
  element = document.createElement('div');
  /** @type {HTMLElement | undefined} where the keyboard goes */
  field;

  /**
   * @param {Model} model
   * @param {string} name
   */
  constructor(model, name) {
    this.model = model;
    this.name = name;
    this.update = this.update.bind(this);
    this.begin();
    model.on(`change:${name}`, this.update);
  }

  dispose() {
    this.model.off(`change:${this.name}`, this.update);
    this.children.forEach(child => child.dispose());
  }

  /** Make the element of what the part is now. */
  begin() {
    const part = this.model.get(this.name);
    this.kind = part.kind;
    this.element = document.createElement(part.kind === 'button' ? 'button' : 'div');
    this.field = this.element;
    switch (part.kind) {
      case 'text':
        this.text(part);
        break;
      case 'select':
        this.select(part);
        break;
      case 'radio':
        this.radio(part);
        break;
      default:
        this[part.kind]();
    }
    this.paint(part);
  }

  update() {
    const part = this.model.get(this.name);
    if (part.kind === this.kind) {
      this.paint(part);
      return;
    }
    // the name belongs to another part now
    const before = this.element;
    this.children.forEach(child => child.dispose());
    this.children = [];
    this.begin();
    before.replaceWith(this.element);
  }

  /** @param {Part} part */
  paint(part) {
    this.element.className = ['lm-Widget jupyter-widgets', CLASSES[part.kind], ...part.classes].join(' ');
    this.element.hidden = !part.shown;
    this.show(part);
  }

  /** @param {string | null} value */
  tell(value) {
    this.model.send({ part: this.name, value });
  }

  box() {
    let shown = '';
    this.show = (/** @type {Box} */ { children }) => {
      if (children.join() === shown) {
        return;
      }
      shown = children.join();
      this.children.forEach(child => child.dispose());
      this.children = children.map(name => new Drawn(this.model, name));
      this.element.replaceChildren(...this.children.map(child => child.element));
    };
  }

  html() {
    const content = html('div', { className: 'widget-html-content' }, this.element);
    let shown = '';
    this.show = (/** @type {Html} */ { value }) => {
      if (value !== shown) {
        shown = value;
        content.innerHTML = value;
      }
    };
  }

  button() {
    const button = /** @type {HTMLButtonElement} */ (this.element);
    button.type = 'button';
    button.addEventListener('click', () => this.tell(null));
    this.show = (/** @type {Button} */ { description, tooltip, main, disabled }) => {
      if (button.textContent !== description) {
        button.textContent = description;
      }
      button.title = tooltip;
      button.disabled = disabled;
      button.classList.toggle('mod-primary', main);
    };
  }

  /** @param {Text} part */
  text({ label, placeholder }) {
    const input = html('input', { type: 'text', placeholder });
    this.element.append(this.labelled(label, input), input);
    this.field = input;
    input.addEventListener('change', () => this.tell(input.value));
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.isComposing) {
        this.tell(input.value);
      }
    });
    let shown = '';
    this.show = (/** @type {Text} */ { value }) => {
      if (value !== shown || document.activeElement !== input) {
        input.value = value;
      }
      shown = value;
    };
  }

  /** @param {Choice} part */
  select({ label }) {
    const select = html('select');
    this.element.append(this.labelled(label, select), select);
    this.field = select;
    select.addEventListener('change', () => this.tell(select.value));
    let shown = '';
    this.show = (/** @type {Choice} */ { options, value }) => {
      const now = JSON.stringify(options);
      if (now !== shown) {
        shown = now;
        select.replaceChildren(...options.map(([words, each]) => new Option(words, each)));
      }
      select.value = value ?? '';
    };
  }

  /** @param {Choice} part */
  radio({ label, options }) {
    const box = html('div', { className: 'widget-radio-box' }, this.element);
    box.setAttribute('role', 'radiogroup');
    box.setAttribute('aria-label', label);
    const name = `shequ-radio-${Math.random().toString(36).slice(2)}-${++radios}`;
    const inputs = options.map(([words, value = '']) => {
      const line = html('label', { textContent: words ?? '' }, box);
      const input = html('input', { type: 'radio', name, value }, line);
      input.addEventListener('change', () => this.tell(value));
      return input;
    });
    this.field = inputs[0];
    this.show = (/** @type {Choice} */ { value }) => {
      inputs.forEach(input => {
        input.checked = input.value === value;
      });
    };
  }

  /**
   * @param {string} text
   * @param {HTMLElement} field
   */
  labelled(text, field) {
    field.id = `shequ-field-${Math.random().toString(36).slice(2)}`;
    return html('label', { className: 'widget-label', textContent: text, htmlFor: field.id });
  }

  /**
   * The part of this name, here or within.
   *
   * @param {string} name
   * @returns {Drawn | undefined}
   */
  find(name) {
    return name === this.name ? this : this.children.map(child => child.find(name)).find(Boolean);
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  el.classList.add('shequ-parts');
  el.setAttribute('data-lm-suppress-shortcuts', 'true'); // keys are ours, not JupyterLab's
  const top = new Drawn(model, TOP);
  const receive = (/** @type {Heard} */ { focus }) => top.find(focus)?.field?.focus();
  model.on('msg:custom', receive);
  el.append(top.element);
  return () => {
    model.off('msg:custom', receive);
    top.dispose();
  };
}

export default { render };
