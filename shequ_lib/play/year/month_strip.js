/**
 * The strip of months of `month_strip.py`: shows twelve tiles, and tells the kernel which one was chosen.
 *
 * All texts come from the kernel. The tiles are made once and only change their texts, so that the focus never
 * gets lost.
 */

/**
 * @typedef {{ name: string, look: string, word: string, marks: string }} TileText
 * @typedef {{ label: string, at: number | null, tiles: TileText[] }} Months `at` is a month
 * @typedef {{ go: number }} Sent
 *
 * To the tile of the month that is looked at, or to the field that has this class.
 * @typedef {{ focus?: true, field?: string }} Heard
 *
 * @typedef {{ strip: Months }} Traits
 * @typedef {import('../../../frontend/types/picture').Model<Traits, Sent, Heard>} Model
 */
const TRIES = 60; // frames in which a field may still come

class Strip {
  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.reached = 0; // the tile that the Tab key comes to
    element.classList.add('shequ-months');
    element.setAttribute('data-lm-suppress-shortcuts', 'true'); // the arrow keys are ours, not JupyterLab's
    this.list = document.createElement('div');
    this.list.setAttribute('role', 'tablist');
    element.append(this.list);
    this.tiles = this.model.get('strip').tiles.map((_, place) => this.makeTile(place));
    this.update = this.update.bind(this);
    this.receive = (/** @type {Heard} */ message) => {
      if (message.focus) {
        this.tiles[this.reached]?.button.focus();
      } else if (message.field) {
        this.bring(message.field, TRIES);
      }
    };
    model.on('change:strip', this.update);
    model.on('msg:custom', this.receive);
    this.update();
  }

  dispose() {
    this.model.off('change:strip', this.update);
    this.model.off('msg:custom', this.receive);
  }

  /**
   * Take the keyboard to a field; the month that it belongs to may still be on its way.
   *
   * @param {string} name
   * @param {number} tries
   */
  bring(name, tries) {
    const place = `.${CSS.escape(name)} :is(input, select)`;
    const field = /** @type {HTMLElement | null | undefined} */ (
      this.element.closest('.shequ-play')?.querySelector(place)
    );
    if (field?.getClientRects().length) {
      field.focus({ preventScroll: true });
      field.scrollIntoView({ block: 'center' });
    } else if (tries) {
      requestAnimationFrame(() => this.bring(name, tries - 1));
    }
  }

  /** @param {number} place */
  makeTile(place) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'tab');
    const part = (/** @type {string} */ className) => {
      const span = document.createElement('span');
      span.className = className;
      button.append(span);
      return span;
    };
    button.addEventListener('click', () => this.model.send({ go: place + 1 }));
    button.addEventListener('keydown', event => this.press(event, place));
    button.addEventListener('focus', () => this.reach(place));
    this.list.append(button);
    return { button, name: part('name'), word: part('word'), marks: part('marks') };
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} place
   */
  press(event, place) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const columns = getComputedStyle(this.list).gridTemplateColumns.split(' ').length;
    const last = this.tiles.length - 1;
    /** @type {Record<string, number>} */
    const places = {
      ArrowLeft: place - 1,
      ArrowRight: place + 1,
      ArrowUp: place - columns,
      ArrowDown: place + columns,
      Home: 0,
      End: last
    };
    const next = places[event.key];
    if (next !== undefined) {
      this.tiles[next < 0 || next > last ? place : next]?.button.focus();
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /**
   * Let the Tab key come to this tile only.
   *
   * @param {number} place
   */
  reach(place) {
    this.tiles.forEach(({ button }, other) => {
      button.tabIndex = other === place ? 0 : -1;
    });
    this.reached = place;
  }

  update() {
    const { label, at, tiles } = this.model.get('strip');
    this.list.setAttribute('aria-label', label);
    tiles.forEach(({ name, look, word, marks }, place) => {
      const tile = this.tiles[place];
      if (tile) {
        tile.button.className = look;
        tile.button.setAttribute('aria-selected', String(place + 1 === at));
        tile.name.textContent = name;
        tile.word.textContent = word;
        tile.marks.textContent = marks;
      }
    });
    const focused = this.tiles.findIndex(tile => tile.button === document.activeElement);
    this.reach(focused >= 0 ? focused : at ? at - 1 : this.reached);
  }
}

/** @param {import('../../../frontend/types/picture').Drawn<Model>} given */
function render({ model, el }) {
  const strip = new Strip(model, el);
  return () => strip.dispose();
}

export default { render };
