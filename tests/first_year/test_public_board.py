"""The board that the page draws a year from: all that is asked, and nothing by which it is judged."""

import json
import re
from dataclasses import replace

import pytest
import whole_course

from shequ_lib import first_year, script
from shequ_lib.answer_cells import course_metadata
from shequ_lib.first_year import board_model

SEEDS = range(25)
CHAPTER = "14-first-year"


def test_the_chapter_carries_the_board():
    notebook = whole_course.built("source").notebooks[CHAPTER]
    (spec,) = [ours["spec"] for cell in notebook["cells"] if "spec" in (ours := course_metadata(cell))]
    assert spec["board"] == json.loads(json.dumps(first_year.public_board(first_year.scenario(spec["seed"]))))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_judges_a_decision_is_in_it(seed):
    """A year in which every right answer is struck out has the same board."""
    year = first_year.scenario(seed)
    board = first_year.public_board(year)

    def struck(task):
        # of the judge, only what puts a decision on the calendar or among the money
        kept = (
            task.judge if task.judge.startswith(("step ", "line ", "total ")) or task.judge == "size" else ""
        )
        return replace(task, judge=kept, why="", rule="", rule_text="")

    blind = replace(
        year,
        cards=tuple(replace(card, tasks=tuple(map(struck, card.tasks))) for card in year.cards),
        activities=(),
        indicators=(),
    )
    assert first_year.public_board(blind) == board
    for card in board["cards"]:
        assert set(card) <= {"id", "month", "title", "text", "incident", "tasks", "heads", "rows"}
        for task in card["tasks"]:
            assert set(task) <= {"id", "kind", "name", "label", "unit", "options", "mark"}


def test_no_deadline_is_in_it():
    """The days on the calendar are those that the texts of the cards name themselves."""
    for seed in SEEDS:
        board = first_year.public_board(first_year.scenario(seed))
        texts = {card["title"]: card["text"] for card in board["cards"]}
        days = {(mark["about"], mark["day"]) for mark in board["given"]}
        assert len(days) == 14
        for about, day in days:
            year, month, number = map(int, day.split("-"))
            assert f"{year}年{month}月{number}日" in texts[about]
        dates = re.findall(r"\d{4}-\d\d-\d\d", json.dumps(board))
        assert sorted(dates) == sorted(day for _, day in days)


def test_it_asks_for_every_decision():
    year = first_year.scenario(3)
    board = first_year.public_board(year)
    shown = [(card["month"], task) for card in board["cards"] for task in card["tasks"]]
    assert [(month, task["id"], task["label"]) for month, task in shown] == [
        (task.month, task.id, task.label) for task in year.tasks
    ]
    assert {task["id"]: dict(task["options"]) for _, task in shown if "options" in task} == {
        task.id: {option.key: option.text for option in task.options}
        for task in year.tasks
        if task.kind == "choice"
    }
    assert [task["id"] for _, task in shown if task.get("mark")] == [
        task.id for task in year.tasks if task.kind == "date"
    ]
    assert board["money"]["lines"] == [
        task.id for task in year.tasks if task.label in [line.name for line in board_model.money(year, {})]
    ]


def test_traditional_characters_fold_back():
    for seed in SEEDS:
        year = first_year.scenario(seed)
        with script.using(script.HANT):
            text = json.dumps(first_year.public_board(year), ensure_ascii=False)
            assert script.localise(text) == text  # what a release does with all that it shows
        plain = json.dumps(first_year.public_board(year), ensure_ascii=False)
        assert text != plain
        assert script.simplify(text) == plain
