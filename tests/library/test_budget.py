"""The four lines of the budget and who pays them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import budget, rulebook, staffing
from shequ_lib.errors import ShequError
from shequ_lib.staffing import Community

PEOPLE = st.integers(0, 100_000)


@pytest.mark.parametrize(
    ("kind", "yuan"),
    [("党委", 60000), ("committee", 60000), ("党总支", 40000), ("党支部", 40000), ("branch", 40000)],
)
def test_party(kind, yuan):
    assert budget.party_money(kind) == yuan


def test_single_lines():
    assert budget.committee_money(6) == 120_000
    assert budget.temporary_money(4101) == 41_010
    assert budget.stations_money(1, 2) == 15_000


def test_budget_of_one_community():
    community = Community(
        households=2730,
        unemployed=312,
        retirees=1200,
        poor_households=120,
        temporary_residents=4101,
        party="党委",
    )
    money = budget.budget(community)
    assert [(line.key, line.yuan) for line in money.lines] == [
        ("party", 60_000),
        ("committee", 120_000),
        ("temporary", 41_010),
        ("stations", 15_000),
    ]
    assert (money.total, money.city, money.district) == (236_010, 118_005, 118_005)
    assert money.line("stations").objective == "11.12"
    assert "60,000" in money.line("party").rule
    with_optional = budget.budget(community, with_optional=True)
    assert with_optional.line("stations").yuan == 15_000 + 3 * 5000
    with pytest.raises(ShequError, match="party"):
        money.line("rent")


@given(*(PEOPLE,) * 5, st.sampled_from(["党委", "党总支", "党支部"]))
def test_halves_make_the_whole(households, unemployed, retirees, poor, temporary, party):
    money = budget.budget(
        Community(
            households=households,
            unemployed=unemployed,
            retirees=retirees,
            poor_households=poor,
            temporary_residents=temporary,
            party=party,
        )
    )
    assert money.city == money.district and money.city + money.district == money.total
    assert money.line("committee").yuan == 20_000 * staffing.committee_staff(households)
    assert all(line.city + line.district == line.yuan for line in money.lines)


@given(PEOPLE)
def test_the_floating_population_costs_nothing_here(floating):
    assert budget.budget(Community(floating_residents=floating)) == budget.budget(Community())


def test_uneven_shares_lose_no_yuan(tmp_path):
    path = tmp_path / "uneven.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[budget.share]\ncity = 33\ndistrict = 67\n',
        encoding="utf-8",
    )
    rb = rulebook.load(path)
    line = budget.budget(Community(temporary_residents=1), rulebook=rb).line("temporary")
    assert (line.yuan, line.city, line.district) == (10, 3, 7)


@pytest.mark.parametrize(
    ("call", "label"),
    [
        (lambda: budget.committee_money(-1), "居委会专职人数"),
        (lambda: budget.committee_money(5.5), "居委会专职人数"),
        (lambda: budget.temporary_money(True), "暂住人口"),
        (lambda: budget.stations_money(1, float("nan")), "帮扶救助站人数"),
        (lambda: budget.stations_money("1", 1), "劳动保障站人数"),
        (lambda: budget.party_money("党组"), "党组织"),
        (lambda: budget.budget(Community(party="党组")), "党组织"),
    ],
)
def test_bad_input(call, label):
    with pytest.raises(ShequError, match=f"^{label}"):
        call()
