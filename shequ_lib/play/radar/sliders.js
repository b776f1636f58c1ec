/**
 * The sliders of `view.py`: a native slider for each indicator, grouped by goal.
 *
 * All texts come from the kernel, and so does everything that is counted.
 */

/**
 * @typedef {{ least: number, most: number, unit: string }} Range
 * @typedef {Range & { goals: { name: string, indicators: string[] }[] }} Board
 *
 * `scores` of all indicators, in this order; the sliders write it. `notes` stand beside the names of the goals.
 * @typedef {{ board: Board, scores: number[], notes: string[] }} Traits
 *
 * @typedef {import('../../../frontend/types/picture').Model<Traits, never>} Model
 * @typedef {{ input: HTMLInputElement, output: HTMLOutputElement }} Slider
 */

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

class Sliders {
  /** @type {Slider[]} */
  sliders = [];
  /** @type {HTMLElement[]} */
  notes = [];

  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    element.classList.add('shequ-sliders');
    this.build = this.build.bind(this);
    this.update = this.update.bind(this);
    this.note = this.note.bind(this);
    model.on('change:board', this.build);
    model.on('change:scores', this.update);
    model.on('change:notes', this.note);
    this.build();
  }

  dispose() {
    this.model.off('change:board', this.build);
    this.model.off('change:scores', this.update);
    this.model.off('change:notes', this.note);
  }

  build() {
    const { goals, ...range } = this.model.get('board');
    this.element.replaceChildren();
    this.sliders = [];
    this.notes = goals.map(({ name, indicators }) => {
      const group = html('fieldset', {}, this.element);
      const legend = html('legend', {}, group);
      html('strong', { textContent: name }, legend);
      const note = html('span', {}, legend);
      indicators.forEach(indicator => this.buildSlider(indicator, range, group));
      return note;
    });
    this.update();
    this.note();
  }

  /**
   * @param {string} indicator
   * @param {Range} range
   * @param {Element} group
   */
  buildSlider(indicator, { least, most, unit }, group) {
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
      this.show(slider, unit);
    });
    // Arrow keys belong to the slider, not to the notebook around it.
    input.addEventListener('keydown', event => event.stopPropagation());
  }

  /**
   * @param {Slider} slider
   * @param {string} unit
   */
  show({ input, output }, unit) {
    output.textContent = `${input.value} ${unit}`;
  }

  update() {
    const { unit } = this.model.get('board');
    this.model.get('scores').forEach((score, number) => {
      const slider = this.sliders[number];
      if (slider) {
        slider.input.value = String(score);
        this.show(slider, unit);
      }
    });
  }

  note() {
    this.model.get('notes').forEach((text, number) => {
      if (this.notes[number]) {
        this.notes[number].textContent = text;
      }
    });
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const sliders = new Sliders(model, el);
  return () => sliders.dispose();
}

export default { render };
