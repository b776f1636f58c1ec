"""The costliest and oddest files, answers and results known, and all that is done with them outside of walls.

`python tests/support/costly.py` puts every one of them through it in one process and says what each took;
with two numbers they must not take more seconds, and none of them more megabytes. `benchmarks/fuzz.py`
makes others out of them.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import kind_examples  # noqa: E402
from grading_helpers import CHAPTER, MIXED_ANSWERS, sample, submission  # noqa: E402

from grading.feedback import page  # noqa: E402
from grading.intake import intake  # noqa: E402
from grading.marking import marking, sanitize, scheme  # noqa: E402
from grading.marking.sandbox import tables  # noqa: E402
from grading.marking.scheme import Exercise, Scheme  # noqa: E402
from grading.papers.papers import Papers  # noqa: E402
from shequ_lib import first_year  # noqa: E402
from shequ_lib.errors import ShequError  # noqa: E402
from shequ_lib.exercises import literal, plain_table  # noqa: E402
from shequ_lib.exercises.literal import AnswerError  # noqa: E402
from shequ_lib.exercises.score import mark, mark_source  # noqa: E402

MEGABYTE = 1024 * 1024
FILE, TEXT = 10 * MEGABYTE - 100, 20_000
MARKS = "a" + "\u0315" * 5000 + "\u0300" * 5000
YEAR = {"id": "first-year", "kind": "year", "points": 10, "seed": 2027, "title": "上任第一年"}


@cache
def chapter() -> tuple[Scheme, dict]:
    """How the sample chapter is marked, and its source notebook."""
    with tempfile.TemporaryDirectory() as name:
        for inside, data in sample("source").files().items():
            path = Path(name, inside)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        made = scheme.read(Path(name), CHAPTER)
        marking.prepare(made)
        return made, json.loads(Path(name, f"{CHAPTER}.ipynb").read_bytes())


@cache
def released() -> dict:
    """The sample chapter as it is handed out."""
    return submission({})


@cache
def year() -> Exercise:
    """A first year in office, which the sample chapter has not."""
    slot = sanitize.Slot("上任第一年", "first_year = None", is_text=False)
    return Exercise(YEAR, {"hint": "", "explain": "", "wrong": []}, "上任第一年", slot)


@cache
def documented() -> list[Exercise]:
    """The kinds of which authors are shown an example, and which the sample chapter has not."""
    kinds = ("sort", "spot", "fill", "decide")
    return [kind_examples.counted(kind_examples.examples()[kind]) for kind in kinds]


class NoWalls:
    """Stands for the walls: no line gives anything."""

    def run(self, source: str, result: str, *, twice: bool = False) -> tables.TableRun:
        """Run nothing."""
        return tables.TableRun()


# --- what is done with them ------------------------------------------------------------------------------


def take_notebook(data: bytes) -> None:
    """From the bytes of a file to the page of feedback."""
    notebook = sanitize.read(data)
    if notebook is None:
        return
    made, source = chapter()
    taken = sanitize.take(notebook, made.slots)
    again = sanitize.take(submission(taken.answers, released()), made.slots)
    assert again.answers == taken.answers, "what was taken is not taken again"
    done = marking.mark_notebook(made, data, NoWalls())
    results = json.dumps(done.results, ensure_ascii=False).encode("utf-8")
    given = {name: page.Given(done.results.get(name, {}).get("points", 0.0)) for name in made.exercises}
    sheet = page.Sheet(page.Trainee("甲"), done.answers, done.results, given, done.repairs)
    text = page.Pages(Papers(made, source)).page(sheet).encode("utf-8")
    assert len(results) + len(text) < 2 * MEGABYTE, "the page or the results are too large"


def read_literal(data: bytes) -> None:
    """The text of a cell, as the answer to every exercise but the lines of pandas."""
    text = _text(data)
    for exercise in (*chapter()[0].exercises.values(), *documented(), year()):
        if exercise.spec["kind"] not in ("table", "essay"):
            name = literal.variable(exercise.spec["id"])
            for source in (text, f"{name} = {text}"):
                result = mark_source(exercise.spec, exercise.key, source)
                json.dumps(marking.to_plain(result, needs_look=False), ensure_ascii=False).encode("utf-8")
                page.readable(exercise, source[: sanitize.MAX_CODE])


def judge_value(data: bytes) -> None:
    """A value as JSON, as the answer to every exercise, if a cell may hold it."""
    try:
        value = json.loads(data)
        literal._check(value)
    except (ValueError, RecursionError):
        return
    for exercise in (*chapter()[0].exercises.values(), *documented()):
        if exercise.spec["kind"] != "essay":
            mark(exercise.spec, exercise.key, value)
    try:
        record = first_year.normalise(first_year.scenario(YEAR["seed"]), value)
    except AnswerError:
        return
    first_year.replay(first_year.scenario(YEAR["seed"]), record or {})


def take_reply(data: bytes) -> None:
    """What a child behind walls replies."""
    ran = tables._reply(data)
    exercise = chapter()[0].exercises["big-ones"]
    if ran.value is not None:
        plain_table.digest(ran.value)
        plain_table.share_right(ran.value, ran.value)

    class Replies:
        def run(self, source: str, result: str, *, twice: bool = False) -> tables.TableRun:
            return ran

    result, look = marking.mark_one(exercise, "x = 1", Replies())
    json.dumps(marking.to_plain(result, look), ensure_ascii=False).encode("utf-8")


def show_markdown(data: bytes) -> None:
    """An essay."""
    text = _text(data)[: sanitize.MAX_ESSAY] + sanitize.CUT
    # Nine times for an address in Chinese; the rest are the cells that a table's rows leave out.
    assert len(page.markdown(text)) <= 10 * len(text) + 250_000, "the page is many times as long as the essay"


def take_in(data: bytes) -> None:
    """A file of each kind that is taken in."""
    with tempfile.TemporaryDirectory() as name:
        room, came = Path(name, "班"), Path(name, "交来的")
        for folder in (room / "release" / CHAPTER, came):
            folder.mkdir(parents=True)
        (room / "release" / CHAPTER / f"{CHAPTER}.ipynb").write_text(json.dumps(released()), encoding="utf-8")
        for suffix in (".ipynb", ".json", ".zip"):
            path = came / f"甲{suffix}"
            path.write_bytes(data)
            inbox = intake.Inbox(room, CHAPTER, chapter()[0].slots, None)
            try:
                inbox.take_in([path])
            except ShequError as error:
                assert "\n" not in str(error)
            for line in (*inbox.intake.problems, *inbox.intake.notes):
                line.encode("utf-8")
                assert line.isprintable(), "a line that a terminal would obey"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sanitize": take_notebook,
    "literal": read_literal,
    "score": judge_value,
    "replies": take_reply,
    "markdown": show_markdown,
    "intake": take_in,
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")  # half of a surrogate pair for each odd byte


# --- the costliest ---------------------------------------------------------------------------------------


def seeds(target: str) -> Iterator[tuple[str, bytes]]:
    """Yield the known inputs of a target, each with a name."""
    for name, made in _MAKERS[target]():
        yield name, made if isinstance(made, bytes) else made.encode("utf-8", errors="surrogatepass")


def _notebooks() -> Iterator[tuple[str, bytes | str]]:
    def answered(**answers: str) -> str:
        named = {name.replace("_", "-"): text for name, text in answers.items()}
        return json.dumps(submission({**MIXED_ANSWERS, **named}, released()))

    def with_cells(exercise: str, sources: list) -> str:
        notebook = submission(MIXED_ANSWERS, released())
        place = next(
            place
            for place, cell in enumerate(notebook["cells"])
            if cell["metadata"]["shequ"].get("exercise") == exercise
            and cell["metadata"]["shequ"]["role"] == "answer"
        )
        cell = notebook["cells"][place]
        notebook["cells"][place : place + 1] = [{**cell, "source": source} for source in sources]
        return json.dumps(notebook, ensure_ascii=False)

    yield "ordinary", answered()
    yield "marks in an essay", answered(own_words="a" + "\u0315" * 600_000 + "\u0300" * 600_000)
    yield "marks everywhere", answered(**{name.replace("-", "_"): MARKS for name in MIXED_ANSWERS})
    # As it is worst for each step: names, and many small values.
    for sign in ("x = é\n", "a,", "[],", "é", "**a "):
        texts = dict.fromkeys(MIXED_ANSWERS, sign * (literal.MAX_SOURCE // len(sign)))
        yield f"{sign!r} everywhere", answered(**{name.replace("-", "_"): t for name, t in texts.items()})
    yield "long everywhere", answered(**{name.replace("-", "_"): "\ufdfa" * TEXT for name in MIXED_ANSWERS})
    yield "essay of references", answered(own_words="[a]: " + "b" * 10_000 + "\n\n" + "[a]" * 3000)
    yield "essay of lazy lines", answered(own_words="> " * 10 + "a\n" * TEXT)
    yield "split", with_cells("how-many", ["x=[" + "1," * (FILE // 3) + "]", "how_many = 5"])
    yield "split in many", with_cells("how-many", ["#"] * 50_000)
    yield "copied in many", with_cells("own-words", ["\u3000" * 100] * 20_000)
    yield "stubs in many", with_cells("big-ones", ["\u3000" * 19_000 + "a"] * 150)
    yield "source of many parts", with_cells("own-words", [["\u3000"] * 240_000])
    yield "blank of ten megabytes", with_cells("own-words", ["\u3000" * (FILE // 3 - 20_000)])
    yield "half pairs", answered(which_one='which_one = "\\ud800"', own_words="\ud800" * 50_000)
    yield (
        "half a pair in a long essay",
        with_cells("own-words", ["\ud7ff" * (FILE // 3 - 20_000) + "\ud800"]).replace("\ud800", "\\ud800"),
    )
    yield "empty lists", '{"cells":[' + "[]," * (FILE // 3 - 10) + "[]]}"
    yield "lists at the limit", '{"cells":[' + "[]," * 124_990 + "[]]}"
    yield "names at the limit", "{" + ",".join(f'"{n}":{n}' for n in range(249_000)) + ',"cells":[]}'
    yield "strings", '{"cells":[' + '"\\\\",' * (FILE // 5 - 10) + '""]}'
    yield "open string", '{"cells":["' + '\\",' * (FILE // 3 - 10)
    yield "one string", '{"cells":["\U0001f600' + "," * (FILE - 100) + '"]}'
    yield "digits", '{"cells":[' + ",".join(["9" * 4300] * 2300) + "]}"
    yield "deep", '{"cells":' + "[" * 100_000


def _literals() -> Iterator[tuple[str, str]]:
    yield from {
        "plain": '"B"',
        "list": '["A", "C"]',
        "dict": '{"征求意见": "恳谈会"}',
        "date": '"2026年12月12日"',
        "number": '"6万元"',
        "marks": '"' + MARKS + '"',
        "marks within a text": '"' + MARKS[4500:5490] + '"',
        "many texts of marks": "[" + ('"' + "\u0315\u0300" * 490 + '",') * 5 + "]",
        "many long texts": "[" + ('"' + "\ufdfa" * 990 + '",') * 5 + "]",
        "escapes": '"' + "\\ufdfa" * 950 + '"',
        "half pairs": '"\\ud800"',
        "complex": "1.7e308+1.7e308j",
        "deep": "[" * 2900 + "]" * 2900,
        "name of marks": MARKS[2500:7500],
        "names": "中\n" * 2900,
        "minus": "-" * 5900 + "1",
        "sum": "1" + "+1" * 2900,
        "numbers": "[" + "1," * 2900 + "]",
        "letters": '"' + "A、" * 490 + '"',
        "hexadecimal": "0x" + "f" * 5900,
        "digits": "9" * 5900,
        "statements": "1\n" * 499,
        "keys": "{" + ",".join(f"{n}: 1" for n in range(800)) + "}",
        "year": json.dumps(first_year.solve(first_year.scenario(YEAR["seed"])), ensure_ascii=False),
    }.items()


def _values() -> Iterator[tuple[str, str]]:
    for name, text in _literals():
        try:
            yield name, json.dumps(json.loads(text))
        except (ValueError, RecursionError):
            continue


def _replies() -> Iterator[tuple[str, str]]:
    def frame(columns: list[str], rows: list[list]) -> str:
        return json.dumps({"value": {"type": "frame", "columns": columns, "rows": rows}})

    yield "number", '{"value":{"type":"number","value":5}}'
    yield "message", '{"message":"找不到“\\ud800”这一列"}'
    yield "long message", json.dumps({"message": "\ufdfa" * 80_000})
    yield "series", '{"value":{"type":"series","index":["甲"],"values":[1]}}'
    yield "ligatures", frame(["社区"], [["\ufdfa" * 990] for _ in range(33)])
    yield "different ligatures", frame(["社区"], [["\ufdfa" * 15 + str(row)] for row in range(1700)])
    yield "marks", frame(["社区"], [["a" + "\u0315" * 490 + "\u0300" * 490] for _ in range(33)])
    yield "marks beyond", frame([MARKS], [["a" + "\u0315" * 40_000 + "\u0300" * 40_000]])
    yield "equal keys", frame(["社区"] * 5, [["甲"] * 5] * 2000)
    yield "days", frame(["社区"] * 5, [[f"2026-01-{row % 28 + 1:02}"] * 5 for row in range(1700)])
    yield "wide", frame(["社区"] * 100, [[1.5] * 100] * 100)
    yield "names", frame(["\ufdfa" * 300] * 100, [])
    yield "empty rows", '{"value":{"type":"frame","columns":[],"rows":[' + "[]," * 330_000 + "[]]}}"
    yield (
        "odd numbers",
        '{"value":{"type":"frame","columns":["甲"],"rows":[[NaN],[Infinity],[1e300],[true]]}}',
    )
    yield "digits", '{"value":{"type":"number","value":' + "9" * 4299 + "}}"
    yield "deep", '{"value":' + "[" * 300_000


def _essays() -> Iterator[tuple[str, str]]:
    yield from {
        "ordinary": "**先**听\n\n- 再办\n\n|谁|何时|\n|-|-|\n|甲|乙|\n\n[网](https://a.cn)",
        "references": "[a]: " + "b" * 10_000 + "\n\n" + "[a]" * 3000,
        "wide tables": ("|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + "|\n" * 120 + "\n") * 40,
        "tall table": "|a|b|c|\n|:-:|:-:|:-:|\n" + "|\n" * 1200,
        "returns": "|" + "a|" * 60 + "\r|" + "-|" * 60 + "\r" + "|\r" * 4000,
        "lazy": "> " * 10 + "a\n" * TEXT,
        "quotes": "> " * 10_000,
        "lists": "- " * 10_000,
        "stars": "*a_ " * 3000 + "b** c* " * 1500,
        "brackets": "[" * 10_000 + "](b)" * 2500,
        "stars and brackets": "*[a" * 7000,
        "ticks": "".join("`" * n + "a" for n in range(200)),
        "addresses": "[a](中)" * 3300,
        "entities": "&CounterClockwiseContourIntegral;" * 600,
        "code": "```\n" * 5000,
        "marks": MARKS,
        "half pairs": "\ud800" * TEXT,
    }.items()


def _files() -> Iterator[tuple[str, bytes | str]]:
    import io
    import zipfile

    yield from _notebooks()
    answers = {"which-one": 'which_one = "B"', "own-words": MARKS}
    parts = {"release": "x", "saved": "", "answers": answers}
    head = {"format": "shequ-homework", "version": 1, "name": "甲", "rulebook": "", "script": "", "saved": ""}
    yield "homework", json.dumps({**head, "chapters": {CHAPTER: parts}})
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr("甲.ipynb", json.dumps(submission(MIXED_ANSWERS, released())))
            archive.writestr("乙/01-sample.ipynb", "{}")
        yield f"zip {method}", packed.getvalue()


_MAKERS: dict[str, Callable[[], Iterator[tuple[str, bytes | str]]]] = {
    "sanitize": _notebooks,
    "literal": _literals,
    "score": _values,
    "replies": _replies,
    "markdown": _essays,
    "intake": _files,
}


def main() -> None:
    """Put all of them through, and say what each took: processor time, and memory more than before."""
    import contextlib
    import resource
    import time

    chapter(), released(), year()
    limits = [int(word) for word in sys.argv[1:]]
    if limits:
        resource.setrlimit(resource.RLIMIT_CPU, (limits[0], limits[0]))
        room = (memory("VmSize") + limits[1]) * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
    for target, run in TARGETS.items():
        for name, data in seeds(target):
            with contextlib.suppress(OSError):
                Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
            before, start = memory("VmHWM"), time.process_time()
            run(data)
            took, more = time.process_time() - start, memory("VmHWM") - before
            print(f"{took:.2f} s {more:4} MB  {target}: {name} ({len(data)} bytes)", flush=True)
            assert not limits or more <= limits[1], name


def memory(what: str) -> int:
    """Return megabytes of this process: VmSize of its addresses, VmHWM the most that was in use (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{what}:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
