"""Answer the forms of a page in any engine, by its own mouse and keys, and read what they show."""

from __future__ import annotations

import time
from typing import Any

from engines import KEYS, PATIENCE, Engine

FIELD = "(place, what, n) => document.querySelectorAll('.shequ-form')[place].querySelectorAll(what)[n]"
TRIES = 5  # WebKitGTK's driver loses a click or a key now and then when the machine is busy
SAID = "place => document.querySelectorAll('.shequ-form')[place].querySelector('.shequ-said').textContent"
EDITOR = """place => {
  let cell = document.querySelectorAll('.shequ-form')[place].closest('.jp-Cell');
  while (cell && !cell.matches('.shequ-role-answer')) {
    cell = cell.previousElementSibling;
  }
  return cell?.querySelector('.cm-content');
}"""
# What a form shows, as its answer would be written.
SHOWN = """(place, { kind, options, items, fields, steps }) => {
  const form = document.querySelectorAll('.shequ-form')[place];
  const all = what => [...form.querySelectorAll(what)];
  const pairs = (names, what) =>
    Object.fromEntries(all(what).map((field, i) => [names[i], field.value]).filter(([, value]) => value));
  switch (kind) {
    case 'choice':
    case 'choices': {
      const letters = Object.keys(options).filter((_, i) => all('input')[i].checked);
      return kind === 'choices' ? letters : letters[0];
    }
    case 'order':
      return all('.shequ-item').map(row => row.lastChild.textContent.trim());
    case 'match':
      return pairs(items, 'select');
    case 'sort':
      return Object.fromEntries(
        items
          .map((item, i) => [item, form.querySelector(`[data-card="${i}"]`).value])
          .filter(([, bin]) => bin)
      );
    case 'spot':
      return Object.fromEntries(
        all('.shequ-document li')
          .map((row, i) => [String(i + 1), row.querySelector('select')?.value])
          .filter(([, rule]) => rule)
      );
    case 'fill':
      return Object.fromEntries(
        fields
          .map(({ label, type }, i) => {
            const { value } = all('.shequ-gap')[i].querySelector('input, select');
            return [label, type === 'number' && value ? Number(value) : value];
          })
          .filter(([, value]) => value !== '')
      );
    case 'decide': {
      let number = 1;
      const chosen = {};
      for (const radio of all('input:checked')) {
        chosen[number] = radio.value;
        number = steps[number - 1].options[radio.value].then;
      }
      return chosen;
    }
    case 'schedule':
      return pairs(fields, 'input');
    case 'number':
      return Number(all('input')[0].value);
    default:
      return all('input, textarea')[0].value;
  }
}"""
# The parts of a date in the order in which the browser wants them.
PARTS = """() => new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit' })
  .formatToParts(new Date()).map(part => part.type).filter(type => type !== 'literal')"""


def answer(engine: Engine, place: int, spec: dict[str, Any], value: Any) -> None:
    """Give an answer in the form at a place, counted from 0, and wait until it is kept."""
    for _ in range(TRIES):
        _FILL[spec["kind"]](engine, place, spec, value)
        if shown(engine, place, spec) == value:
            break
    engine.until(f"place => /已保存/.test(({SAID})(place))", place)


def shown(engine: Engine, place: int, spec: dict[str, Any]) -> Any:
    """Return the answer that the form at a place shows."""
    return engine.run(
        SHOWN, place, {key: spec.get(key) for key in ("kind", "options", "items", "fields", "steps")}
    )


def comes_to_show(engine: Engine, place: int, spec: dict[str, Any], value: Any) -> bool:
    """Tell whether the form at a place comes to show an answer; it fills its fields one by one."""
    end = time.monotonic() + PATIENCE
    while shown(engine, place, spec) != value:
        if time.monotonic() > end:
            return False
        engine.run("() => new Promise(done => setTimeout(done, 20))")
    return True


def run_code(engine: Engine, place: int, spec: dict[str, Any], code: str) -> None:
    """Write code in the notebook's editor before the form at a place, and run it."""
    engine.click(EDITOR, place)
    engine.press("a", control=True)
    engine.type(code)
    click(engine, place, ".shequ-check")
    engine.until(f"place => /已运行并保存/.test(({SAID})(place))", place)


def click(engine: Engine, place: int, what: str, n: int = 0) -> None:
    """Click on something in the form at a place."""
    engine.click(FIELD, place, what, n)


def _focus(engine: Engine, place: int, what: str, n: int = 0) -> None:
    """Put the focus there: a click would open a list of the browser's own, outside the page."""
    engine.run(f"(...given) => void ({FIELD})(...given).focus()", place, what, n)


def _choose(engine: Engine, place: int, spec: dict[str, Any], value: str | list[str]) -> None:
    for letter in set(value) - set(shown(engine, place, spec) or ""):
        click(engine, place, "input", list(spec["options"]).index(letter))


def _order(engine: Engine, place: int, spec: dict[str, Any], value: list[str]) -> None:
    now = shown(engine, place, spec)
    for goal, item in enumerate(value):
        for at in range(now.index(item), goal, -1):
            click(engine, place, "li .shequ-button:nth-of-type(1)", at)
            now.insert(at - 1, now.pop(at))


def _match(engine: Engine, place: int, spec: dict[str, Any], value: dict[str, str]) -> None:
    for n, item in enumerate(spec["items"]):
        _focus(engine, place, "select", n)
        engine.press("Home")
        engine.press("Down", spec["targets"].index(value[item]) + 1)


def _sort(engine: Engine, place: int, spec: dict[str, Any], value: dict[str, str]) -> None:
    for n, item in enumerate(spec["items"]):
        if item in value:  # the list goes with its card, and keeps the focus
            _focus(engine, place, f'[data-card="{n}"]')
            engine.press("Home")
            engine.press("Down", spec["bins"].index(value[item]) + 1)


def _spot(engine: Engine, place: int, spec: dict[str, Any], value: dict[str, str]) -> None:
    for line, rule in value.items():
        row = f".shequ-document li:nth-child({line})"
        if not engine.run(f"(...given) => ({FIELD})(...given).checked", place, f"{row} input", 0):
            click(engine, place, f"{row} input")
        if engine.run(f"(...given) => !!({FIELD})(...given)", place, f"{row} select", 0):  # else a lost click
            _focus(engine, place, f"{row} select")
            engine.press("Home")
            engine.press("Down", spec["rules"].index(rule) + 1)


def _fill(engine: Engine, place: int, spec: dict[str, Any], value: dict[str, Any]) -> None:
    for n, field in enumerate(spec["fields"]):
        if (given := value.get(field["label"])) is None:
            continue
        what = f".shequ-gap-{field['type']} :is(input, select)"
        at = [other["type"] for other in spec["fields"][:n]].count(field["type"])
        if field["type"] == "date":
            _date(engine, place, what, at, given)
            continue
        _focus(engine, place, what, at)
        if field["type"] == "choice":
            engine.press("Home")
            engine.press("Down", field["options"].index(given) + 1)
        else:
            engine.press("a", control=True)
            engine.type(str(given))


def _decide(engine: Engine, place: int, spec: dict[str, Any], value: dict[str, str]) -> None:
    for step, letter in enumerate(value.values(), start=1):
        click(engine, place, f".shequ-step:nth-child({step}) [value={letter}]")


def _type(engine: Engine, place: int, spec: dict[str, Any], value: Any) -> None:
    click(engine, place, "input, textarea")
    engine.press("a", control=True)
    engine.type(str(value))


def _dates(engine: Engine, place: int, spec: dict[str, Any], value: str | dict[str, str]) -> None:
    days = [value] if isinstance(value, str) else [value[label] for label in spec["fields"]]
    for n, day in enumerate(days):
        _date(engine, place, "input", n, day)


def _date(engine: Engine, place: int, what: str, n: int, day: str) -> None:
    parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
    between = "" if engine.goes_on else KEYS["Right"]
    _focus(engine, place, what, n)
    engine.type(between.join(parts[part] for part in engine.run(PARTS)))


_FILL = {
    "choice": _choose,
    "choices": _choose,
    "order": _order,
    "match": _match,
    "sort": _sort,
    "spot": _spot,
    "fill": _fill,
    "decide": _decide,
    "number": _type,
    "essay": _type,
    "date": _dates,
    "schedule": _dates,
}
