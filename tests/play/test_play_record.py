"""What was played is noted beside the notebooks, shown on the start page, and read like anybody's file."""

import json

import pytest

from shequ_lib import beside, board, play_record
from shequ_lib.play.doors.view import SixDoors
from shequ_lib.play_record import Round


def play(folder, game="doors", title="六扇门", broken=None):
    one = Round(game, title, folder)
    one.move()
    one.end(broken or {})
    return one


def test_rounds_add_up_and_a_round_ends_once(tmp_path):
    one = play(tmp_path, broken={"先听后说": 2})
    one.end({"先听后说": 5})
    play(tmp_path, broken={"先听后说": 1, "不许空口答应": 1})
    play(tmp_path, "street", "一条街")
    found = play_record.load(tmp_path)
    assert found["doors"].rounds == 2
    assert found["doors"].mistakes == {"先听后说": 3, "不许空口答应": 1}
    assert found["street"].mistakes == {}


def test_a_notebook_left_open_neither_grows_the_time_nor_drops_the_record(tmp_path, monkeypatch):
    clock = iter([0.0, 5e6, 0.0, 60.0])
    monkeypatch.setattr(play_record.time, "monotonic", lambda: next(clock))
    play(tmp_path)
    play(tmp_path)
    assert play_record.load(tmp_path)["doors"].seconds == 3600 + 60
    monkeypatch.undo()
    full = {"title": "六扇门", "rounds": 1_000_000, "seconds": 1_000_000, "mistakes": {}}
    (tmp_path / play_record.NAME).write_text(json.dumps({"games": {"doors": full}}), encoding="utf-8")
    one = Round("doors", "六扇门", tmp_path)
    one._begun = play_record.time.monotonic() - 900
    one.end({})
    assert play_record.load(tmp_path)["doors"] == play_record.Played(**full)


def test_without_a_mistake_the_line_claims_no_more_than_was_noted(tmp_path):
    play(tmp_path)
    assert "没有记下说错的规则。" in board.board_html(
        [board.ChapterState("01-x.ipynb", "第一章")], play_record.load(tmp_path)
    )


def test_the_board_says_what_was_played(tmp_path):
    play(tmp_path, title="<b>六扇门", broken={f"规则{number}": number for number in range(1, 6)})
    html = board.board_html([board.ChapterState("01-x.ipynb", "第一章")], play_record.load(tmp_path))
    assert "&lt;b&gt;六扇门：玩到头 1 回" in html
    assert "规则5（5 次）；规则4（4 次）；规则3（3 次）；另有 2 条" in html
    assert "不计分" in html
    assert "不计分" not in board.board_html([board.ChapterState("01-x.ipynb", "第一章")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"games": []}',
        '{"games": {"doors": 7}}',
        '{"games": {"../doors": {"title": "x", "rounds": 1, "seconds": 1, "mistakes": {}}}}',
        '{"games": {"doors": {"title": "", "rounds": 1, "seconds": 1, "mistakes": {}}}}',
        '{"games": {"doors": {"title": "x", "rounds": true, "seconds": 1, "mistakes": {}}}}',
        '{"games": {"doors": {"title": "x", "rounds": -1, "seconds": 1, "mistakes": {}}}}',
        '{"games": {"doors": {"title": "x", "rounds": 1e400, "seconds": 1, "mistakes": {}}}}',
        '{"games": {"doors": {"title": "\\ud800", "rounds": 1, "seconds": 1, "mistakes": {}}}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_record_is_left_out_and_written_over_by_the_next_round(tmp_path, text):
    (tmp_path / play_record.NAME).write_text(text, encoding="utf-8")
    assert play_record.load(tmp_path) == {}
    play(tmp_path)
    assert play_record.load(tmp_path)["doors"].rounds == 1


def test_the_file_stays_small_whatever_is_played(tmp_path):
    for game in range(60):
        broken = {f"规则{number:03}" + "长" * 300: number for number in range(1, 60)}
        play(tmp_path, "game_" + "abcdefghij"[game // 10] + "abcdefghij"[game % 10], "名" * 300, broken)
    found = play_record.load(tmp_path)
    assert len(found) == play_record.MOST_GAMES
    assert {len(each.mistakes) for each in found.values()} == {play_record.MOST_RULES}
    assert len((tmp_path / play_record.NAME).read_text(encoding="utf-8")) < 200_000


def test_a_folder_that_cannot_be_written_costs_the_record_alone(tmp_path):
    (tmp_path / play_record.NAME).mkdir()
    play(tmp_path)
    assert play_record.load(tmp_path) == {}


def test_the_browser_is_handed_the_record_with_a_line_to_show(tmp_path, monkeypatch):
    kept = {}
    monkeypatch.setattr(beside, "to_browser", kept.__setitem__)
    play(tmp_path, broken={"先听后说": 1})
    line = json.loads(kept[play_record.NAME])["games"]["doors"]["line"]
    assert line == "六扇门：玩到头 1 回。说错过的规则：先听后说（1 次）。"


def test_nothing_is_noted_outside_a_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    play(None)
    assert list(tmp_path.iterdir()) == []


def test_a_game_on_the_stage_notes_each_round_at_its_end(tmp_path):
    view = SixDoors(0)
    for number in (1, 2):
        view.round.folder = tmp_path
        for _ in range(200):
            if view.closed:
                break
            view.press(view.widget.page["moves"][-1]["key"])
        assert view.closed
        view.press("undo")  # and once more to the same end: still one round
        while not view.closed:
            view.press(view.widget.page["moves"][-1]["key"])
        found = play_record.load(tmp_path)["doors"]
        assert (found.title, found.rounds) == (SixDoors.title, number)
        bad = [each for each in view.story.reactions if each.verdict == "bad" and each.rule]
        assert set(found.mistakes) <= {each.rule.rstrip("。") for each in view.story.reactions}
        assert sum(found.mistakes.values()) >= number * (len(bad) > 0)
        view.press("again")
