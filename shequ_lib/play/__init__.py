"""Things to play with in the chapters. Each has a model (plain functions of a state) and a view (widgets).

Example: `from shequ_lib.play import meeting_planner`, then `meeting_planner()`.
"""

from __future__ import annotations

from shequ_lib.play.calendar_view import QuarterCalendar
from shequ_lib.play.counter_view import Counter
from shequ_lib.play.draw_view import CommunityDrawing
from shequ_lib.play.election_view import ElectionView
from shequ_lib.play.hearing_view import HearingRoom
from shequ_lib.play.log_view import LogReader
from shequ_lib.play.mediation_view import MediationScene
from shequ_lib.play.planner_view import Planner
from shequ_lib.play.posts_view import ThreeInOnePosts
from shequ_lib.play.radar_view import HarmoniousCommunity
from shequ_lib.play.relations_view import WhoStandsWhere
from shequ_lib.play.services_view import YearOfServices
from shequ_lib.play.sheet_view import CommunitySheet
from shequ_lib.play.shown import show
from shequ_lib.play.year_view import FirstYearBoard

__all__ = [
    "community_sheet",
    "draw_communities",
    "election_and_decision",
    "first_year_board",
    "harmonious_community",
    "hearing_room",
    "log_reader",
    "mediation_scene",
    "meeting_planner",
    "quarter_calendar",
    "the_counter",
    "three_in_one_posts",
    "who_stands_where",
    "year_of_services",
]


def meeting_planner() -> None:
    """Show the planner: choose a meeting and a day, see every step with its latest date."""
    show(Planner())


def log_reader() -> None:
    """Show the log reader: put together what was done and when, see what breaks a rule."""
    show(LogReader())


def community_sheet() -> None:
    """Show the community sheet: move the figures of a community, see its posts, money and rooms follow.

    Two communities can be compared, and all of the table `data/communities.csv` looked through.
    """
    show(CommunitySheet())


def draw_communities() -> None:
    """Show the map to draw communities on: paint quarters, see what the rules say to it."""
    show(CommunityDrawing())


def mediation_scene(seed: int = 0) -> None:
    """Show a mediation told in scenes: choose what to do, see how the dispute ends and why."""
    show(MediationScene(seed))


def hearing_room(seed: int = 0) -> None:
    """Show a hearing from its organiser to its published result: what is skipped makes it fail."""
    show(HearingRoom(seed))


def the_counter(seed: int = 0) -> None:
    """Show a day at the counter: say of ten matters which function it is and who handles it."""
    show(Counter(seed))


def election_and_decision(seed: int = 0) -> None:
    """Show an election by one of the three ways, and the term after it: who decides each of eight matters."""
    show(ElectionView(seed))


def who_stands_where(seed: int = 0) -> None:
    """Show the organisations as a picture: say of two what holds between them, and see it drawn."""
    show(WhoStandsWhere(seed))


def three_in_one_posts(seed: int = 0) -> None:
    """Show the posts of party organisation, committee and station: fill them, see what the rules say."""
    show(ThreeInOnePosts(seed))


def year_of_services(seed: int = 0) -> None:
    """Show a year of services: file activities under a function, plan them on a budget, see the gaps."""
    show(YearOfServices(seed))


def harmonious_community(seed: int = 0) -> None:
    """Show a self-assessment as a radar: mark the five goals, then lift the weakest with few staff-months."""
    show(HarmoniousCommunity(seed))


def first_year_board(seed: int = 1, exam: int | None = None) -> None:
    """Show a year to practise, month by month; it saves itself beside the notebook.

    Args:
        seed: Which year comes first.
        exam: The seed of the examination, which is never played here.
    """
    show(FirstYearBoard(seed, exam))


def quarter_calendar(seed: int = 0) -> None:
    """Show a quarter to plan: put notices, meetings, minutes and replies on days, see deadlines tighten."""
    show(QuarterCalendar(seed))
