"""The answer literal has two readers, Python's and the page's: what one takes, the other takes."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from shequ_lib.exercises import literal, literal_grammar
from shequ_lib.exercises.literal import AnswerError

TESTS = Path(__file__).parents[1]
GOLDEN = json.loads((TESTS / "data" / "literal_cases.json").read_text(encoding="utf-8"))
MODULE = TESTS.parent / "shequ_lib" / "labextension" / "page" / "answers.js"
NO_VALUE = object()
# What stands at a limit of the grammar, and what stands one beyond it.
BORDERS = [
    ("#" * literal_grammar.MAX_SOURCE, True),
    ("#" * (literal_grammar.MAX_SOURCE + 1), False),
    ("\U00020000".join(["#", "x" * (literal_grammar.MAX_SOURCE - 2)]), True),
    ("\n" * literal_grammar.MAX_LINES, True),
    ("\n" * (literal_grammar.MAX_LINES + 1), False),
    ("#" + ";" * (literal_grammar.MAX_LINES + 1), False),
    ("x = 1\n" * literal_grammar.MAX_LINES, True),
    *((f'x = "{sign * literal_grammar.MAX_TEXT}"', True) for sign in ("长", "\U00020000", "\\n")),
    *((f'x = "{sign * (literal_grammar.MAX_TEXT + 1)}"', False) for sign in ("长", "\U00020000", "\\n")),
    (f'x = {{"{"长" * (literal_grammar.MAX_TEXT + 1)}": 1}}', False),
    (f"x = [{'1,' * (literal.MAX_PARTS - 1)}]", True),
    (f"x = [{'1,' * literal.MAX_PARTS}]", False),
    (f"x = {'(' * literal_grammar.MAX_BRACKETS}7{')' * literal_grammar.MAX_BRACKETS}", True),
    (f"x = {'(' * (literal_grammar.MAX_BRACKETS + 1)}7{')' * (literal_grammar.MAX_BRACKETS + 1)}", False),
    (f"x = {'[' * (literal.MAX_DEPTH + 1)}{']' * (literal.MAX_DEPTH + 1)}", True),
    (f"x = {'[' * (literal.MAX_DEPTH + 1)}1{']' * (literal.MAX_DEPTH + 1)}", False),
    (f"x = {literal.MAX_NUMBER}", True),
    (f"x = {literal.MAX_NUMBER + 1}", False),
    (f"x = -{literal.MAX_NUMBER + 1}", False),
    (f"x = {'9' * 5000}", False),
    (f"x = 0.{'1' * 5000}", True),
]
PIECES = [
    *[
        "x",
        "=",
        "x = ",
        "x = 1",
        'x = "A"',
        "\n",
        "\r",
        "\r\n",
        "\f",
        "\v",
        "\0",
        "\t",
        " ",
        "\u2028",
        "\x85",
        "\xa0",
    ],
    *[
        '"',
        "'",
        '"""',
        "'''",
        '""',
        "\\",
        "\\\n",
        '\\"',
        "\\u5317",
        "\\ud83d",
        "\\x41",
        "\\N{DIGIT ONE}",
        "\\0",
    ],
    *[
        "#",
        "# a",
        ";",
        ",",
        ":",
        ".",
        "-",
        "+",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "*",
        "@",
        "!",
        "%",
        "`",
        "$",
        "~",
    ],
    *["0", "1", "12", "_", "1_0", "007", "1.5", "1e5", "1e400", "1j", "0x1", "١", "１", "९"],
    *[
        "None",
        "True",
        "False",
        "null",
        "Ｎone",
        "ｘ",
        "x\u0301",
        "y",
        "f",
        "b",
        "r",
        "u",
        "in",
        "if",
        "else",
        "and",
    ],
    *[
        "\ufeff",
        "\ud800",
        "\U00020000",
        "长",
        "\u0301",
        "__import__('js')",
        "[1, 2]",
        '{"a": 1}',
        '{"a"}',
        "(1,)",
    ],
]


def _page(cases):
    node = shutil.which("node")
    if node is None:
        pytest.skip("the page's reader runs in Node.js (Debian: apt install nodejs)")
    done = subprocess.run(
        [node, str(TESTS / "support" / "literal_node.mjs"), str(MODULE)],
        input=json.dumps([["x", source] for source in cases]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [NO_VALUE if one is None else one["value"] for one in json.loads(done.stdout)]


def _python(source):
    try:
        return _plain(literal.read("x", source))
    except AnswerError:
        return NO_VALUE


def _plain(value):
    if isinstance(value, dict):
        return {"dict": [[key, _plain(item)] for key, item in value.items()]}
    if isinstance(value, set):
        return {"set": sorted(value)}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _same(one, other):
    """Whether two values are one: numbers are equal as numbers, nothing else is like another."""
    if one is NO_VALUE or other is NO_VALUE:
        return one is other
    return _text(one) == _text(other)


def _text(value):
    if isinstance(value, dict) and "set" in value:
        return ("set", tuple(sorted(value["set"])))
    if isinstance(value, dict):
        return ("dict", tuple((key, _text(item)) for key, item in value["dict"]))
    if isinstance(value, list):
        return ("list", tuple(map(_text, value)))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return ("number", float(value))  # JavaScript writes large ones without a point
    return (type(value).__name__, value)


def _random_sources(count):
    """Texts that are nearly answers: answers with a hostile piece in some place, and pieces in any order."""
    chance = random.Random(20261129)
    good = [case["source"] for case in GOLDEN if case["accepted"]]
    for _ in range(count):
        if chance.random() < 0.6:
            text = chance.choice(good)
            for _ in range(chance.randint(1, 3)):
                at, cut = chance.randint(0, len(text)), chance.choice((0, 0, 1, 2))
                text = text[:at] + chance.choice(PIECES) + text[at + cut :]
        else:
            text = "x = " * chance.randint(0, 1) + "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        yield text


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: ascii(case["source"])[:60])
def test_python_takes_exactly_the_grammar(case):
    assert _same(_python(case["source"]), case["value"] if case["accepted"] else NO_VALUE)


@pytest.mark.parametrize(("source", "taken"), BORDERS, ids=lambda value: ascii(value)[:30])
def test_python_keeps_the_limits(source, taken):
    assert (_python(source) is not NO_VALUE) is taken


def test_the_page_takes_exactly_the_grammar():
    wrong = [
        case
        for case, value in zip(GOLDEN, _page([case["source"] for case in GOLDEN]), strict=True)
        if not _same(value, case["value"] if case["accepted"] else NO_VALUE)
    ]
    assert wrong == []


def test_the_page_keeps_the_limits():
    found = _page([source for source, _ in BORDERS])
    assert [value is not NO_VALUE for value in found] == [taken for _, taken in BORDERS]


def test_both_take_the_same_of_texts_that_are_nearly_answers():
    sources = list(_random_sources(6000))
    both = [(source, _python(source), value) for source, value in zip(sources, _page(sources), strict=True)]
    assert [one for one in both if not _same(one[1], one[2])] == []
    taken = sum(value is not NO_VALUE for _, _, value in both)
    assert 300 < taken < 4500  # else it would say little
