"""The command line speaks Chinese only, and what it refuses it shows how to write."""

from __future__ import annotations

import argparse
import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import cli
from grading.cli.command_line import CHINESE

# What argparse says to whoever defines a parser wrongly.
FOR_PROGRAMMERS = (
    "conflicting option string",
    "conflicting subparser",
    ".__call__() not defined",
    "'required' is an invalid argument",
    "mutually exclusive arguments must be",
    "cannot have multiple subparser",
    "%r is not callable",
    "cannot merge actions",
    "invalid option string %(option)r",
    "dest= is required",
    "invalid conflict_resolution",
    'argument "-" with mode',
)
COMMANDS = ("study", "release", "teach", "hand-out", "grade", "report", "sample-class", "site")
WRONG = [
    [],
    ["nonsense"],
    ["grade"],
    ["grade", "--due"],
    ["grade", "06", "--due", "someday"],
    ["grade", "06", "--jobs", "0"],
    ["grade", "06", "--no-wait=1"],
    ["grade", "06", "--nonsense"],
    ["report", "--mastery", "many"],
    ["report", "--mastery", "101"],
    ["report", "--mastery", "0.6"],
    ["report", "--mastery", "nan"],
    ["sample-class"],
    ["sample-class", "many"],
    ["sample-class", "3", "--seed", "1.5"],
    ["sample-class", "3", "--chapter"],
    ["study", "--edition", "clas"],
    ["study", "--port", "x"],
    ["study", "--port", "99999"],
    ["teach", "--no"],
]


def sentences():
    """All that argparse of this Python would look up in a catalogue of translations."""
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            for each in node.args[: 2 if node.func.id == "ngettext" else 1]:
                if isinstance(each, ast.Constant):
                    yield each.value


def english(text):
    """The words of argparse's English in a text."""
    words = {word for each in sentences() for word in re.findall(r"[a-z]{3,}", re.sub(r"%\(\w+\)", "", each))}
    return words & set(re.findall(r"(?<![-\w])[a-z]{3,}(?![-\w])", text)) - {"prog"}


def test_each_sentence_of_argparse_has_its_chinese():
    found = list(sentences())
    assert len(found) > 25
    missing = [
        each for each in found if each not in CHINESE and not each.lstrip().startswith(FOR_PROGRAMMERS)
    ]
    assert not missing, "argparse says something new; give it its Chinese in grading/cli/command_line.py"
    for sentence, chinese in CHINESE.items():
        assert set(re.findall(r"%(?:\(\w+\))?.", chinese)) <= set(re.findall(r"%(?:\(\w+\))?.", sentence))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese(capsys, command):
    with pytest.raises(SystemExit) as left:
        cli.main([*filter(None, [command]), "--help"])
    output, errors = capsys.readouterr()
    assert left.value.code == 0 and errors == ""
    assert output.startswith("用法：shequ") and "显示这些说明" in output
    assert not english(output)
    # what is to be filled in has a Chinese name, or the choices stand there
    assert not re.search(r"--[\w-]+ [A-Z]|^ {2}[a-z]+ *$", output.split("命令\n")[0], re.MULTILINE)


@pytest.mark.parametrize("wrong", WRONG, ids=" ".join)
def test_a_wrong_command_is_one_chinese_line_that_shows_a_right_one(capsys, wrong):
    with pytest.raises(SystemExit) as left:
        cli.main(wrong)
    output, errors = capsys.readouterr()
    (line,) = errors.splitlines()
    assert left.value.code == 2 and output == ""
    assert line.startswith("命令写得不对：") and line.endswith("--help")
    assert not english(line)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["grade"], "还缺 章。例如：shequ grade 06"),  # 作业 may be left out
        (["grade", "--due"], "--due 后面要写一项内容"),
        (["report", "--mastery", "-1"], "--mastery 应当是 1 到 100 的百分数"),
        (["study", "--edition", "clas"], "--edition 没有 'clas'"),
        (["teach", "--no"], "--no 可能是 --no-open, --no-browser, --no-wait，请写全"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_as_the_help_names_it(capsys, wrong, says):
    with pytest.raises(SystemExit):
        cli.main(wrong)
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("text", ["60", "60%", "60％", "６０％", "60.0 %"])
def test_a_percentage_is_understood_however_it_is_written(monkeypatch, text):
    seen = []
    monkeypatch.setattr(cli, "_report", lambda options: seen.append(options.mastery) or 0)
    assert cli.main(["report", "--mastery", text]) == 0
    assert seen == [60]


@given(st.text(max_size=20))
def test_no_argument_ends_in_anything_but_a_line(text):
    for option in ("--mastery", "--seed", "--port", "--due", "--jobs"):
        command = {"--mastery": "report", "--seed": "sample-class", "--port": "study"}.get(option, "grade")
        with pytest.MonkeyPatch.context() as patch:
            for name in ("_report", "_sample_class", "_study", "_grade"):
                patch.setattr(cli, name, lambda _options: 0)
            try:
                others = [] if command == "study" else ["6"]
                assert cli.main([command, *others, f"{option}={text}"]) == 0
            except SystemExit as left:
                assert left.code == 2
    assert argparse.ArgumentParser().format_usage().startswith("usage: ")  # others' parsers are as before


def test_a_reader_that_has_seen_enough_is_no_complaint_about_a_disk(monkeypatch):
    """As `shequ release --coverage | head`."""

    class Closed:
        encoding = "utf-8"

        def write(self, _text):
            raise BrokenPipeError(32, "Broken pipe")

        def flush(self):
            raise BrokenPipeError(32, "Broken pipe")

    said = []

    def talk(_options):
        print("一行")
        return 0

    monkeypatch.setattr(cli, "_report", talk)
    monkeypatch.setattr(cli.sys, "stdout", Closed())
    monkeypatch.setattr(cli.sys, "stderr", type("Heard", (), {"write": said.append, "flush": lambda: None}))
    cli.main(["report"])
    assert "磁盘" not in "".join(said)
