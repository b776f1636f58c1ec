"""A trainee's copy of the course: made once, refreshed around the answers, nothing ever lost."""

import json
import os
import subprocess
import sys

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from grading.jupyter import lab
from grading.jupyter.prompt_connection import PromptConnection
from grading.study import study
from shequ_lib.answer_cells import carry_over, is_untouched, put_answers, read_answers


def cell(exercise, source, stub="x = None"):
    metadata = {"shequ": {"role": "answer", "exercise": exercise, "stub": stub}}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": []}


def notebook(release, *cells, text="课文"):
    return {
        "cells": [{"cell_type": "markdown", "metadata": {}, "source": text}, *cells],
        "metadata": {"shequ": {"release": release}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def folders(tmp_path):
    course, mine = tmp_path / "课 程", tmp_path / "我 的"
    (course / "data").mkdir(parents=True)
    (course / "data" / "communities.csv").write_text("社区\n", encoding="utf-8")
    put(course, notebook("一", cell("notice-date", "x = None")))
    return course, mine


def put(folder, content):
    (folder / "06.ipynb").write_text(json.dumps(content), encoding="utf-8")


def get(folder):
    return json.loads((folder / "06.ipynb").read_text(encoding="utf-8"))


def test_first_copy_then_nothing_to_do(folders):
    course, mine = folders
    assert study.refresh(course, mine).added == ["06.ipynb", "data/communities.csv"]
    before = (mine / "06.ipynb").read_bytes()
    done = study.refresh(course, mine)
    assert (done.added, done.updated, done.set_aside) == ([], [], [])
    assert (mine / "06.ipynb").read_bytes() == before


def test_an_own_paper_stays_as_it_was_handed_out(folders):
    course, mine = folders
    study.refresh(course, mine)
    own = notebook("一", cell("notice-date", 'x = "2026-12-01"'), text="只给我的题目")
    own["metadata"]["shequ"]["paper"] = "0a1b2c3d"
    put(mine, own)
    put(course, notebook("二", cell("notice-date", "x = None"), text="新的课文"))
    done = study.refresh(course, mine)
    assert get(mine) == own and done.updated == [] and done.set_aside == []


def test_a_new_release_comes_in_around_the_answers(folders):
    course, mine = folders
    study.refresh(course, mine)
    answered = get(mine)
    put_answers(answered, {"notice-date": 'x = "2026-12-12"'})
    put(mine, answered)
    put(course, notebook("二", cell("notice-date", "x = None"), cell("new-one", "y = None"), text="新课文"))
    assert study.refresh(course, mine).updated == ["06.ipynb"]
    assert read_answers(get(mine)) == {"notice-date": 'x = "2026-12-12"', "new-one": "y = None"}
    assert get(mine)["cells"][0]["source"] == "新课文"


def test_an_unanswered_exercise_takes_the_new_stub(folders):
    course, mine = folders
    study.refresh(course, mine)
    put(
        course, notebook("二", cell("notice-date", "import pandas\nx = None", stub="import pandas\nx = None"))
    )
    study.refresh(course, mine)
    assert read_answers(get(mine))["notice-date"] == "import pandas\nx = None"


def test_an_answer_whose_exercise_is_gone_is_set_aside(folders):
    course, mine = folders
    study.refresh(course, mine)
    answered = get(mine)
    put_answers(answered, {"notice-date": 'x = "2026-12-12"'})
    put(mine, answered)
    put(course, notebook("二", cell("other", "y = None")))
    done = study.refresh(course, mine)
    assert done.set_aside == [f"{study.KEPT}/06-1.ipynb"]
    assert read_answers(json.loads((mine / done.set_aside[0]).read_text(encoding="utf-8"))) == {
        "notice-date": 'x = "2026-12-12"'
    }


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '"文字"', '{"cells": 3}', '{"cells": [1, null, {"metadata": 5}]}']
)
def test_a_damaged_copy_is_set_aside_and_replaced(folders, broken):
    course, mine = folders
    study.refresh(course, mine)
    (mine / "06.ipynb").write_text(broken, encoding="utf-8")
    study.refresh(course, mine)
    assert read_answers(get(mine)) == {"notice-date": "x = None"}
    assert broken in [path.read_text(encoding="utf-8") for path in (mine / study.KEPT).glob("*")]


def test_the_trainees_own_files_stay(folders):
    course, mine = folders
    study.refresh(course, mine)
    (mine / "笔记.txt").write_text("我的", encoding="utf-8")
    put(course, notebook("二", cell("notice-date", "x = None")))
    study.refresh(course, mine)
    assert (mine / "笔记.txt").read_text(encoding="utf-8") == "我的"


def test_of_two_cells_with_one_id_the_first_counts():
    twice = notebook("一", cell("a", "a = 1"), cell("a", "a = 2"))
    assert read_answers(twice) == {"a": "a = 1"}


def test_an_answer_cell_is_known_by_nbgraders_id_alone():
    bare = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "a-answer"}}, "source": ["a = ", "1"]}
    assert read_answers(notebook("一", bare)) == {"a": "a = 1"}
    assert not is_untouched(bare)


def test_carrying_over_changes_nothing_but_answers():
    new = notebook("二", cell("a", "x = None"), text="新")
    assert carry_over(notebook("一", cell("a", "a = 1")), new) == []
    assert new["cells"][0]["source"] == "新"


@pytest.mark.parametrize("locale", ["C", "zh_CN.UTF-8"])
def test_the_command_works_whatever_the_locale(tmp_path, locale):
    folder = tmp_path / "王小明 的课"
    environment = {**os.environ, "LANG": locale, "LC_ALL": locale}
    command = [sys.executable, "-m", "grading.cli", "study", str(folder), "--no-open"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "课程文件夹" in done.stdout.decode("utf-8")
    assert (folder / "00-start.ipynb").is_file()


def test_a_wrong_command_is_one_chinese_line():
    done = subprocess.run([sys.executable, "-m", "grading.cli", "学习"], capture_output=True, check=False)
    assert done.returncode == 2
    message = done.stderr.decode("utf-8").strip()
    assert "\n" not in message
    assert message.startswith("命令")


@pytest.mark.parametrize("kind", ["study", "teach"])
def test_messages_to_the_page_are_not_held_back(kind, monkeypatch):
    """Without this every reaction waits 40 ms for an acknowledgement of TCP."""
    settings = (lab.SETTINGS / kind / "jupyter_lab_config.py").read_text(encoding="utf-8")
    name = "grading.prompt_connection.PromptConnection"
    assert f'kernel_websocket_connection_class = "{name}"' in settings
    done = []

    class Handler(KernelWebsocketHandler):
        def __init__(self):
            pass

        def set_nodelay(self, value):
            done.append(value)

    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: done.append("connected"))
    PromptConnection(websocket_handler=Handler()).connect()
    assert done == [True, "connected"]
