// What an earlier check said of an answer, as the notebook in this browser kept it: read as text, drawn anew.
const LONGEST = 50_000; // characters of the HTML that is looked at; a check writes some hundreds
const STATUSES = ['right', 'partial', 'wrong', 'unreadable', 'unanswered'];

/**
 * The result of an exercise, if one is kept.
 *
 * @param {import('../../../frontend/types/site').Notebook} notebook whose answer cells and checks belong together.
 * @param {string} exercise
 * @returns {HTMLElement | null} what the reader sees; null if there is nothing, or nothing that a check could have written.
 */
export function keptResult(notebook, exercise) {
  const check = notebook.cells.find(({ metadata }) => {
    const { role, exercise: name } = metadata?.shequ ?? {};
    return role === 'check' && name === exercise;
  });
  const output = check?.outputs?.find(one => one.output_type === 'execute_result');
  const html = [output?.data?.['text/html'] ?? ''].flat().join('');
  if (html.length > LONGEST) {
    return null;
  }
  // such a document runs nothing and fetches nothing
  const box = new DOMParser().parseFromString(html, 'text/html').querySelector('.shequ-result');
  const status = STATUSES.find(one => box?.classList.contains(`shequ-${one}`));
  return box && status ? draw(box, status) : null;
}

/**
 * @param {Element} box
 * @param {string} status
 */
function draw(box, status) {
  const made = element('div', '');
  made.className = `shequ-result shequ-${status}`;
  for (const part of box.children) {
    if (part.localName === 'details') {
      const folded = element('details', '');
      folded.append(
        ...[...part.children].map(one => element(one.localName === 'summary' ? 'summary' : 'p', one))
      );
      made.append(folded);
    } else {
      made.append(element(part.localName === 'strong' ? 'strong' : 'p', part));
    }
  }
  return made;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string | Element} from the text, or the element that has it.
 */
function element(name, from) {
  const textContent = typeof from === 'string' ? from : from.textContent;
  return Object.assign(document.createElement(name), { textContent });
}
