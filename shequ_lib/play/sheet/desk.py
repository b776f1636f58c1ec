"""What a trainee does with the community sheet: moves a figure, tries a preset, compares two communities.

The state of the page without its widgets; what the rules say to it stands in sheet_model, sheet_steps and
sheet_compare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shequ_lib import rulebook as rulebooks
from shequ_lib import staffing
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.exercises.kinds.number import plain_number
from shequ_lib.exercises.normalise import is_nothing
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.compare import CHOICES
from shequ_lib.play.sheet.model import FIGURES, Change, Sheet
from shequ_lib.play.sheet.steps import Step
from shequ_lib.script import simplify
from shequ_lib.staffing import Community

# The community shown first: a made-up one, a little below some of the thresholds.
FIRST = Community(
    households=2310,
    residents=5775,
    unemployed=285,
    retirees=470,
    poor_households=96,
    temporary_residents=1900,
    floating_residents=480,
    clients=24,
    party="党总支",
)
PEOPLE_PER_TWO_HOUSEHOLDS = 5  # of the made-up communities
STATION_MOST = 200  # more people than a station has; a convention of the page
CHANGED = "（改过）"


@dataclass(frozen=True)
class Preset:
    """A community just below a threshold.

    Attributes:
        label: What its button says.
        key: The figure that is just below.
        community: The community.
        tip: What to try.
    """

    label: str
    key: str
    community: Community
    tip: str


@dataclass(frozen=True)
class Crossed:
    """The threshold that was crossed last.

    Attributes:
        key: the figure (or choice) that was changed.
        changes: what is different, each with its rule.
        warnings: what a person should look at since then.
        fresh: whether it was the last thing done; else it is only kept in sight.
    """

    key: str
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    fresh: bool


class Desk:
    """One community to change (B, 乙), and maybe another one to compare it with (A, 甲).

    Attributes:
        community: The community as it is now.
        sheet: What the standard gives it.
        moved: The figure or choice that was changed last; "" at the beginning.
        figure: The figure whose next thresholds are of interest: the one that was moved last.
        crossed: The threshold crossed last, or None.
        differs: By how much the totals differ from those before the last move; empty if they do not.
        problems: What is wrong with what was typed, by figure. The community keeps its last good number.
        tip: What to try, after a preset.
        pinned: The community to compare with, or None.
        pinned_sheet: What the standard gives it.
    """

    def __init__(self) -> None:
        self.presets = presets()
        self.restart()

    def restart(self) -> None:
        """Go back to the first community and forget the other one."""
        self.pinned: Community | None = None
        self.pinned_sheet: Sheet | None = None
        self.show(first())

    def show(self, community: Community) -> None:
        """Take another community; nothing counts as crossed.

        Raises:
            ShequError: The community has a wrong entry; then nothing changes.
        """
        self.sheet = sheet_model.sheet(community)
        self.community = community
        self.moved, self.tip, self.differs = "", "", ""
        self.figure = next(iter(FIGURES))
        self.crossed: Crossed | None = None
        self.problems: dict[str, str] = {}
        self._before, self._moving = self.sheet, ""
        self._steps: dict[str, tuple[Step | None, Step | None]] = {}

    def try_preset(self, number: int) -> None:
        """Take one of the presets."""
        preset = self.presets[number]
        self.show(preset.community)
        self.figure, self.tip = preset.key, preset.tip

    def set(self, key: str, value: object, *, done: bool = True) -> None:
        """Change one figure or choice of the community.

        Args:
            key: One of FIGURES or CHOICES.
            value: The new value; a number may be typed as people do (１２００, 1,200, 1.2万).
            done: Whether the hand has let go of the slider. Until then all counts as one move.
        """
        self.tip = ""
        try:
            value = _typed(key, value)
            name = self.community.name
            if name and not name.endswith(CHANGED) and value != getattr(self.community, key):
                name += CHANGED
            community = replace(sheet_model.with_value(self.community, key, value), name=name)
            sheet = sheet_model.sheet(community)
        except ShequError as error:
            self.problems[key] = str(error)
            return
        self.problems.pop(key, None)
        if self._moving != key:
            self._before = self.sheet
        self._moving = "" if done else key
        if key in CHOICES:  # a post that is now held jointly has other steps
            self._steps.clear()
        self.community, self.sheet, self.moved = community, sheet, key
        self.figure = key if key in FIGURES else self.figure
        self.differs = sheet_model.differs(self._before, sheet)
        changes = sheet_model.changes(self._before, sheet)
        warnings = sheet_model.new_warnings(self._before, sheet)
        if changes or warnings:
            self.crossed = Crossed(key, changes, warnings, fresh=True)
        elif self.crossed:
            self.crossed = replace(self.crossed, fresh=False)

    def steps(self, key: str) -> tuple[Step | None, Step | None]:
        """Return the next thresholds of a figure, upwards and downwards."""
        value = getattr(self.community, key)
        if key in self._steps:
            # Between two thresholds nothing changes but how far they are.
            up, down = self._steps[key]
            if not (up and value >= up.value) and not (down and value <= down.value):
                return (
                    up and replace(up, distance=up.value - value),
                    down and replace(down, distance=value - down.value),
                )
        up = sheet_steps.next_step(self.community, key, up=True)
        down = sheet_steps.next_step(self.community, key, up=False)
        self._steps[key] = up, down
        return up, down

    def pin(self, community: Community | None = None) -> None:
        """Keep a community (the present one without an argument) as A, to compare with."""
        pinned = community or self.community
        self.pinned_sheet = sheet_model.sheet(pinned)
        self.pinned = pinned

    def unpin(self) -> None:
        """Compare no longer."""
        self.pinned = self.pinned_sheet = None

    def swap(self) -> None:
        """Let A and B change places; without A nothing happens."""
        if self.pinned is not None:
            other = self.pinned
            self.pin()
            self.show(other)


def first() -> Community:
    """Return the community shown first, with a party organisation that the active rulebook knows."""
    rb = rulebooks.active()
    known = staffing.party_kinds(rb)
    return FIRST if FIRST.party in known else replace(FIRST, party=rb.strings("staff.party.kinds")[0])


def presets() -> tuple[Preset, ...]:
    """Return communities just below a threshold each; where it lies, the calculators are asked."""
    most = rulebooks.active().count("staff.committee.elected_maximum")

    wanted: tuple[tuple[str, str, Callable[[Step], bool]], ...] = (
        ("居委会差一点多一人", "households", lambda step: bool(_posts(step))),
        ("失业人数正在线上", "unemployed", _any),
        ("困难家庭正在线上", "poor_households", _any),
        ("暂住人口差一人满一份", "temporary_residents", _any),
        ("常住人口正在线上", "residents", _any),
        ("小社区：用房靠保底", "households", lambda step: not _posts(step)),
        (
            "大社区：居委会快超过班子人数",
            "households",
            lambda step: staffing.committee_staff(step.value) > most,
        ),
    )
    found = []
    for label, key, fits in wanted:
        value = _first_step(key, fits)
        if value is not None:
            community = around(key, value - 1)
            tip = f"“{FIGURES[key].label}”差一点到界线。把它往右拉一点，或者按向右的方向键，看什么跟着变。"
            found.append(Preset(label, key, community, tip))
    return tuple(found)


def _first_step(key: str, fits: Callable[[Step], bool]) -> int | None:
    """Return the first value of a figure that crosses a threshold of the wanted kind."""
    community = sheet_model.with_value(first(), key, 0)
    while step := sheet_steps.next_step(community, key, up=True):
        if fits(step):
            return step.value
        community = sheet_model.with_value(community, key, step.value)
    return None


def _any(_: Step) -> bool:
    return True


def _posts(step: Step) -> list[str]:
    """Return the posts that change at a step."""
    names = {post.name for post in sheet_model.sheet(first()).plan.posts}
    return [change.name for change in step.changes if change.name in names]


def around(key: str, value: int) -> Community:
    """Return the first community with another figure; households and residents go together."""
    community = sheet_model.with_value(first(), key, value)
    if key == "households":
        return replace(community, residents=value * PEOPLE_PER_TWO_HOUSEHOLDS // 2)
    if key == "residents":
        return replace(community, households=value * 2 // PEOPLE_PER_TWO_HOUSEHOLDS)
    return community


def _typed(key: str, value: object) -> object:
    """Return what a person typed or chose as the community wants it."""
    if key == "station_staff" and value in (None, ""):
        return None
    if key in FIGURES or key == "station_staff":
        figure = FIGURES.get(key)
        label, unit, most = (
            (figure.label, figure.unit, figure.most) if figure else (CHOICES[key], "人", STATION_MOST)
        )
        if is_nothing(value):
            raise ShequError(f"{label}没有填写。")
        number = plain_number(value, unit)
        if number > most:
            raise ShequError(f"{label}最多写 {most:,} {unit}：一个社区没有这么多，请看看是不是多写了几个 0。")
        return whole_number(label, number)
    if key == "party" and isinstance(value, str):
        return simplify(value)
    if key not in CHOICES:
        raise ShequError(f"没有名为{shown(key)}的一项。")
    return value
