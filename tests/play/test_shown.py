"""A simulator that is run again takes the place of the one before, in Python too."""

from __future__ import annotations

import ipywidgets
import pytest

from shequ_lib import play


class Shell:
    """What a kernel tells of the cell that runs."""

    cell: str | None = "first"

    def get_parent(self):
        return {"metadata": {"cellId": self.cell} if self.cell else {}}


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    monkeypatch.setattr("IPython.display.display", lambda _: None)
    yield shell
    ipywidgets.Widget.close_all()


def _models():
    return len(ipywidgets.widgets.widget._instances)


@pytest.mark.parametrize("name", play.__all__)
def test_run_again_leaves_no_widget_of_the_first_run(shell, name):
    simulator = getattr(play, name)
    simulator()
    first = _models()
    simulator()
    assert 0 < _models() <= first


def test_another_cell_keeps_its_own(shell):
    play.meeting_planner()
    first = _models()
    shell.cell = "second"
    play.meeting_planner()
    assert _models() == 2 * first


def test_nothing_is_closed_where_the_front_end_tells_no_cell(shell):
    shell.cell = None
    play.meeting_planner()
    first = _models()
    play.meeting_planner()
    assert _models() == 2 * first
