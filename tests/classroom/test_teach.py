"""What `shequ teach` says on the screen, and by which names nbgrader's pages call people."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request

import lab
import pytest
from grading_helpers import CHAPTER, set_up
from nbgrader.api import Gradebook

from grading.classroom import classroom
from grading.grade import formgrader
from grading.gradebook.record import Recorder
from grading.jupyter.lab import LOG
from grading.roster import Trainee

pytestmark = pytest.mark.pipeline
SCRIPTS = sorted(formgrader._SCRIPTS.glob("*.js"))


@pytest.fixture
def room(tmp_path):
    set_up(tmp_path / "班")
    return tmp_path / "班"


@pytest.mark.skipif(sys.platform == "win32", reason="stops it by a POSIX signal")
def test_on_the_screen_is_the_address_and_no_english(room):
    """Whatever Jupyter has to say is in its log, and Ctrl+C stops it without a question."""
    program = (
        "from pathlib import Path; from grading.jupyter.lab import open_lab;"
        f"open_lab(Path({str(room)!r}), 'teach', port=0, browser=False)"
    )
    server = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        first = server.stdout.readline().decode("utf-8")
        assert re.fullmatch(r"网页地址：http://\S+/lab\?token=\w+\n", first)
        address = first.removeprefix("网页地址：").strip()
        urllib.request.urlopen(address, timeout=lab.PATIENCE / 1000).close()  # by then it is at work
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=lab.PATIENCE / 1000)
    finally:
        server.kill()
    assert rest.decode("utf-8").strip() == ""
    assert "is running at" in (room / LOG).read_text(encoding="utf-8")


def test_a_name_is_whole_and_no_part_is_none_before_and_after_a_rename(room):
    url = classroom.open_course(room).db_url
    with Gradebook(url) as gradebook:
        gradebook.add_student("3", last_name="张伟")  # as an earlier version wrote it
    for name in ("王晓明", "王小明"):
        with Recorder(url, CHAPTER) as recorder:
            recorder.name_trainees([Trainee("1", name), Trainee("2"), Trainee("3", "张伟")])
        with Gradebook(url) as gradebook:
            found = {each.id: (each.last_name, each.first_name) for each in gradebook.students}
        assert found == {"1": (name, ""), "2": (None, ""), "3": ("张伟", "")}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_nbgraders_scripts_show_a_name_as_it_is(path):
    served = b"".join(formgrader.Scripts.get_content(str(path))).decode("utf-8")
    assert '"None"' not in served and 'last_name + ", "' not in served
    assert ("first_name" not in path.read_text("utf-8")) or "filter(Boolean)" in served or "modal" in served
    part = b"".join(formgrader.Scripts.get_content(str(path), 5, 9))
    assert part == served.encode("utf-8")[5:9]


def test_three_of_them_show_names():
    assert sum("filter(Boolean)" in formgrader.named(path.read_text("utf-8")) for path in SCRIPTS) == 3
