"""The rulebook: what stands in it, how it is layered, and how a wrong file is refused."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shequ_lib import budget, committee, division, event_log, meetings, premises, rulebook, staffing
from shequ_lib.errors import ShequError

HEAD = """
[rulebook]
title = "试用手册"
[documents]
paper = "《试用文件》"
[staff]
source = "paper"
objectives = ["11.2"]
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="trial.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def whole_text():
    return (rulebook.FOLDER / "gongshu-2008.toml").read_text(encoding="utf-8")


def test_a_figure_with_all_that_belongs_to_it():
    entry = rulebook.load("gongshu-2008").entry("staff.committee.threshold")
    assert (entry.value, entry.unit, entry.text) == (2000, "户", "2000 户")
    assert entry.objectives == ("11.2",) and entry.reading == 1
    assert "市委办发〔2008〕160号" in entry.source


def test_every_objective_of_the_two_chapters_has_an_entry():
    rb = rulebook.load("gongshu-2008")
    named = {objective for key in rb.keys("") for objective in rb.entry(key).objectives}
    assert {f"6.{n}" for n in range(1, 21)} | {f"11.{n}" for n in range(1, 19)} <= named


def test_every_reading_that_concerns_a_figure_is_named():
    rb = rulebook.load("gongshu-2008")
    assert {rb.entry(key).reading for key in rb.keys("")} >= set(range(1, 16))


def test_every_rule_can_be_said():
    rb = rulebook.load("gongshu-2008")
    groups = [
        key.removesuffix(".rule") for key in rb.keys("") if key.endswith(".rule") and ".fact." not in key
    ]
    assert len(groups) > 30
    for group in groups:
        assert not re.search(r"[{}]", rb.rule(group)), group


def test_lists_of_the_premises():
    rb = rulebook.load("gongshu-2008")
    sizes = [
        len(rb.value(f"premises.functions.{group}.items")) for group in rb.value("premises.functions.groups")
    ]
    assert sizes == [5, 4, 2, 1, 1, 1]


def test_a_list_that_is_changed_does_not_change_the_rulebook():
    rb = rulebook.load("gongshu-2008")
    rb.value("budget.channels").clear()
    assert len(rb.value("budget.channels")) == 4


def test_another_figure_in_a_copy_changes_what_follows(written):
    text = whole_text()
    assert text.count("step = { value = 400") == 1
    rb = rulebook.load(written(text.replace("step = { value = 400", "step = { value = 500")))
    assert staffing.committee_staff(2830) == 7
    assert staffing.committee_staff(2830, rulebook=rb) == 6
    assert "每超过 500 户" in staffing.committee_posts(2830, rulebook=rb).rule


def test_use_makes_it_the_active_one(written):
    path = written(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[meetings.symposium.step.notice]\ndays = 5\n'
    )
    rulebook.use(path)
    assert meetings.symposium.notice_days == 5
    assert rulebook.active().title == "x"
    with pytest.raises(ShequError):
        rulebook.use("no-such")
    assert rulebook.active().title == "x"
    rulebook.use("gongshu-2008")
    assert meetings.symposium.notice_days == 3


LAYER = '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'

OTHER = """
[staff.party]
secretary = 3
[staff.committee]
minimum = 6
elected_minimum = 6
[staff.station.head]
count = 2
[staff.labour]
base = 2
[staff.aid]
base = 2
[staff.temporary]
extra = 2
[staff.police]
maximum = 4
[staff.city_management]
count = 2
[staff.family_planning]
count = 2
[staff.floating]
extra = 3
[staff.helpers]
per = 6
[budget.party.branch]
names = ["支部"]
yuan = 1
[budget.committee]
per_member = 1
[budget.temporary]
per_person = 1
[budget.stations]
per_worker = 1
[premises]
minimum = 1
[meetings.symposium]
short = "谈会"
per_quarter = 2
[meetings.symposium.step.notice]
days = 4
[rights.committee]
term = 4
[rights.decision.matter.members]
name = "换人"
[division.sizes.2007]
minimum = 1
"""


def test_each_calculator_takes_the_rulebook_that_it_is_given_else_the_active_one(written):
    path = written(LAYER + OTHER)
    calls = {
        "party": lambda **rb: staffing.party_staff(**rb).required,
        "committee": lambda **rb: staffing.committee_staff(0, **rb),
        "committee post": lambda **rb: staffing.committee_posts(0, **rb).required,
        "station": lambda **rb: staffing.station_posts(**rb)[0].joint,
        "labour": lambda **rb: staffing.labour_posts(0, 0, **rb).required,
        "aid": lambda **rb: staffing.aid_posts(0, **rb).required,
        "temporary": lambda **rb: staffing.temporary_posts(4000, **rb).required,
        "police": lambda **rb: staffing.police_posts(**rb).optional,
        "city management": lambda **rb: staffing.city_management_posts(**rb).required,
        "family planning": lambda **rb: staffing.family_planning_posts(3001, **rb).required,
        "floating": lambda **rb: staffing.floating_posts(500, **rb).required,
        "helpers": lambda **rb: staffing.helpers_at_most(5, **rb),
        "plan": lambda **rb: staffing.staff_plan(staffing.Community(party="branch"), **rb).required_total,
        "party kind": lambda **rb: _said(staffing.party_kind, "支部", **rb),
        "party money": lambda **rb: budget.party_money("branch", **rb),
        "committee money": lambda **rb: budget.committee_money(2, **rb),
        "temporary money": lambda **rb: budget.temporary_money(2, **rb),
        "stations money": lambda **rb: budget.stations_money(1, 1, **rb),
        "budget": lambda **rb: budget.budget(staffing.Community(), **rb).total,
        "premises": lambda **rb: premises.premises(10, **rb).total_m2,
        "meeting": lambda **rb: meetings.get("symposium", **rb).notice_days,
        "earliest": lambda **rb: meetings.earliest_meeting("symposium", "2026-12-01", **rb).day,
        "quarters": lambda **rb: len(event_log.check_quarters("symposium", ["2026-12-01"], 2026, **rb)),
        "log": lambda **rb: event_log.check("symposium", [], **rb)[0].rule,
        "members": lambda **rb: committee.is_lawful_size(5, **rb),
        "problems": lambda **rb: committee.check_members({"甲": "主任"}, **rb)[0],
        "term": lambda **rb: committee.term_end("2026-01-01", **rb).year,
        "who decides": lambda **rb: committee.who_decides("members", **rb).name,
        "sizes": division.size_range,
        "size": lambda **rb: division.judge(100, **rb).result,
    }
    rulebook.use(rulebook.DEFAULT)
    usual = {name: call() for name, call in calls.items()}
    other = {name: call(rulebook=rulebook.load(path)) for name, call in calls.items()}
    assert not [name for name in calls if usual[name] == other[name]]
    assert (other["temporary"], other["floating"]) == (4, 3)  # two and three for each whole unit
    rulebook.use(path)
    assert {name: call() for name, call in calls.items()} == other


def _said(call, *values, **keywords):
    try:
        return call(*values, **keywords)
    except ShequError as error:
        return str(error)


def test_extends_keeps_all_that_is_not_said_anew(written):
    rb = rulebook.load(
        written(
            """
            [rulebook]
            title = "新手册"
            extends = "gongshu-2008"
            [documents]
            law = "《新法》"
            [staff.committee]
            source = "law"
            minimum = 7
            [election]
            new = true
            source = "law"
            objectives = ["4.3"]
            term = { value = 5, unit = "年" }
            """
        )
    )
    below = rulebook.load("gongshu-2008")
    changed = rb.entry("staff.committee.minimum")
    assert (changed.value, changed.unit, changed.source, changed.file) == (7, "人", "《新法》", "trial.toml")
    assert rb.entry("staff.committee.step") == below.entry("staff.committee.step")
    assert rb.entry("election.term").text == "5 年"
    assert len(rb.keys()) == len(below.keys()) + 1


def test_extends_a_file_beside_it(written):
    written('[rulebook]\ntitle = "a"\nextends = "gongshu-2008"\n[premises]\nminimum = 400\n', "a.toml")
    rb = rulebook.load(
        written('[rulebook]\ntitle = "b"\nextends = "a.toml"\n[premises]\nper_unit = 40\n', "b.toml")
    )
    assert premises.premises(100, rulebook=rb).total_m2 == 400
    assert premises.premises(2000, rulebook=rb).total_m2 == 800


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("title = ", "TOML"),
        ("[rulebok]\ntitle = 'x'", "[rulebook]"),
        ("[rulebook]\ntitle = 3", "rulebook.title"),
        ("[rulebook]\ntitle = ' '", "rulebook.title"),
        ("[rulebook]\ntitle = 'x'\nextends = 3", "rulebook.extends"),
        ("[rulebook]\ntitle = 'x'\n[documents]\npaper = ' '", "documents.paper"),
        (HEAD + "minimum = 5", "staff.minimum 是数字，缺少 unit"),
        (HEAD + "minimum = { value = 5, unit = 5 }", "staff.minimum 是数字，缺少 unit"),
        (HEAD + "minimum = { unit = '人' }", "staff.minimum 缺少 value"),
        (HEAD + "minimum = { value = 5, unit = '人', colour = 'red' }", "colour"),
        (HEAD + "minimum = { value = 5, unit = '人', source = 'other' }", "other"),
        (HEAD + "minimum = { value = 5, unit = '人', reading = 'two' }", "reading"),
        (HEAD + "minimum = { value = 5, unit = '人', reading = 0 }", "reading"),
        (HEAD + "minimum = { value = 5, unit = '人', reading = true }", "reading"),
        (HEAD + "minimum = { value = 5, unit = '人', text = 5 }", "staff.minimum 的 text"),
        (HEAD + "minimum = { value = 5, unit = '人', objectives = '11.2' }", "objectives"),
        (HEAD + "minimum = { value = 5, unit = '人', objectives = ['11.2', '11'] }", "objectives"),
        (HEAD + "Minimum = 5", "staff.Minimum"),
        ("[rulebook]\ntitle='x'\n[staff]\nobjectives=['1.1']\nname='y'", "staff.name 缺少 source"),
        (
            "[rulebook]\ntitle='x'\n[documents]\np='P'\n[staff]\nsource='p'\nname='y'",
            "staff.name 的 objectives",
        ),
        (LAYER + "[staff.comittee]\nminimum = 5", "staff.comittee.minimum 在它所沿用的手册里没有"),
        (LAYER + "[staff.committee]\nminimum = '五'", "staff.committee.minimum"),
        (LAYER + "[staff.committee]\nminimum = true", "staff.committee.minimum"),
        (LAYER + "[staff.committee.name.x]\nnew = true\ny = 'z'", "staff.committee.name.x.y"),
        ("[rulebook]\ntitle='x'\nextends='trial.toml'", "圈"),
        ("[rulebook]\ntitle='x'\nextends='none.toml'", "none.toml"),
        ("[rulebook]\ntitle='x'\nextends='none'", "none"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(written, text, named):
    with pytest.raises(ShequError) as caught:
        rulebook.load(written(text))
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "规则手册" in str(caught.value)


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "gbk.toml").write_bytes("标题 = '社区'".encode("gbk"))
    with pytest.raises(ShequError, match=r"gbk\.toml 不是 UTF-8"):
        rulebook.load(tmp_path / "gbk.toml")
    with pytest.raises(ShequError, match="打不开"):
        rulebook.load(tmp_path / "missing.toml")


def test_a_path_with_spaces_and_chinese(written, tmp_path):
    (tmp_path / "规则 手册").mkdir()
    path = written(whole_text(), "规则 手册/本区.toml")
    assert rulebook.load(str(path)).name == "本区"


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ShequError, match="gongshu-2008"):
        rulebook.load("gongshu-2009")
    for name in ("../rulebooks/gongshu-2008", "..\\rulebooks\\gongshu-2008"):
        with pytest.raises(ShequError, match="没有名为"):
            rulebook.load(name)


@pytest.mark.parametrize(
    ("old", "new", "use", "named"),
    [
        ("step = { value = 400", "step = { value = 0", "staff", "staff.committee.step"),
        ('minimum = { value = 5, unit = "人" }\nthreshold', "threshold", "staff", "staff.committee.minimum"),
        ("threshold = { value = 2000", "threshold = { value = -1", "staff", "staff.committee.threshold"),
        (
            "unemployed_optional = { value = true",
            "unemployed_optional = { value = 'yes'",
            "staff",
            "unemployed_optional",
        ),
        ("others_maximum = { value = 2", "others_maximum = { value = 0", "staff", "staff.party.others"),
        ("district = { value = 50", "district = { value = 60", "budget", "budget.share"),
        ("yuan = { value = 60000", "yuan = { value = 1.5", "budget", "budget.party.committee.yuan"),
        ("per_unit = { value = 30", "per_unit = { value = '30'", "premises", "premises.per_unit"),
        (
            'steps = { value = ["notice", "meeting", "analysis"',
            'steps = { value = ["notice", "analysis"',
            "meetings",
            "meetings.symposium.steps",
        ),
        ('relation = "before"', 'relation = "soon"', "meetings", "relation"),
        ('anchor = "meeting"', 'anchor = "party"', "meetings", "anchor"),
        ('anchor = "meeting"', 'anchor = "feedback"', "meetings", "anchor"),
        ('kind = "all_of"', 'kind = "some_of"', "meetings", "kind"),
        ('values = ["居务公开栏", "各主要出入口"]', 'values = ["甲", "甲"]', "meetings", "places.values"),
        ("days = { value = 3,", "days = { value = -3,", "meetings", "days"),
        ('unless = "agreed"', 'unless = "disagreed"', "meetings", "disagreed"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_key(written, old, new, use, named):
    text = whole_text()
    assert old in text
    rb = rulebook.load(written(text.replace(old, new)))
    calls = {
        "staff": lambda: staffing.staff_plan(staffing.Community(households=3000), rulebook=rb),
        "budget": lambda: budget.budget(staffing.Community(party="党委"), rulebook=rb),
        "premises": lambda: premises.premises(3000, rulebook=rb),
        "meetings": lambda: [meetings.get(key, rulebook=rb) for key in meetings.keys(rulebook=rb)],
    }
    with pytest.raises(ShequError) as caught:
        calls[use]()
    assert named in str(caught.value) and "trial.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_value_is_only_what_it_is_asked_for_as(written):
    rb = rulebook.load(
        written(
            HEAD
            + "yes = true\none = { value = 1, unit = '人' }\nblank = ' '\nnames = ['甲', ' ']\nname = '甲'\n"
            + "none = { value = 0, unit = '人' }"
        )
    )
    assert rb.count("staff.one") == rb.positive("staff.one") == 1
    assert rb.flag("staff.yes") is True
    assert rb.count("staff.none") == 0
    assert (rb.entry("staff.name").text, rb.entry("staff.one").text) == ("甲", "1 人")
    for ask, key in (
        (rb.count, "yes"),
        (rb.count, "name"),
        (rb.positive, "none"),
        (rb.flag, "one"),
        (rb.string, "blank"),
        (rb.string, "one"),
        (rb.strings, "names"),
        (rb.strings, "name"),
    ):
        with pytest.raises(ShequError, match=rf"trial\.toml 的条目 staff\.{key} 应为"):
            ask(f"staff.{key}")


def test_numbers_from_ten_thousand_up_are_written_with_commas(written):
    text = "small = { value = 9999, unit = '元' }\nlarge = { value = 10000, unit = '元' }\nyes = true\n"
    rb = rulebook.load(written(HEAD + text + "rule = '{small}、{large}、{yes}'"))
    assert [rb.rule("staff") for _ in "12"] == ["9999、10,000、是"] * 2  # the second is remembered


def test_a_rule_knows_names_only(written):
    rb = rulebook.load(written(HEAD + "name = 'x'\nrule = '{name.__class__} {name}'"))
    with pytest.raises(ShequError, match=r"staff\.name\.__class__"):
        rb.rule("staff")


def test_any_text_is_filled_in_by_dotted_keys():
    rb = rulebook.load("gongshu-2008")
    assert rb.fill_in("{staff.station.head.holder}，{three_in_one.station.leads.rule}") == (
        f"{rb.string('staff.station.head.holder')}，{rb.rule('three_in_one.station.leads')}"
    )
    assert rb.fill_in("{rights.committee.roles}").count("、") == 2
    with pytest.raises(ShequError, match="nobody"):
        rb.fill_in("{staff.nobody}")


def test_the_library_needs_nothing_but_the_standard_library():
    code = (
        "import sys; before = set(sys.modules)\n"
        "import shequ_lib.rulebook, shequ_lib.staffing, shequ_lib.budget, shequ_lib.premises\n"
        "import shequ_lib.meetings, shequ_lib.event_log, shequ_lib.community_table\n"
        "new = {m.split('.')[0] for m in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['shequ_lib']"


def test_no_figure_or_name_of_the_rulebook_stands_in_the_code():
    names = {"治保调解委员会", "居务公开栏", "考核评议小组", "劳动保障管理岗位", "恳谈会", "党总支"}
    folder = Path(staffing.__file__).parent
    for module in ("staffing", "budget", "premises", "event_log", "community_table"):
        code = (folder / f"{module}.py").read_text(encoding="utf-8")
        code = re.sub(r'"""(?s:.*?)"""', "", code)
        assert not [name for name in names if name in code], module
        assert not re.search(r"(?<![\w.])(350|400|500|2000|3000|5000|20000|40000|60000)(?![\w])", code), (
            module
        )
