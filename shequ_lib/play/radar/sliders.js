/**
 * The sliders of `view.py`: a native slider for each indicator, grouped by goal.
 *
 * All texts come from the kernel, and so does everything that is counted:
 *   board   {least, most, unit, goals: [{name, indicators: [text]}]}
 *   scores  [int], of all indicators, in this order; the sliders write it
 *   notes   [text], what stands beside the name of each goal
 */
function html(tag, properties = {}, parent = null) {
  const element = Object.assign(document.createElement(tag), properties);
  parent?.append(element);
  return element;
}

class Sliders {
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
    this.outputs = [];
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

  buildSlider(indicator, { least, most, unit }, group) {
    const label = html('label', {}, group);
    html('span', { textContent: indicator }, label);
    const number = this.sliders.length;
    const slider = html('input', { type: 'range', min: least, max: most, step: 1 }, label);
    this.outputs.push(html('output', {}, label));
    this.sliders.push(slider);
    slider.addEventListener('input', () => {
      const scores = [...this.model.get('scores')];
      scores[number] = Number(slider.value);
      this.model.set('scores', scores);
      this.model.save_changes();
      this.show(number, unit);
    });
    // Arrow keys belong to the slider, not to the notebook around it.
    slider.addEventListener('keydown', event => event.stopPropagation());
  }

  show(number, unit) {
    this.outputs[number].textContent = `${this.sliders[number].value} ${unit}`;
  }

  update() {
    const { unit } = this.model.get('board');
    this.model.get('scores').forEach((score, number) => {
      if (this.sliders[number]) {
        this.sliders[number].value = score;
        this.show(number, unit);
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

function render({ model, el }) {
  const sliders = new Sliders(model, el);
  return () => sliders.dispose();
}

export default { render };
