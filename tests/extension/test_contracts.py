"""What Python and the pages agree on: what Python sends has the types that the scripts are checked by."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from grading_helpers import sample

import shequ_lib
from grading.common import outside_json
from grading.intake import homework_file
from grading.marking import sanitize
from grading.site import pages
from shequ_lib import beside
from shequ_lib.exercises import literal
from shequ_lib.first_year import practice_file
from shequ_lib.play.calendar.view import QuarterCalendar
from shequ_lib.play.doors.view import SixDoors
from shequ_lib.play.draw.view import CommunityDrawing
from shequ_lib.play.parts.page import Page
from shequ_lib.play.parts.part import Box, Button, Choice, Html, Text
from shequ_lib.play.radar.view import HarmoniousCommunity
from shequ_lib.play.sheet.view import CommunitySheet
from shequ_lib.play.year.month_strip import MonthStrip, TileText

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
PLAY = ROOT / "shequ_lib" / "play"
EXTENSION = Path(shequ_lib.__file__).parent / "labextension" / "src"
WEB = pages.WEB


def _calendar():
    view = QuarterCalendar()
    view.show_solution()
    return view.calendar


def _drawing():
    view = CommunityDrawing()
    view.press("solution")
    return view.widget


@functools.cache
def _sheet():
    view = CommunitySheet(free=True)
    view.comparison.pin()
    view.comparison.district.open.value = True
    return view


def _parts():
    fields = [
        Text("几人", "数字"),
        Choice("哪天", [("一日", "1")], ""),
        Choice("谁", [("甲", "a")], None, is_open=True),
    ]
    return Page(Html("<p>行</p>"), Box(Button("好", "定下来", lambda: None)), *fields).widget


def _stage():
    view = SixDoors()
    for _ in range(3):
        view.press(view.widget.page["moves"][0]["key"])
    return view.widget


def _radar():
    view = HarmoniousCommunity()
    view.take(view.harmony.measures[0].key)
    view.go(2)
    return view.widget


def _months():
    strip = MonthStrip(lambda _month: None)
    strip.show(None, [TileText(month, "later", "还没到", "") for month in range(1, 13)])
    return strip.widget


# Who is shown by each script; a new one is added here, with a typedef `Traits` in its head.
PICTURES = {
    "calendar/grid.js": _calendar,
    "draw/map.js": _drawing,
    "parts/parts.js": _parts,
    "radar/panel.js": _radar,
    "sheet/panel.js": lambda: _sheet().panel,
    "sheet/table.js": lambda: _sheet().comparison.district.table,
    "stage/stage.js": _stage,
    "year/month_strip.js": _months,
}
OF_ANY_WIDGET = {"layout", "tabbable", "tooltip"}


def _traits(widget):
    shared = [key for key in widget.keys if not key.startswith("_") and key not in OF_ANY_WIDGET]
    return {key: getattr(widget, key) for key in shared}


def _faults(folder, files):
    """What TypeScript has to say against the statements of each file, by its name."""
    tsc = FRONTEND / "node_modules" / ".bin" / "tsc"
    if not shutil.which("node") or not tsc.exists():
        if os.environ.get("CI"):
            pytest.fail("CI must compare the types: make frontend")
        pytest.skip("types are compared by TypeScript (Node.js, then make frontend)")
    for name, statements in files.items():
        (folder / name).write_text("\n".join(statements), encoding="utf-8")
    options = {"incremental": False, "tsBuildInfoFile": None, "noUnusedLocals": False}
    # the scripts and the types in themselves are checked by `frontend/check`
    options |= {"checkJs": False, "skipLibCheck": True}
    config = {
        "extends": str(FRONTEND / "tsconfig.json"),
        "compilerOptions": options,
        "include": [*files, str(FRONTEND / "types"), str(EXTENSION / "directory.d.ts")],
    }
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        [str(tsc), "--project", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    faults = {name: [] for name in files}
    for line in done.stdout.splitlines():
        if not line.startswith(" "):  # else it says more about the one before
            name = line.partition("(")[0]
        assert name in faults, done.stdout
        faults[name].append(line)
    assert done.returncode == 0 or any(faults.values()), done.stdout + done.stderr
    return faults


def _is(name, path, type_name, value):
    """Say in TypeScript that a value has a type; what it does not know and what it misses is a fault."""
    of = f"import({json.dumps(str(path))}).{type_name}"
    return f"export const {name}: {of} = {json.dumps(value, ensure_ascii=False)};"


def test_every_picture_is_compared():
    assert set(PICTURES) == {path.relative_to(PLAY).as_posix() for path in PLAY.rglob("*.js")}


def _pictures():
    with contextlib.chdir(ROOT / "course"):  # the district is a file there
        sent = {name: _traits(make()) for name, make in PICTURES.items()}
    assert all(map(bool, sent.values()))
    return [
        _is(f"picture{number}", PLAY / name, "Traits", traits)
        for number, (name, traits) in enumerate(sent.items())
    ]


def _wrong_pictures():
    """A picture that is sent less than it should be, something else, or more."""
    traits = _traits(_months())
    less = {"strip": {key: value for key, value in traits["strip"].items() if key != "label"}}
    other = {"strip": {**traits["strip"], "at": "1"}}
    more = {"strip": traits["strip"], "word": ""}
    script = PLAY / "year" / "month_strip.js"
    return [
        _is(f"wrong{number}", script, "Traits", value) for number, value in enumerate((less, other, more))
    ]


@pytest.fixture(scope="module")
def course():
    """What the pages of a site know of its course (`#shequ-course`)."""
    known = pages.known(sample("self-study"), {"kernel": "kernel-1", "scripts": ["a"], "first": ["a"]})
    return json.loads(json.dumps(known))


def _site(course):
    types = FRONTEND / "types" / "site"
    statements = [_is("course", types, "Course", course)]
    for number, notebook in enumerate(sample("self-study").notebooks.values()):
        # a notebook has much that the pages do not look at: that is no fault
        statements.append(f"const notebook{number} = {json.dumps(notebook, ensure_ascii=False)};")
        statements.append(f"export const known{number}: import('{types}').Notebook = notebook{number};")
    return statements


@pytest.fixture(scope="module")
def faults(course, tmp_path_factory):
    """One run of TypeScript for all: most of its time goes into the types of a browser, whatever is asked."""
    files = {"pictures.ts": _pictures(), "wrong.ts": _wrong_pictures(), "site.ts": _site(course)}
    return _faults(tmp_path_factory.mktemp("contracts"), files)


def test_what_pictures_are_sent_is_what_their_scripts_are_checked_by(faults):
    assert faults["pictures.ts"] == []


def test_a_picture_that_is_sent_something_else_is_found(faults):
    lines = [found[1] for line in faults["wrong.ts"] if (found := re.match(r"wrong\.ts\((\d+),", line))]
    assert set(lines) == {"1", "2", "3"}


def test_what_the_site_knows_is_what_its_pages_are_checked_by(faults):
    assert faults["site.ts"] == []


def test_the_site_takes_back_what_grading_takes_in(course):
    limits = course["homework"]
    assert limits == {
        "format": homework_file.FORMAT,
        "version": homework_file.VERSION,
        "largest": outside_json.MAX_BYTES,
        "longest": homework_file.MAX_ANSWER,
    }
    # the browser keeps a year that Python can read again, and an honest one is far below
    assert course["year"]["longest"] * 4 <= practice_file._LARGEST
    # what the forms write can be handed in
    assert max(sanitize.MAX_ESSAY, sanitize.MAX_CODE, literal.MAX_SOURCE) < limits["longest"]


def _number(path, name):
    [found] = re.findall(rf"\bconst {name} = ([\d_]+);", (EXTENSION / path).read_text(encoding="utf-8"))
    return int(found)


@pytest.mark.parametrize(
    ("path", "name", "most"),
    [
        ("answers/literal.ts", "MAX_SOURCE", literal.MAX_SOURCE),
        ("answers/literal.ts", "MAX_LINES", literal.MAX_LINES),
        ("answers/literal.ts", "MAX_TEXT", literal.MAX_TEXT),
        ("answers/literal.ts", "MAX_PARTS", literal.MAX_PARTS),
        ("forms/kinds/essay.ts", "MAX_TEXT", sanitize.MAX_ESSAY),
    ],
)
def test_forms_and_grading_have_the_same_limits(path, name, most):
    assert _number(path, name) == most


def _read(path):
    return path.read_text(encoding="utf-8")


def test_pages_and_notebooks_of_one_browser_know_each_other_by_the_same_names():
    """The lock of a save, the place in a chapter: kept by the page, found by the notebook that takes over.

    The site has no `serverRoot`, and its base is its root.
    """
    saver, site = _read(EXTENSION / "saver.ts"), _read(WEB / "site.js")
    assert "`shequ-course save ${this.context.path}`" in saver
    assert "`shequ-course save ${path}`" in site
    place, chapter = _read(EXTENSION / "place.ts"), _read(WEB / "chapter.js")
    key = "`shequ-course:place ${PageConfig.getOption('serverRoot')} ${PageConfig.getBaseUrl()} ${path}`"
    assert key in place
    assert "`shequ-course:place  ${root} ${path}`" in chapter


def test_the_kernel_of_the_site_sets_what_python_asks():
    [(module, name)] = re.findall(
        r"beside = python\.pyimport\('([\w.]+)'\);\s+beside\.(\w+) =", _read(WEB / "runtime.js")
    )
    assert module == beside.__name__
    assert name in beside.__annotations__
