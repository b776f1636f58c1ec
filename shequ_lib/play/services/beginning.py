"""How a year of services begins: the map of the functions, nothing covered, and the list of activities."""

from __future__ import annotations

from shequ_lib.play.first import TEXT, First
from shequ_lib.play.services import picture as services_picture
from shequ_lib.play.services.model import ServiceYear
from shequ_lib.play.services.view import TITLE, intro
from shequ_lib.play.still import words

SEEN = 8  # activities of the list that are in sight before one moves it


def first(seed: int) -> First:
    """Return how it begins.

    Args:
        seed: Which community it is.
    """
    year = ServiceYear(seed)
    comb = services_picture.honeycomb(year.coverage(), year.service)
    begin, _, rest = comb.partition("<defs>")
    return First(
        TITLE,
        f"{begin}<style>{services_picture.CSS}</style><defs>{rest}",
        [*words(intro(year)), *((TEXT, voice) for voice in year.voices())],
        question="活动单：点一件，先归类，再排月份",
        moves=[
            ("short", f"{activity.name}\n{activity.cost:,} 元，{activity.months} 个月")
            for activity in year.activities[:SEEN]
        ],
        room=(929, 2060),
    )
