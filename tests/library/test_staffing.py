"""Posts of a community: the thresholds to the person, joint posts, warnings, bad input."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook, staffing
from shequ_lib.errors import ShequError
from shequ_lib.staffing import Community

PEOPLE = st.integers(0, 100_000)


@pytest.mark.parametrize(
    ("households", "staff"),
    [
        (0, 5),
        (1999, 5),
        (2000, 5),
        (2001, 5),
        (2399, 5),
        (2401, 6),
        (2730, 6),
        (3200, 8),
        (3999, 9),
        (4000, 10),
    ],
)
def test_committee(households, staff):
    assert staffing.committee_staff(households) == staff


@pytest.mark.parametrize(
    ("unemployed", "retirees", "optional"),
    [
        (0, 0, 0),
        (300, 0, 0),
        (301, 0, 1),
        (5000, 0, 1),
        (0, 499, 0),
        (0, 500, 1),
        (0, 1499, 2),
        (301, 1500, 4),
    ],
)
def test_labour(unemployed, retirees, optional):
    post = staffing.labour_posts(unemployed, retirees)
    assert (post.required, post.optional) == (1, optional)


@pytest.mark.parametrize(("poor", "required"), [(0, 1), (100, 1), (101, 2), (900, 2)])
def test_aid(poor, required):
    post = staffing.aid_posts(poor)
    assert (post.required, post.optional) == (required, 0)


@pytest.mark.parametrize(("people", "posts"), [(0, 0), (1999, 0), (2000, 1), (4100, 2)])
def test_temporary(people, posts):
    assert staffing.temporary_posts(people).required == posts


@pytest.mark.parametrize(("people", "posts"), [(0, 0), (499, 0), (500, 1), (1300, 2)])
def test_floating(people, posts):
    assert staffing.floating_posts(people).required == posts


@pytest.mark.parametrize(("residents", "posts"), [(0, 0), (3000, 0), (3001, 1), (90_000, 1)])
def test_family_planning(residents, posts):
    assert staffing.family_planning_posts(residents).required == posts
    joint = staffing.family_planning_posts(residents, joint=True)
    assert (joint.required, joint.joint) == (0, posts)


@pytest.mark.parametrize(("clients", "helpers"), [(0, 0), (4, 0), (5, 1), (52, 10)])
def test_helpers(clients, helpers):
    assert staffing.helpers_at_most(clients) == helpers


def test_posts_without_numbers():
    party, police, city = staffing.party_staff(), staffing.police_posts(), staffing.city_management_posts()
    assert (party.required, party.optional) == (2, 1)
    assert (police.required, police.optional) == (1, 1)
    assert (city.required, city.joint) == (1, 0)
    city = staffing.city_management_posts(joint=True)
    assert (city.required, city.joint) == (0, 1)


@pytest.mark.parametrize(("staff", "more"), [(5, 0), (9, 0), (10, 1), (14, 1)])
def test_station_is_joint_and_may_have_a_second_deputy_from_ten(staff, more):
    head, deputy, workers = staffing.station_posts(staff)
    assert [post.required + post.optional for post in (head, deputy, workers)] == [0, 0, 0]
    assert (head.joint, deputy.joint, deputy.joint_optional) == (1, 1, more)
    assert (workers.joint, workers.joint_optional) == (staff, 0)


def test_station_without_a_number_shows_the_range():
    workers = staffing.station_posts()[2]
    assert (workers.joint, workers.joint_optional) == (5, 4)


def test_one_shoulder_makes_somebody_else_deputy():
    plain = staffing.station_posts(7)[1].rule
    shoulder = staffing.station_posts(7, one_shoulder=True)[1].rule
    assert "居委会主任兼任" in plain and "一肩挑" not in plain
    assert "党组织副书记" in shoulder and "一肩挑" in shoulder


FULL = Community(
    name="示例社区",
    households=2730,
    residents=7000,
    unemployed=312,
    retirees=1200,
    poor_households=120,
    temporary_residents=4100,
    floating_residents=1300,
    clients=52,
    party="党委",
    station_staff=8,
)


def test_plan_of_one_community():
    plan = staffing.staff_plan(FULL)
    assert {post.key: (post.required, post.optional) for post in plan.posts} == {
        "party": (2, 1),
        "committee": (6, 0),
        "station.head": (0, 0),
        "station.deputy": (0, 0),
        "station.workers": (0, 0),
        "labour": (1, 3),
        "aid": (2, 0),
        "temporary": (2, 0),
        "police": (1, 1),
        "city_management": (1, 0),
        "family_planning": (1, 0),
        "floating": (2, 0),
        "helpers": (0, 10),
    }
    assert (plan.required_total, plan.optional_total) == (18, 15)
    assert plan.warnings == ()
    assert plan.post("aid").objective == "11.5"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"households": 4100}, "10 人"),
        ({"station_staff": 10}, "5～9"),
        ({"station_staff": 4}, "5～9"),
        ({"households": 2400}, "从严"),
        ({"one_shoulder": True}, "一肩挑"),
    ],
)
def test_warnings(change, word):
    (warning,) = staffing.staff_plan(replace(FULL, **change)).warnings
    assert word in warning and "\n" not in warning


@pytest.mark.parametrize("households", [2000, 3999, 401])
def test_no_warning_without_reason(households):
    assert staffing.staff_plan(replace(FULL, households=households)).warnings == ()


@pytest.mark.parametrize("workers", [5, 9])
def test_no_warning_at_the_ends_of_what_a_station_may_have(workers):
    assert staffing.staff_plan(replace(FULL, station_staff=workers)).warnings == ()


def test_a_range_may_have_one_number_only(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[staff.party]\nothers_maximum = 1\n',
        encoding="utf-8",
    )
    party = staffing.party_staff(rulebook=rulebook.load(path))
    assert (party.required, party.optional) == (2, 0)


def test_above_nine_is_not_capped():
    assert staffing.staff_plan(replace(FULL, households=6010)).post("committee").required == 15


@given(PEOPLE, PEOPLE)
def test_more_households_never_mean_fewer_members(a, b):
    low, high = sorted((a, b))
    assert staffing.committee_staff(low) <= staffing.committee_staff(high)


@given(st.integers(0, 200), st.integers(0, 399))
def test_each_full_step_adds_one(steps, rest):
    assert staffing.committee_staff(2000 + 400 * steps + rest) == 5 + steps


@given(*(PEOPLE,) * 8, st.one_of(st.none(), st.integers(0, 40)))
def test_joint_posts_are_never_counted(h, r, u, e, p, t, f, c, station):
    plain = Community("", h, r, u, e, p, t, f, "党支部", None, c)
    joint = replace(plain, station_staff=station, city_management_joint=True, family_planning_joint=True)
    one, two = staffing.staff_plan(plain), staffing.staff_plan(joint)
    assert one.required_total - two.required_total == 1 + (r > 3000)
    assert one.optional_total == two.optional_total
    assert two.required_total == sum(post.required for post in two.posts if not post.joint)


@given(PEOPLE, PEOPLE)
def test_temporary_and_floating_are_never_added_together(temporary, floating):
    plan = staffing.staff_plan(Community(temporary_residents=temporary, floating_residents=floating))
    assert plan.post("temporary").required == temporary // 2000
    assert plan.post("floating").required == floating // 500


@given(PEOPLE)
def test_each_helper_has_at_least_five_clients(clients):
    helpers = staffing.helpers_at_most(clients)
    assert helpers * 5 <= clients < (helpers + 1) * 5


@pytest.mark.parametrize(
    "value", [-1, 2.5, True, math.nan, math.inf, None, "2730", "两千", [3], 10**12, -0.5]
)
@pytest.mark.parametrize(
    ("call", "label"),
    [
        (staffing.committee_staff, "户数"),
        (lambda value: staffing.labour_posts(value, 0), "登记失业"),
        (lambda value: staffing.labour_posts(0, value), "企业退休"),
        (staffing.aid_posts, "困难家庭"),
        (staffing.temporary_posts, "暂住人口"),
        (staffing.floating_posts, "流动人口"),
        (staffing.family_planning_posts, "常住人口"),
        (staffing.helpers_at_most, "服务对象"),
        (lambda value: Community(households=value), "户数"),
        (lambda value: Community(clients=value), "服务对象"),
    ],
)
def test_bad_numbers(call, label, value):
    with pytest.raises(ShequError, match=f"^{label}") as caught:
        call(value)
    assert "\n" not in str(caught.value)


def test_a_whole_float_is_a_number():
    assert staffing.committee_staff(2730.0) == 6
    assert Community(households=2730.0) == Community(households=2730)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"party": ""}, "党组织"),
        ({"party": 3}, "党组织"),
        ({"one_shoulder": "是"}, "一肩挑"),
        ({"name": 3}, "社区"),
    ],
)
def test_bad_fields(fields, label):
    with pytest.raises(ShequError, match=f"^{label}"):
        Community(**fields)


def test_an_unknown_party_is_answered_with_the_known_ones():
    with pytest.raises(ShequError, match="党委、党总支、党支部"):
        staffing.staff_plan(Community(party="党组"))


def test_an_unknown_post():
    with pytest.raises(ShequError, match="committee"):
        staffing.staff_plan(FULL).post("mayor")
