"""Simulators on a telephone, to their end by fingers alone; each second move is tapped twice."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive
import stage_drive
from doors_moves import winning as through_the_doors
from test_browser_hearing import presses as through_the_hearing
from test_browser_log import solution as faults_of_the_record
from test_browser_relations import LINES, right
from test_browser_services import FUNCTIONS, GROUPS, YEAR, answer, card, month, reaction
from test_browser_sewing import pressed as through_the_year
from test_browser_street import keys as along_the_street
from test_play_brand import winning as through_the_brand
from test_play_hearing import SOUND
from test_play_mediation import KEPT

from shequ_lib.play.brand.model import Hearing as BrandHearing
from shequ_lib.play.doors.model import Doors
from shequ_lib.play.log.model import LogSearch
from shequ_lib.play.mediation.model import Mediation
from shequ_lib.play.relations.tale import ROUNDS
from shequ_lib.play.sewing.model import SELF, SERVE
from shequ_lib.play.street.model import StreetWalk

pytestmark = pytest.mark.browser
PRESSES = stage_drive.presses


def _relations():
    said = [key for name in ROUNDS[0]["lines"] for key in right(LINES[name])]
    return [*said, "nothing", "on"]


# What is tapped in each tale, and what stands there in the end.
TALES = {
    "brand_hearing": (lambda: PRESSES(BrandHearing(), through_the_brand(0)), "结局：立牌了"),
    "six_doors": (lambda: PRESSES(Doors(), through_the_doors(0)), "结局：门开了，人来了"),
    "log_reader": (lambda: PRESSES(LogSearch(), faults_of_the_record(0)[1]), "一处不漏，一处不冤"),
    "mediation_scene": (lambda: PRESSES(Mediation(), KEPT.split()), "谈成了，也做到了"),
    "who_stands_where": (_relations, "一次就全说对了"),
    "year_of_sewing": (lambda: through_the_year(*[SERVE, SELF] * 4, SERVE), "缝纫角站稳了"),
    "street_of_words": (lambda: PRESSES(StreetWalk(), along_the_street()), "一次就定对的有"),
}


@pytest.mark.parametrize("name", TALES)
def test_a_tale_by_touch_to_its_end(chromium, name):
    keys, ending = TALES[name]
    with (
        play_drive.opened(name) as address,
        lab.browser_page(chromium, width=400, height=800, fingers=True) as page,
    ):
        play = stage_drive.open_stage(page, address)
        for number, key in enumerate(keys()):
            stage_drive.by_touch(page, [key], twice=number % 2 == 1)
        lab.expect(play).to_contain_text(ending)
        assert stage_drive.too_small(page) == []
        assert stage_drive.no_overflow(page)


def test_a_hearing_by_touch_to_its_end(chromium):
    with (
        play_drive.opened("hearing_room") as address,
        lab.browser_page(chromium, width=400, height=800, fingers=True) as page,
    ):
        play = stage_drive.open_stage(page, address)
        for key, tick in through_the_hearing(SOUND):
            if tick:
                stage_drive.button(page, key).tap()
                lab.expect(stage_drive.button(page, key)).to_be_checked()
            else:
                stage_drive.by_touch(page, [key])
        lab.expect(play).to_contain_text("这场听证站得住")


def test_a_year_of_services_by_touch_to_its_end(chromium):
    with (
        play_drive.opened("year_of_services") as address,
        lab.browser_page(chromium, width=400, height=800, fingers=True) as page,
    ):
        play = play_drive.open_play(page, address)
        for key, start in YEAR.best.items():
            activity = YEAR.activity(key)
            buttons = [card(page, activity), answer(page, FUNCTIONS, activity.function)]
            buttons += [answer(page, GROUPS, activity.group)] if activity.group else []
            for button in [*buttons, month(page, start)]:
                scene_drive.settle(page)
                button.tap()
            lab.expect(reaction(page)).to_contain_text(f"“{activity.name}”排在")
        page.get_by_role("button", name="看总结").tap()
        lab.expect(play).to_contain_text("这一年：一处不漏")
