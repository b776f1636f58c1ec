"""Whole chapters as a trainee opens them: axe-core finds nothing serious in our forms and simulators."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import lab
import play_drive
import pytest

from shequ_lib.answer_cells import answer_cells

pytestmark = pytest.mark.browser
COURSE = Path(__file__).parent.parent / "course"
CHAPTERS = ("02-division", "06-four-meetings", "11-staff-money-rooms", "14-first-year")


def test_no_serious_finding_in_the_chapters(chromium, tmp_path):
    study = tmp_path / "study"
    shutil.copytree(COURSE, study)
    found = {}
    with lab.served(study) as address, lab.browser_page(chromium, width=1000, height=900) as page:
        for chapter in CHAPTERS:
            notebook = json.loads((study / f"{chapter}.ipynb").read_bytes())
            lab.open_chapter(page, address, f"{chapter}.ipynb", len(answer_cells(notebook)))
            plays = sum("from shequ_lib.play" in "".join(cell["source"]) for cell in notebook["cells"])
            for cell in page.locator(".shequ-role-play").all():
                cell.scroll_into_view_if_needed()
                lab.expect(cell).not_to_have_class(re.compile("shequ-stale"))
            lab.expect(page.locator(play_drive.PLAY)).to_have_count(plays)
            for ours in (".shequ-form", play_drive.PLAY):
                if page.locator(ours).count():
                    found[chapter, ours] = play_drive.serious_findings(page, ours)
    assert len(found) >= len(CHAPTERS) * 2 - 1
    assert {place: lines for place, lines in found.items() if lines} == {}
