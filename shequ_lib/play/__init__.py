"""Things to play with in the chapters. Each has a model (plain functions of a state) and a view (widgets).

Example: `from shequ_lib.play import meeting_planner`, then `meeting_planner()`.
"""

from __future__ import annotations

from shequ_lib.play.counter_view import Counter
from shequ_lib.play.draw_view import CommunityDrawing
from shequ_lib.play.hearing_view import HearingRoom
from shequ_lib.play.log_view import LogReader
from shequ_lib.play.mediation_view import MediationScene
from shequ_lib.play.planner_view import Planner
from shequ_lib.play.sheet_view import CommunitySheet

__all__ = [
    "community_sheet",
    "draw_communities",
    "hearing_room",
    "log_reader",
    "mediation_scene",
    "meeting_planner",
    "the_counter",
]


def meeting_planner() -> None:
    """Show the planner: choose a meeting and a day, see every step with its latest date."""
    _display(Planner().widget)


def log_reader() -> None:
    """Show the log reader: put together what was done and when, see what breaks a rule."""
    _display(LogReader().widget)


def community_sheet() -> None:
    """Show the community sheet: move the figures of a community, see its posts, money and rooms follow.

    Two communities can be compared, and all of the table `data/communities.csv` looked through.
    """
    _display(CommunitySheet().widget)


def draw_communities() -> None:
    """Show the map to draw communities on: paint quarters, see what the rules say to it."""
    _display(CommunityDrawing().widget)


def mediation_scene(seed: int = 0) -> None:
    """Show a mediation told in scenes: choose what to do, see how the dispute ends and why."""
    _display(MediationScene(seed).widget)


def hearing_room(seed: int = 0) -> None:
    """Show a hearing from its organiser to its published result: what is skipped makes it fail."""
    _display(HearingRoom(seed).widget)


def the_counter(seed: int = 0) -> None:
    """Show a day at the counter: say of ten matters which function it is and who handles it."""
    _display(Counter(seed).widget)


def _display(widget: object) -> None:
    from IPython.display import display

    display(widget)
