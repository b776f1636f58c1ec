"""The residents' committee: lawful members, the end of a term, who decides, the nineteen items."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import committee, rulebook
from shequ_lib.errors import ShequError

KNOWING = [14, 15, 17, 19]


def team(size):
    roles = ["主任", "副主任", *["委员"] * max(0, size - 2)][:size]
    return [(f"成员{number}", role) for number, role in enumerate(roles)]


@pytest.mark.parametrize(("size", "lawful"), [(0, False), (4, False), (5, True), (9, True), (10, False)])
def test_size(size, lawful):
    assert committee.is_lawful_size(size) is lawful
    assert committee.is_lawful(team(size)) is lawful


@given(st.integers(3, 30))
def test_with_all_roles_only_the_size_decides(size):
    problems = committee.check_members(team(size))
    assert (problems == ()) is committee.is_lawful_size(size)
    assert all(f"{size} 人" in problem for problem in problems)


@given(st.lists(st.sampled_from(["主任", "副主任", "委员", "书记"]), max_size=12))
def test_lawful_means_size_and_roles(roles):
    members = {f"成员{number}": role for number, role in enumerate(roles)}
    lawful = 5 <= len(roles) <= 9 and set(roles) == {"主任", "副主任", "委员"}
    assert committee.is_lawful(members) is lawful
    assert committee.check_members(members) == committee.check_members(list(members.items()))


def test_each_problem_is_named():
    problems = committee.check_members({"张敏": "主任", "李强": "书记", "王芳": "委员"})
    assert len(problems) == 3
    assert "5～9 人" in problems[0] and "李强" in problems[1] and "副主任" in problems[2]
    assert not any("\n" in problem for problem in problems)


@pytest.mark.parametrize(
    ("members", "word"),
    [
        (None, "班子名单"),
        (["张敏"], "班子名单"),
        (3, "班子名单"),
        ([("张敏", "主任", 3)], "班子名单"),
        ([("", "主任")], "姓名"),
        ({"张敏": None}, "职务"),
        ([("张敏", "主任"), ("张敏", "委员")], "张敏"),
    ],
)
def test_a_list_that_is_none(members, word):
    with pytest.raises(ShequError, match=word) as caught:
        committee.check_members(members)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [-1, 5.5, True, None, "5"])
def test_a_size_that_is_none(value):
    with pytest.raises(ShequError, match=r"^班子人数"):
        committee.is_lawful_size(value)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2008-06-15", date(2011, 6, 15)),
        (date(2007, 12, 31), date(2010, 12, 31)),
        ("2008-02-29", date(2011, 2, 28)),
        ("2008-03-01", date(2011, 3, 1)),
    ],
)
def test_end_of_a_term(start, end):
    assert committee.term_end(start) == end


def test_a_term_may_end_in_the_last_year_of_the_calendar():
    assert committee.term_end("9996-06-15") == date(9999, 6, 15)
    with pytest.raises(ShequError, match=r"^任期开始日期"):
        committee.term_end("9997-01-01")


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_a_term_is_three_years(start):
    end = committee.term_end(start)
    assert end.year == start.year + 3 and end.month == start.month
    assert end.day == start.day or (start.month, start.day, end.day) == (2, 29, 28)


@pytest.mark.parametrize("start", ["明天", "2026-02-30", None, 20260615, date.max])
def test_a_start_that_is_none(start):
    with pytest.raises(ShequError, match=r"^任期开始日期"):
        committee.term_end(start)


def test_the_term_comes_from_the_rulebook(tmp_path):
    path = tmp_path / "law.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[rights.committee]\nterm = 5\n'
        "[staff.committee]\nelected_minimum = 7\n",
        encoding="utf-8",
    )
    rb = rulebook.load(path)
    assert committee.term_end("2024-02-29", rulebook=rb) == date(2029, 2, 28)
    assert not committee.is_lawful_size(6, rulebook=rb)
    assert "每届任期 5 年" in rb.rule("rights.committee")


def test_the_assembly_decides_the_six_major_matters_and_nothing_else():
    major, daily = committee.matters(True), committee.matters(False)
    assert len(major) == 6
    assert {decision.body for decision in major} == {"assembly"}
    assert {decision.body for decision in daily} == {"committee"}
    for decision in (*major, *daily):
        assert committee.who_decides(decision.matter) == committee.who_decides(decision.name) == decision
    assert not {decision.name for decision in major} & {decision.name for decision in daily}


def test_who_decides():
    by_election = committee.who_decides("members")
    assert (by_election.major, by_election.objective) == (True, "4.4")
    assert by_election.body_name == "社区居民会议或社区成员代表会议"
    office_money = committee.who_decides("money")
    assert (office_money.major, office_money.body_name) == (False, "社区居民委员会")
    assert office_money.objective == "4.6"


@pytest.mark.parametrize("matter", ["", "修路灯", None, 3])
def test_an_unknown_matter_is_answered_with_the_known_ones(matter):
    with pytest.raises(ShequError, match=r"members.*daily") as caught:
        committee.who_decides(matter)
    assert "\n" not in str(caught.value)


@given(st.integers(1, 19))
def test_four_items_are_for_knowing_the_others_for_checking(number):
    item = committee.items()[number - 1]
    assert item.number == number
    assert committee.item_right(number) == ("知情" if number in KNOWING else "初审")
    assert committee.item(item.name) == committee.item(number) == item


def test_items_sorted():
    everything = committee.sort_items()
    assert {right: len(names) for right, names in everything.items()} == {"初审": 15, "知情": 4}
    assert committee.sort_items([19, "残疾证申办", 1]) == {
        "初审": ("残疾证申办", "最低生活保障申办"),
        "知情": ("房屋出租",),
    }
    assert committee.sort_items([]) == {"初审": (), "知情": ()}


@given(st.lists(st.integers(1, 19), unique=True))
def test_sorting_loses_nothing(numbers):
    names = [name for right in committee.sort_items(numbers).values() for name in right]
    assert sorted(names) == sorted(committee.item(number).name for number in numbers)


@pytest.mark.parametrize("value", [0, 20, -3, "养狗登记", "", None, True, 2.5])
def test_an_item_that_is_none(value):
    with pytest.raises(ShequError) as caught:
        committee.item_right(value)
    assert "\n" not in str(caught.value)


def test_a_wrong_right_or_size_is_refused_with_its_key(tmp_path):
    path = tmp_path / "wrong.toml"
    head = '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'
    path.write_text(head + '[rights.items.i03]\nright = "审批"\n', encoding="utf-8")
    with pytest.raises(ShequError, match=r"wrong\.toml.*rights\.items\.i03\.right.*审批"):
        committee.items(rulebook=rulebook.load(path))
    path.write_text(head + "[staff.committee]\nelected_maximum = 5\n", encoding="utf-8")
    assert committee.size_range(rulebook=rulebook.load(path)) == (5, 5)
    path.write_text(head + "[staff.committee]\nelected_maximum = 4\n", encoding="utf-8")
    with pytest.raises(ShequError, match=r"wrong\.toml.*elected_maximum"):
        committee.is_lawful_size(5, rulebook=rulebook.load(path))
