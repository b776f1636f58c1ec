"""The widgets of a year of services: the map, what people say, and the activities to file and to plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from shequ_lib.play import frame, style
from shequ_lib.play.parts.page import Page, framed, row
from shequ_lib.play.parts.part import Box, Button, Buttons, Html
from shequ_lib.play.services import picture as services_picture
from shequ_lib.play.services.cases import AT_ONCE, MONTHS, Activity
from shequ_lib.play.services.model import (
    COMPLETE,
    FUNCTION,
    GAPS,
    GROUP,
    MONTH,
    OFFERED,
    UNEVEN,
    Reaction,
    Report,
    ServiceYear,
    span,
)

TITLE = "一年的服务，排在七项功能的图上"
STAR = "★"  # people whom the year before left out
VERDICTS = {
    COMPLETE: ("✓", "一处不漏", "功能、对象都齐了，去年漏下的人，今年也都照顾到了。", "shequ-good"),
    UNEVEN: ("△", "功能齐了，人还没有齐", "功能和对象都有覆盖，可还有人，今年又漏下了。", "shequ-warn"),
    GAPS: ("✗", "还有缺口", "有的功能或对象，这一年一次也没有。", "shequ-bad"),
}
QUESTIONS = {
    FUNCTION: "它归哪项功能？（想想直接为了什么）",
    GROUP: "这项服务，专门给谁？",
    MONTH: "从几月开始？",
}
CSS = """
.shequ-play.shequ-services { max-width: 62em; }
.shequ-services .jupyter-button { min-height: 44px; }
/* The picture and the list one acts on stand side by side, and the list moves within its own place. */
.shequ-services-desk { display: grid !important; grid-template-columns: minmax(0, 6fr) minmax(0, 7fr);
  gap: 4px 16px; align-items: stretch; overflow: visible; }
.shequ-services-sides { display: grid !important; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
  gap: 0 12px; align-content: start; overflow: visible; }
.shequ-services-map { align-self: start; }
.shequ-services-people, .shequ-services-people > .widget-html-content { display: contents !important; }
.shequ-services-people section { min-width: 0; line-height: 1.5; }
.shequ-services-people section:not(:first-child) { grid-column: 1 / -1; }
.shequ-services-people .shequ-left-out { display: grid; grid-template-columns: 1fr 1fr; gap: 0 12px; }
.shequ-services-people ul { list-style: none; margin: 0 0 6px; padding: 0; font-size: .93em; }
.shequ-services-people li span:last-child { flex: none; white-space: nowrap; }
.shequ-services-side { gap: 4px; min-height: 0; overflow: visible; }
.shequ-services-side > * { flex: none; }
.shequ-services-side > .shequ-services-cards { flex: 1 1 20em; min-height: 0; max-height: 34em;
  overflow-y: auto; align-content: start; grid-auto-rows: max-content; border-radius: 6px; padding: 4px;
  border: 1px solid var(--jp-border-color2, #ccc); scrollbar-gutter: stable; }
.shequ-services-strip { display: none !important; }
.shequ-strip { display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 8px; align-items: center;
  line-height: 1.4; }
.shequ-strip ol { display: flex; flex-flow: row wrap; gap: 2px 4px; list-style: none; margin: 0; padding: 0; }
.shequ-services .shequ-strip li { margin: 0; padding: 0 4px; border: 1px solid #2e7d32; border-radius: 4px;
  font-size: .85em; }
.shequ-services .shequ-strip li.gap { border: 1px dashed #b3431f; }
.shequ-strip text { display: none; }
@media (max-width: 760px) {
  .shequ-services-desk { grid-template-columns: minmax(0, 1fr); }
  .shequ-services-side { order: -1; }
  .shequ-services-strip { display: block !important; order: -2; }
  .shequ-services-side > .shequ-services-cards { max-height: min(24em, 44vh); }
  .shequ-services-sides { grid-template-columns: minmax(0, 1fr); }
  .shequ-services-people .shequ-left-out { grid-template-columns: 1fr; }
}
[data-jp-theme-light="false"] .shequ-honeycomb { filter: brightness(.82); }
@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .shequ-honeycomb { filter: brightness(.82); }
}
.shequ-services-people li { display: flex; gap: 8px; justify-content: space-between; padding: 1px 6px;
  border-bottom: 1px solid var(--jp-border-color2, #ccc); }
.shequ-services-people li.gap { border-left: 4px dashed #b3431f; }
.shequ-services-people li.met { border-left: 4px solid #2e7d32; }
.shequ-hands { display: grid; grid-template-columns: repeat(12, 1fr); gap: 2px; list-style: none; margin: 0;
  padding: 0; text-align: center; }
.shequ-services .shequ-hands li { display: block; padding: 0; line-height: 1.3; min-width: 0;
  border: 1px solid var(--jp-border-color2, #ccc); border-radius: 3px; font-size: .85em; }
.shequ-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.shequ-services progress { width: 100%; height: 14px; }
.shequ-voices { list-style: none; margin: 4px 0; padding: 0; display: grid; gap: 4px 10px;
  grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); }
.shequ-voices li { border: 1px solid var(--jp-border-color1, #999); border-radius: 10px; padding: 4px 10px;
  margin: 0; }
.shequ-services-cards, .shequ-services-months { display: grid; gap: 6px; overflow: visible; padding: 2px;
  grid-template-columns: repeat(auto-fill, minmax(9.6em, 1fr)); }
.shequ-services-months { grid-template-columns: repeat(6, 1fr); }
@media (max-width: 760px) { .shequ-services-months { grid-template-columns: repeat(3, 1fr); } }
.shequ-services .shequ-card-button::first-line { font-weight: bold; }
.shequ-services p { margin: 2px 0 6px; }
.shequ-services .shequ-card-button { white-space: pre-line; line-height: 1.45; margin: 0; text-align: left;
  min-width: 0; width: 100%; padding: 5px 8px; overflow: hidden; overflow-wrap: anywhere; display: block;
  height: 100%; border: 1px solid var(--jp-border-color1, #999); }
.shequ-services-side > .shequ-services-cards > .shequ-card-button { height: auto; scroll-margin: 8px; }
.shequ-services .shequ-planned { border: 2px solid #2e7d32; }
.shequ-services .shequ-plan-row { padding: 2px; }
"""


class YearOfServices:
    """A year of services.

    Args:
        seed: Which community comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.year = ServiceYear(seed)
        self.chosen = ""  # key of the activity that is asked about
        self._left: list[tuple[int, ServiceYear]] = []  # years that were given up for a new beginning
        self.settling = frame.Settling()
        self.intro, self.voices = Html(), Html()
        self.map, self.people = Html(css_class="shequ-services-map"), Html(css_class="shequ-services-people")
        self.strip = Html(css_class="shequ-services-strip")
        sides = Box(self.map, self.people, css_class="shequ-services-sides")
        self.reaction, self.question, self.report = Html(), Html(), Html()
        # All buttons stay; only what they say, and which of them are seen, changes. So the focus stays, too.
        self.cards = self._buttons(OFFERED, self._choose, "shequ-services-cards")
        self.functions = self._buttons(len(self.year.functions), self._file, "shequ-services-cards")
        self.groups = self._buttons(len(self.year.groups), self._file, "shequ-services-cards")
        self.months = self._buttons(MONTHS, self._place, "shequ-services-months")
        self.leave = Button("回到活动单", "先不排这一件", self._leave)
        self.drop = Button("撤下这一件", "从这一年里拿掉，钱退回来", self._drop)
        self.row = row(self.leave, self.drop)
        self.end = Button("办完这一年，看总结", "看这一年的总结；看完还可以接着改", self.finish, main=True)
        self.another = Button("换一个社区", "换一个社区，从头排", self.other)
        self.undo = Button("退一步", "收回刚才归的类、排的月份，或者撤下的活动", self.back)
        last = row(self.end, self.undo, self.another)
        for box in (self.row, last):
            box.add_class("shequ-plan-row")
        asked = [self.cards, self.functions, self.groups, self.months, self.row]
        side = Box(self.reaction, self.question, *asked, css_class="shequ-services-side")
        desk = Box(self.strip, sides, side, css_class="shequ-services-desk")
        css = services_picture.CSS + CSS
        takeaway = "先问一件事为了什么，归好类；再数哪一项是 0，还有谁没照顾到。"
        parts = framed(
            TITLE, [self.intro, desk, self.voices, last, self.report], self.restart, takeaway, css=css
        )
        self._start()
        self.widget = Page(*parts, css_class="shequ-play shequ-services").widget

    def restart(self, *_: object) -> None:
        """Start the same year again; a step back leads to where it was left."""
        self._begin(self.seed)

    def other(self, *_: object) -> None:
        """Start a year in another community; a step back leads to the one before."""
        self._begin(self.seed + 1)

    def _begin(self, seed: int) -> None:
        if self.year.begun or seed != self.seed:
            self._left.append((self.seed, self.year))
        self.seed, self.year = seed, ServiceYear(seed)
        self._start()

    def back(self, *_: object) -> None:
        """Take the last step back, or the new beginning, and show the list."""
        if not self.year.begun and self._left:
            self.seed, self.year = self._left.pop()
            self._start(Reaction(True, f"回到重来以前：{self.year.name}。"))
            return
        name = self.year.undo()
        self.chosen = ""
        text = f"退回了一步：“{name}”。" if name else "已经退到头了。"
        self._paint(Reaction(bool(name), text))

    def finish(self, *_: object) -> None:
        """Show how the year comes out."""
        style.put(self.report, _report(self.year.report()))

    def _buttons(self, number: int, pressed: Callable[..., None], css_class: str) -> Buttons:
        return Buttons(
            [Button("", "", partial(pressed, n), "shequ-card-button") for n in range(number)], css_class
        )

    def _start(self, reaction: Reaction | None = None) -> None:
        self.chosen = ""
        style.put(self.intro, intro(self.year))
        for button, choice in zip(self.functions.buttons, self.year.functions, strict=True):
            button.description = choice.name
        for button, choice in zip(self.groups.buttons, self.year.groups, strict=True):
            button.description = choice.name
        self._paint(reaction)

    def _choose(self, number: int, *_: object) -> None:
        if self.settling.on:
            return  # the second click of a double one
        self.chosen = self.year.activities[number].key
        self._paint(None)
        self._focus()

    def _file(self, number: int, *_: object) -> None:
        asked = self.year.asked(self.chosen) if self.chosen else MONTH
        choices = self.year.functions if asked == FUNCTION else self.year.groups
        if self.settling.on or asked == MONTH or number >= len(choices):
            return  # a second click, or one on a button that is about to disappear
        reaction = self.year.file(self.chosen, choices[number].key)
        self._paint(reaction)
        if reaction.good:
            self._focus()

    def _place(self, number: int, *_: object) -> None:
        if self.settling.on or not self.chosen or self.year.asked(self.chosen) != MONTH:
            return
        reaction = self.year.place(self.chosen, number + 1)
        if reaction.good:
            self.chosen = ""
        self._paint(reaction)
        if reaction.good:
            self._to_the_list()

    def _drop(self, *_: object) -> None:
        if self.chosen in self.year.plan and not self.settling.on:
            reaction = self.year.remove(self.chosen)
            self.chosen = ""
            self._paint(reaction)
            self._to_the_list()

    def _to_the_list(self) -> None:
        """Take the focus to the top of the list: on a phone, too, what was just said comes into sight."""
        self.cards.buttons[0].focus()

    def _leave(self, *_: object) -> None:
        if self.chosen and not self.settling.on:
            number = [activity.key for activity in self.year.activities].index(self.chosen)
            self.chosen = ""
            self._paint(None)
            self.cards.buttons[number].focus()

    def _focus(self) -> None:
        """Take the focus to the first button that answers what is asked now."""
        asked = self.year.asked(self.chosen)
        if asked == MONTH:
            free = [n for n in range(MONTHS) if not self.year.hindrance(self.chosen, n + 1)]
            self.months.buttons[min(free, default=0)].focus()
        else:
            (self.functions if asked == FUNCTION else self.groups).buttons[0].focus()

    def _paint(self, reaction: Reaction | None) -> None:
        year = self.year
        self.settling.begin()
        style.put(self.report, "")
        style.put(self.strip, _strip(year))
        style.put(self.map, services_picture.honeycomb(year.coverage(), year.service))
        style.put(self.people, _people(year))
        style.put(self.voices, _voices(year))
        style.put(self.reaction, f'<div role="status" aria-live="polite">{_reaction(reaction)}</div>')
        asked = year.asked(self.chosen) if self.chosen else ""
        style.put(
            self.question, _question(year, year.activity(self.chosen), asked) if asked else _invitation()
        )
        shown = {"": self.cards, FUNCTION: self.functions, GROUP: self.groups, MONTH: self.months}
        for stage, box in shown.items():
            box.shown = stage == asked
        self.row.shown = bool(asked)
        self.drop.shown = self.chosen in year.plan
        for button, activity in zip(self.cards.buttons, year.activities, strict=True):
            button.description = _card(year, activity)
            style.mark(button, "shequ-planned", activity.key in year.plan)
        if asked == MONTH:
            for number, button in enumerate(self.months.buttons, 1):
                button.description = _month(year, self.chosen, number)


def intro(year: ServiceYear) -> str:
    """Return what to do, with how much, and for whom, as HTML."""
    left_out = "、".join(f"{people.name} {number} {people.unit}" for people, number in year.people)
    return (
        "<p><strong>点一件活动，说出它归哪项功能，再排进一个月。</strong>"
        f"今年有 <strong>{year.budget:,} 元</strong>，请让功能、对象、去年漏下的人，一样也不缺。</p>"
        f"<p>{escape(year.name)}，辖区单位 {year.units} 家。去年有几种人，一件活动也没有轮到，"
        f"下面用 {STAR} 标出：{escape(left_out)}。</p>"
        f"<p><small>社区、人物、价钱、月份、每月最多同时办 {AT_ONCE} 件，都是游戏的约定，材料里没有；"
        "功能和对象按材料。</small></p>"
    )


def _people(year: ServiceYear) -> str:
    covered = year.coverage()
    groups = "".join(_line(name, number, "缺口") for name, number in covered.groups.items())
    people = "".join(
        _line(f"{STAR}{reach.name}（{reach.size}）", reach.times, "还没轮到") for reach in year.reached()
    )
    hands = "".join(_hands(year, month) for month in range(1, MONTHS + 1))
    used = f"已经用了 {year.spent:,} 元"
    return (
        f"<section><p><strong>钱：还剩 {year.left:,} 元</strong></p>"
        f'<progress max="{year.budget}" value="{year.spent}" aria-label="{used}"></progress>'
        f"<p><strong>社区服务给了哪类对象</strong></p><ul>{groups}</ul></section>"
        f'<section><p><strong>去年漏下的人</strong></p><ul class="shequ-left-out">{people}</ul></section>'
        f"<section><p><strong>各月的人手（每月 {AT_ONCE} 件）</strong></p>"
        f"<ol class='shequ-hands'>{hands}</ol></section>"
    )


def _strip(year: ServiceYear) -> str:
    """Return the picture in a few lines, for a narrow page; all of it stands below the list in full."""
    covered = year.coverage()
    fields = "".join(
        f'<li class="{"met" if number else "gap"}">{"✓" if number else "✗"} {escape(name)}</li>'
        for name, number in covered.counts.items()
    )
    reached = year.reached()
    people = sum(bool(reach.times) for reach in reached)
    return (
        f'<div class="shequ-strip" aria-hidden="true">{services_picture.honeycomb(covered, year.service)}'
        f"<div><ol>{fields}</ol>还剩 {year.left:,} 元；"
        f"对象 {len(covered.groups_served)}/{len(covered.groups)}；"
        f"{STAR} 照顾到 {people}/{len(reached)} 种人</div></div>"
    )


def _line(name: str, times: int, missed: str) -> str:
    css_class, sign = ("met", f"✓ {times} 次") if times else ("gap", f"✗ {missed}")
    color = "shequ-good" if times else "shequ-bad"
    return f'<li class="{css_class}"><span>{escape(name)}</span><span class="{color}">{sign}</span></li>'


def _hands(year: ServiceYear, month: int) -> str:
    running = len(year.running(month))
    dots = "●" * running + "○" * (AT_ONCE - running)
    seen = f'<span aria-hidden="true">{month}<br>{dots}</span>'
    return f'<li>{seen}<span class="shequ-unseen">{month} 月 {running} 件</span></li>'


def _voices(year: ServiceYear) -> str:
    said = "".join(f"<li>{escape(voice)}</li>" for voice in year.voices())
    if not said:
        return "<p><strong>居民在说</strong></p><p>今年没有听到谁说被漏下了。可以看总结了。</p>"
    return f'<p><strong>居民在说</strong></p><ul class="shequ-voices">{said}</ul>'


def _reaction(reaction: Reaction | None) -> str:
    if reaction is None:
        return ""
    word, css_class = ("✓", "shequ-good") if reaction.good else ("✗", "shequ-bad")
    voice = f"<p>{escape(reaction.voice)}</p>" if reaction.voice else ""
    rule = f'<p class="shequ-rule">规则：{escape(reaction.rule)}。</p>' if reaction.rule else ""
    if reaction.convention:
        rule = f'<p class="shequ-rule">约定：{escape(reaction.convention)}。</p>'
    said = f'<p><strong class="{css_class}">{word}</strong> {escape(reaction.text)}</p>'
    return f'<div class="shequ-reaction">{said}{voice}{rule}</div>'


def _invitation() -> str:
    return "<p><strong>活动单：点一件，先归类，再排月份</strong></p>"


def _question(year: ServiceYear, activity: Activity, asked: str) -> str:
    if len(activity.starts) < MONTHS + 1 - activity.months:
        when = f"，只能在 {'、'.join(map(str, activity.starts))} 月开始"
    else:
        when = ""
    planned = f"现在排在 {span(activity, year.plan[activity.key])}。" if activity.key in year.plan else ""
    reaches = _reaches(year, activity)
    for_whom = f"能照顾到{reaches}。" if reaches else ""
    filed = f"归{escape(year.place_of(activity))}。" if asked == MONTH else ""
    return (
        f"<div><strong>{escape(activity.name)}</strong> {escape(activity.does)}<br>"
        f"要 {activity.cost:,} 元，做 {activity.months} 个月{when}。{for_whom}{filed}{planned}</div>"
        f"<p><strong>{QUESTIONS[asked]}</strong></p>"
    )


def _card(year: ServiceYear, activity: Activity) -> str:
    lines = [activity.name, f"{activity.cost:,} 元，{activity.months} 个月"]
    if reaches := _reaches(year, activity):
        lines.append(reaches)
    if activity.key in year.plan:
        lines.append(f"✓ 排在 {span(activity, year.plan[activity.key])}")
    if year.asked(activity.key) == MONTH:
        lines.append(year.place_of(activity))
    return "\n".join(lines)


def _reaches(year: ServiceYear, activity: Activity) -> str:
    return "、".join(f"{STAR if left_out else ''}{name}" for name, left_out in year.reaches(activity))


def _month(year: ServiceYear, key: str, month: int) -> str:
    names = [activity.name for activity in year.running(month)]
    if year.plan.get(key) == month:
        sign = "✓ 现在"
    else:
        hindrance = year.hindrance(key, month)
        sign = f"✗ {hindrance.short}" if hindrance else "＋ 可以开始"
    return "\n".join([f"{month} 月", sign, *names])


def _report(report: Report) -> str:
    sign, title, text, css_class = VERDICTS[report.verdict]
    covered = report.coverage
    rows = [_counted(name, number, "有覆盖", "缺口") for name, number in covered.counts.items()]
    rows += [_counted(f"对象：{name}", number, "有覆盖", "缺口") for name, number in covered.groups.items()]
    rows += [_counted(f"{STAR}{reach.name}", reach.times, "照顾到了", "又漏下了") for reach in report.people]
    return (
        '<div class="shequ-ending" role="status" aria-live="polite">'
        f'<p><strong class="{css_class}">{sign} 这一年：{title}</strong> {text}</p>'
        f"<p>办了 {covered.total} 件活动，覆盖 {covered.covered} 项功能；{_gaps(report)}"
        f"用了 {report.spent:,} 元，还剩 {report.left:,} 元。</p>"
        + style.table(["功能、对象和人", "次数", "结果"], rows, "这一年的覆盖和缺口")
        + _filing(report)
        + _compared(report)
        + "<p><strong>带走这几句</strong></p><ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in report.takeaways)
        + "</ul></div>"
    )


def _counted(name: str, times: int, met: str, missed: str) -> list[str]:
    return [name, f"{times} 次", f"✓ {met}" if times else f"✗ {missed}"]


def _gaps(report: Report) -> str:
    covered = report.coverage
    people = [reach.name for reach in report.people if not reach.times]
    parts = [
        ("功能的缺口是", covered.gaps),
        ("漏下的对象是", covered.groups_missed),
        ("又漏下的人是", people),
    ]
    return "".join(f"{words}{'、'.join(names)}；" for words, names in parts if names)


def _filing(report: Report) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in report.misfiled)
    again = f"<p>再看一眼：</p><ul>{listed}</ul>" if listed else ""
    return f"<p>归类：归了 {report.filed} 件，一次就归对的有 {report.first_time} 件。</p>{again}"


def _compared(report: Report) -> str:
    if report.verdict == COMPLETE and report.spent <= report.cheapest:
        return "<p>一处不漏，也没有更省的排法了。</p>"
    listed = "".join(f"<li>{escape(line)}</li>" for line in report.example)
    return (
        f"<p>一处不漏，最省的排法只要 {report.cheapest:,} 元。可以接着改，再看一次总结。</p>"
        f"<details><summary>看最省的一种排法</summary><ul>{listed}</ul></details>"
    )
