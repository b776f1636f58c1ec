"""The self-study site in a real Chromium, every other host blocked: learn, come back, hand in, be graded."""

from __future__ import annotations

import json
import re

import lab
import pytest
import scene_drive
import site_drive as drive
import stage_drive
import whole_course
from axe_playwright_python.sync_playwright import Axe
from doors_moves import winning
from grading_helpers import set_up
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from grading import cli
from grading.classroom import classroom
from grading.intake import homework_file
from grading.master.keys import read_exercises
from grading.site import server
from shequ_lib.first_year import practice_model
from shequ_lib.play.doors.model import Doors

pytestmark = [pytest.mark.browser, pytest.mark.site]

MEETINGS, STAFF, IMPORTANCE = "06-four-meetings", "11-staff-money-rooms", "07-importance"
NAME = "王小明"
WIDE = """() => [...document.querySelectorAll('.jp-Notebook *, #shequ-text *')].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !element.closest('table, pre, .cm-editor, svg');
}).map(element => element.outerHTML.slice(0, 200))"""
TROUBLE = (
    "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
)


@pytest.fixture(scope="module")
def address(site):
    with drive.served(site) as address:
        yield address


@pytest.fixture(scope="module")
def sources(site):
    return drive.sources()


@pytest.fixture(scope="module")
def chapters(sources):
    return {name: drive.solved(sources[name]) for name in (MEETINGS, STAFF)}


@pytest.fixture(scope="module")
def learned(chromium, tmp_path_factory, address, chapters):
    """Both chapters done to the end by mouse: the profile, points, answers, what went wrong."""
    profile = tmp_path_factory.mktemp("profile")
    points, given, amiss = {}, {}, []
    # Chapter 6 has every kind of form but the year of chapter 14: each is used on a page as wide as a phone.
    for name, width in ((MEETINGS, 400), (STAFF, 1000)):
        exercises = chapters[name]
        with drive.Browser(chromium, profile, address, width=width) as browser:
            page = browser.page
            page.goto(address)
            page.get_by_role("link", name="第六章" if name == MEETINGS else "第十一章").first.click()
            drive.open_chapter(page, len(exercises))
            given[name], points[name] = _answer_all(page, exercises)
            page.get_by_role("link", name="目录").click()
            amiss += browser.foreign + browser.complaints
    return profile, points, given, amiss


def _answer_all(page, exercises):
    """Give a wrong answer to the first choice, see it explained; answer everything; two stay partly wrong."""
    points, given, spoilt, explained = {}, {}, 0, False
    for place, (exercise, (spec, key, right)) in enumerate(exercises.items()):
        kind, answer = spec["kind"], right
        if kind == "choice" and not explained:
            wrong = next(letter for letter in spec["options"] if letter != answer)
            lab.answer(page, spec, wrong, drive.form(page, place))
            assert drive.check(page, place) == 0
            expect(drive.result(page, place)).to_contain_text("还不对")
            expect(drive.result(page, place)).to_contain_text(key["options"][wrong])
            explained = True
        elif kind in ("match", "sort") and spoilt < 2:
            first, places = spec["items"][0], spec["targets" if kind == "match" else "bins"]
            answer = {**right, first: next(one for one in places if one != right[first])}
            spoilt += 1
        lab.answer(page, spec, answer, drive.form(page, place))
        given[exercise] = answer
        points[exercise] = None if kind == "essay" else drive.check(page, place)
    return given, points


def test_nothing_was_fetched_from_anywhere_else(learned):
    assert learned[3] == []


def test_the_page_gives_the_points_that_answers_deserve(learned, chapters):
    for name, given in learned[1].items():
        worth = {exercise: spec["points"] for exercise, (spec, _, _) in chapters[name].items()}
        less = [exercise for exercise in given if given[exercise] not in (None, worth[exercise])]
        assert len(less) == 2, name
        assert all(0 < given[exercise] < worth[exercise] for exercise in less)


def test_reloading_and_reopening_the_browser_shows_everything_as_left(learned, chromium, address, chapters):
    profile, points, given, _ = learned
    with drive.Browser(chromium, profile, address) as browser:
        page = browser.page
        page.goto(address)
        for name, exercises in chapters.items():
            line = page.locator(f"[data-chapter='{name}']")
            expect(line).to_contain_text(f"已完成：答了 {len(exercises)} / {len(exercises)} 题")
            earned = sum(value for value in points[name].values() if value)
            expect(line).to_contain_text(f"得 {round(earned, 2):g} / ")
        expect(page.locator("#shequ-last")).to_contain_text("接着学：第十一章")
        page.screenshot(path=drive.SCREENSHOTS / "site-landing.png", full_page=True)
        page.locator("#shequ-last").click()
        exercises = chapters[STAFF]
        for again in (False, True):
            if again:
                page.reload()
            drive.open_chapter(page, len(exercises))
            if again:
                drive.open_notebook(page, len(exercises))
            for place, (exercise, (spec, _, _)) in enumerate(exercises.items()):
                if again or spec["kind"] != "table":  # code is in the notebook
                    assert lab.shows(page, spec, given[STAFF][exercise], drive.form(page, place)), exercise
        assert browser.foreign == []


@pytest.fixture(scope="module")
def homework(learned, chromium, address, chapters, tmp_path_factory):
    """The file that the learner downloads."""
    profile = learned[0]
    with drive.Browser(chromium, profile, address) as browser:
        page = browser.page
        page.goto(address)
        page.get_by_label("学号或姓名").fill(NAME)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载我的作业").click()
        assert download.value.suggested_filename == f"{NAME}.json"
        file = tmp_path_factory.mktemp("作业") / download.value.suggested_filename
        download.value.save_as(file)
        expect(page.locator("#shequ-said")).to_contain_text(f"2 章、{sum(map(len, chapters.values()))} 道题")
    return file


def test_an_instructor_grades_the_downloaded_homework_with_the_same_points(
    homework, learned, tmp_path, capsys
):
    room = tmp_path / "一 个 班"
    for name in learned[1]:
        set_up(room, whole_course.built("source"), only=name)
    for name, points in learned[1].items():
        command = ["grade", name[:2], str(homework), "--count-self-study", "--classroom", str(room)]
        assert cli.main(command) == 0
        assert "批改了 1 份" in capsys.readouterr().out
        with Gradebook(classroom.open_course(room).db_url) as gradebook:
            marks = {
                grade.name.removesuffix("-answer"): None if grade.needs_manual_grade else grade.score
                for grade in gradebook.find_submission_notebook(name, name, NAME).grades
            }
        assert marks == {
            exercise: None if value is None else pytest.approx(value, abs=0.01)
            for exercise, value in points.items()
        }


def test_homework_is_restored_elsewhere_and_asks_first(homework, chromium, address, chapters, tmp_path):
    exercises = chapters[MEETINGS]
    place, (exercise, (spec, _, answer)) = next(
        (place, item) for place, item in enumerate(exercises.items()) if item[1][0]["kind"] == "choice"
    )
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page

        def restore():
            page.goto(address)
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="恢复", exact=True).click()
            chooser.value.set_files(homework)

        restore()
        expect(page.locator("#shequ-said")).to_contain_text(
            f"已经恢复 {sum(map(len, chapters.values()))} 道题"
        )
        expect(page.locator(f"[data-chapter='{MEETINGS}']")).to_contain_text("答了 24 / 24 题")
        page.get_by_role("link", name="第六章").first.click()
        drive.open_chapter(page, len(exercises))
        assert lab.shows(page, spec, answer, drive.form(page, place))
        mine = next(letter for letter in spec["options"] if letter != answer)
        # an answer that could not be saved before the page was left is not lost
        page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full'); }; }")
        drive.form(page, place).get_by_role("radio").nth(list(spec["options"]).index(mine)).click()
        expect(drive.form(page, place)).to_contain_text("没有保存成功")
        page.reload()
        drive.open_chapter(page, len(exercises))
        assert lab.shows(page, spec, mine, drive.form(page, place))

        restore()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("1 道题")
        dialog.get_by_role("button", name="保留这里的").click()
        expect(page.locator("#shequ-said")).to_contain_text("已经恢复 0 道题")
        restore()
        dialog.get_by_role("button", name="不恢复了").click()
        expect(page.locator("#shequ-said")).to_contain_text("答案都没有动")
        assert _stored(page, MEETINGS)[exercise] == f'{exercise.replace("-", "_")} = "{mine}"'
        restore()
        dialog.get_by_role("button", name="用文件里的").click()
        expect(page.locator("#shequ-said")).to_contain_text("已经恢复 1 道题")
        assert _stored(page, MEETINGS)[exercise] == f'{exercise.replace("-", "_")} = "{answer}"'

        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="恢复", exact=True).click()
        chooser.value.set_files(files=[{"name": "x.json", "mimeType": "application/json", "buffer": b"[1]"}])
        expect(page.locator("#shequ-said")).to_contain_text("读不懂")


def _stored(page, chapter):
    """The text of every answer cell in the browser's storage."""
    return page.evaluate(
        """async path => {
          const model = await shequ.stored.get(path);
          const { given, textOf } = await import(document.querySelector('link[href$="/notebook.js"]').href);
          return Object.fromEntries(
            [...given(model.content)].map(([exercise, cell]) => [exercise, textOf(cell)])
          );
        }""",
        f"{chapter}.ipynb",
    )


def test_a_strangers_homework_runs_nothing_by_itself(chromium, address, chapters, tmp_path):
    """Opening a chapter runs its answers: none of a file's may do more than a form could have written."""
    exercises = chapters[STAFF]
    choices = [name for name, (spec, _, _) in exercises.items() if spec["kind"] == "choice"]
    table = next(name for name, (spec, _, _) in exercises.items() if spec["kind"] == "table")
    names = [name.replace("-", "_") for name in choices]
    spy = "__import__('js').fetch('stolen-{}')"
    forms = [
        "{name} = 'A'\n{spy}",
        "{name} = 'A'; {spy}",
        "{name} = '''A',''' and [{spy}, 'A'][1] #'",
        '{name} = """A","""+str({spy}) #"',
        "{name} = [{spy}]",
        "{spy}\n{name} = 'A'",
        "{name} = 'A'\r{spy}",
        "{name} = f'{{{spy}}}'",
    ]
    answers = {
        choice: form.format(name=name, spy=spy.format("choice"))
        for choice, name, form in zip(choices, names, forms, strict=False)
    }
    tried = len(answers)
    assert tried >= 4
    answers[table] = spy.format("table")
    strange = "<img src=x onerror=fetch('stolen-name')>"
    homework = {
        "format": "shequ-homework",
        "version": 1,
        "chapters": {
            STAFF: {"answers": {**answers, strange + "x" * 100_000: "1", "__proto__": "x = 1"}},
            "__proto__": {"answers": {"constructor": "x"}},
            strange: {"answers": {"a": "b"}},
        },
    }
    file = tmp_path / "他人.json"
    file.write_text(json.dumps(homework), encoding="utf-8")
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page

        def stolen():
            return [url for url in browser.asked if "stolen-" in url]

        page.goto(address)
        page.locator("#shequ-file").set_input_files(file)
        said = page.locator("#shequ-said")
        expect(said).to_contain_text("已经恢复 1 道题的答案")
        expect(said).to_contain_text("其中 1 道是写程序的题")
        expect(said).to_contain_text(f"有 {tried} 项不是答题卡写下的答案")
        expect(said).to_contain_text(strange[:20])
        assert said.locator("img").count() == 0 and len(said.inner_text()) < 1500
        page.get_by_role("link", name="第十一章").first.click()
        drive.open_notebook(page, len(exercises))
        assert stolen() == []
        # the learner has seen it and wants it: then it runs, and this test would have noticed
        form = drive.form(page, list(exercises).index(table))
        expect(form).to_contain_text("代码已保存，还没有运行")
        with page.expect_request("**/stolen-table"):
            form.get_by_role("button", name="运行并检查").click()
        assert len(stolen()) == 1


def test_an_older_copy_is_renewed_around_its_answers(homework, chromium, address, chapters, tmp_path):
    """A copy of an earlier release, with an exercise that is gone since: nothing of it may be lost."""
    exercises = chapters[MEETINGS]
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(address)
        page.locator("#shequ-file").set_input_files(homework)
        expect(page.locator("#shequ-said")).to_contain_text(
            f"已经恢复 {sum(map(len, chapters.values()))} 道题"
        )
        before = _stored(page, MEETINGS)
        page.evaluate(
            """async path => {
              const model = await shequ.stored.get(path);
              const { content } = model;
              content.metadata.shequ.release = 'earlier';
              content.cells[1].source = '# 旧的课文';
              const one = content.cells.find(cell => cell.metadata.shequ?.role === 'answer');
              const gone = structuredClone(one);
              Object.assign(gone, { id: 'gone', source: 'gone = "B"' });
              gone.metadata.shequ.exercise = 'gone';
              content.cells.push(gone);
              await shequ.stored.put([model]);
            }""",
            f"{MEETINGS}.ipynb",
        )
        page.get_by_role("link", name="第六章").first.click()
        drive.open_chapter(page, len(exercises))
        expect(page.locator("#shequ-text")).not_to_contain_text("旧的课文")
        for place, (spec, _, answer) in enumerate(exercises.values()):
            if spec["kind"] == "schedule":
                assert lab.shows(page, spec, answer, drive.form(page, place))
        page.wait_for_function(
            "async path => (await shequ.stored.get(path)).content.metadata.shequ.release !== 'earlier'",
            arg=f"{MEETINGS}.ipynb",
        )
        page.goto(address)
        assert _stored(page, MEETINGS) == before
        kept = page.locator("#shequ-kept button")
        expect(kept).to_have_count(1)
        with page.expect_download() as download:
            kept.click()
        text = json.dumps(json.loads(download.value.path().read_text(encoding="utf-8")), ensure_ascii=False)
        assert 'gone = \\"B\\"' in text


def test_a_chapter_is_answered_without_python_and_jupyterlite(chromium, address, chapters, tmp_path):
    """Nothing of them is even asked for until something needs it, and nothing is lost if they never come."""
    exercises = chapters[MEETINGS]
    first = _place(exercises, "choice")
    with drive.Browser(chromium, tmp_path / "profile", address, width=400) as browser:
        page = browser.page
        page.route("**/kernel-*/**", lambda route: route.abort())
        page.goto(f"{address}notebooks/index.html?path={MEETINGS}.ipynb")
        drive.open_chapter(page, len(exercises))
        assert [url for url in browser.asked if "/build/" in url or "/kernel-" in url] == []
        _, (spec, _, answer) = list(exercises.items())[first]
        lab.answer(page, spec, answer, drive.form(page, first))
        drive.form(page, first).get_by_role("button", name="检查").click()
        expect(drive.form(page, first)).to_contain_text("还没有检查")
        expect(page.locator("#shequ-python")).to_contain_text("没有启动起来")
        page.reload()
        drive.open_chapter(page, len(exercises))
        assert lab.shows(page, spec, answer, drive.form(page, first))
        # once it can be had, trying again carries out the check that was wanted
        drive.form(page, first).get_by_role("button", name="检查").click()
        expect(page.locator("#shequ-python")).to_contain_text("没有启动起来")
        page.unroute("**/kernel-*/**")
        page.get_by_role("button", name="再试一次").click()
        expect(drive.result(page, first)).to_contain_text(drive.EARNED)
        assert lab.shows(page, spec, answer, drive.form(page, first))


def _place(exercises, kind):
    return next(place for place, (spec, _, _) in enumerate(exercises.values()) if spec["kind"] == kind)


def test_a_tab_that_is_closed_right_after_the_last_key_loses_nothing(chromium, address, chapters, tmp_path):
    exercises = chapters[MEETINGS]
    essay = _place(exercises, "essay")
    there = f"{address}notebooks/index.html?path={MEETINGS}.ipynb"
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(there)
        drive.form(page, essay).get_by_role("textbox").click()
        page.keyboard.type("先贴公告")
        page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full'); }; }")
        page.keyboard.type("，再开会")
        page.goto(address)  # where the answers are counted and handed in
        expect(page.locator(f"[data-chapter='{MEETINGS}']")).to_contain_text("答了 1 / 24 题")
        assert list(_stored(page, MEETINGS).values()) == ["先贴公告，再开会"]
        page.goto(there)
        expect(drive.form(page, essay).get_by_role("textbox")).to_have_value("先贴公告，再开会")
        expect(lab.status_of(drive.form(page, essay))).to_contain_text("已保存")


def test_two_tabs_on_one_chapter_keep_each_others_answers(chromium, address, chapters, tmp_path):
    exercises = chapters[MEETINGS]
    places = _place(exercises, "choice"), _place(exercises, "number"), _place(exercises, "essay")
    given = list(exercises.items())
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        tabs = [browser.page, browser.context.new_page()]
        for tab in tabs:
            tab.set_default_timeout(lab.PATIENCE)
            tab.goto(f"{address}notebooks/index.html?path={MEETINGS}.ipynb")
            drive.open_chapter(tab, len(exercises))
        for place, tab, other in zip(
            places, (tabs[0], tabs[1], tabs[0]), (tabs[1], tabs[0], tabs[1]), strict=True
        ):
            _, (spec, _, answer) = given[place]
            lab.answer(tab, spec, answer, drive.form(tab, place))
            assert lab.shows(other, spec, answer, drive.form(other, place))
        assert set(_stored(tabs[0], MEETINGS)) == {given[place][0] for place in places}


def test_what_another_tab_answers_while_the_notebook_comes_is_shown_by_it(
    chromium, address, chapters, tmp_path
):
    """The notebook may have been read before that answer was stored, and listen only after it was sent."""
    exercises = chapters[MEETINGS]
    place = _place(exercises, "number")
    _, (spec, _, answer) = list(exercises.items())[place]
    held = []

    def hold(route):
        held.append(route)

    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        reader, other = browser.page, browser.context.new_page()
        other.set_default_timeout(lab.PATIENCE)
        reader.route("**/kernel-*/**", hold)
        for tab in (reader, other):
            tab.goto(f"{address}notebooks/index.html?path={MEETINGS}.ipynb")
            drive.open_chapter(tab, len(exercises))
        reader.evaluate(
            """() => {
                const Open = BroadcastChannel;
                window.BroadcastChannel = class extends Open { set onmessage(hear) {} };
                document.querySelector('#shequ-text [data-needs]').scrollIntoView();
            }"""
        )
        reader.locator(".jp-Notebook .shequ-form").nth(place).wait_for(state="attached")
        lab.answer(other, spec, answer, drive.form(other, place))
        for route in held:
            route.continue_()
        reader.unroute("**/kernel-*/**")
        drive.taken_over(reader, len(exercises))
        assert lab.shows(reader, spec, answer, drive.form(reader, place))


def test_a_store_that_does_not_open_is_said_and_tried_again(chromium, address, chapters, tmp_path):
    """A page that was left may hold it up for a while (seen in WebKitGTK)."""
    exercises = chapters[MEETINGS]
    place = _place(exercises, "number")
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={MEETINGS}.ipynb")
        drive.open_chapter(page, len(exercises))
        page.evaluate(
            """async () => {
                const open = version => indexedDB.open(`shequ-course ${shequ.root.pathname}`, version);
                const request = open();
                window.held = await new Promise(done => (request.onsuccess = () => done(request.result)));
                const next = open(held.version + 1);
                next.onsuccess = () => next.result.close(); // or it stands in the way of the page's own
                await new Promise(done => (next.onblocked = done));
            }"""
        )
        form = drive.form(page, place)
        form.get_by_role("textbox").fill("5")
        expect(form).to_contain_text("没有保存成功")
        page.evaluate("held.close()")
        expect(form).to_contain_text("已保存")


def test_the_notebook_waits_for_whoever_is_writing_and_takes_all_of_it(chromium, address, chapters, tmp_path):
    exercises = chapters[MEETINGS]
    first, essay = _place(exercises, "choice"), _place(exercises, "essay")
    _, (spec, _, answer) = list(exercises.items())[first]
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={MEETINGS}.ipynb")
        drive.open_chapter(page, len(exercises))
        lab.answer(page, spec, answer, drive.form(page, first))
        drive.form(page, first).get_by_role("button", name="检查").click()
        text = drive.form(page, essay).get_by_role("textbox")
        text.click()
        written = ""
        while page.locator(".jp-Notebook .shequ-form").count() < len(exercises):
            page.keyboard.type("先")
            written += "先"
        above = text.bounding_box()["y"]
        page.keyboard.type("贴公告")
        expect(page.locator("#shequ-text")).to_have_count(0)
        expect(text).to_have_value(f"{written}贴公告")
        expect(text).to_be_focused()
        assert abs(text.bounding_box()["y"] - above) < 30
        page.keyboard.type("。")
        expect(lab.status_of(drive.form(page, essay))).to_contain_text("已保存")
        expect(drive.result(page, first)).to_contain_text(drive.EARNED)


def test_an_address_with_an_exercise_lands_there_and_coming_back_lands_where_one_was(
    chromium, address, tmp_path
):
    with drive.Browser(chromium, tmp_path / "profile", address, width=400) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={IMPORTANCE}.ipynb&at=importance-year-list")
        place = page.locator("[data-exercise='importance-year-list']")
        for _ in range(2):
            expect(place).to_be_in_viewport()
            assert abs(place.bounding_box()["y"] - page.locator("#shequ-head").bounding_box()["height"]) < 40
            page.wait_for_function("() => Object.keys(localStorage).some(key => key.includes(':place'))")
            page.reload()


def test_what_a_check_said_is_there_before_python_until_the_answer_changes(
    chromium, address, chapters, tmp_path
):
    """The notebook of this browser kept it; what stands in there is text, whoever wrote it."""
    exercises = chapters[MEETINGS]
    names = list(exercises)
    first, second = _place(exercises, "choice"), _place(exercises, "choices")
    points = sum(exercises[names[place]][0]["points"] for place in (first, second))
    there = f"{address}notebooks/index.html?path={MEETINGS}.ipynb"
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(there)
        drive.open_chapter(page, len(exercises))
        for place in (first, second):
            spec, _, right = exercises[names[place]]
            lab.answer(page, spec, right, drive.form(page, place))
            drive.check(page, place)
        page.wait_for_function(
            """async ([path, checked]) => {
              const model = await shequ.stored.get(path);
              return model.content.cells.filter(({ metadata: { shequ }, outputs }) =>
                shequ?.role === 'check' && checked.includes(shequ.exercise) && outputs.length).length === 2;
            }""",
            arg=[f"{MEETINGS}.ipynb", [names[first], names[second]]],
        )
        page.goto(address)
        expect(page.locator(f"[data-chapter='{MEETINGS}']")).to_contain_text(f"得 {points} / ")
        page.route("**/kernel-*/**", lambda route: route.abort())
        browser.asked.clear()
        page.evaluate(
            """async ([path, exercise]) => {
              const model = await shequ.stored.get(path);
              const check = model.content.cells.find(
                ({ metadata: { shequ } }) => shequ?.role === 'check' && shequ.exercise === exercise);
              check.outputs[0].data['text/html'] = [
                '<div class="shequ-result shequ-wrong" onclick="alert(1)"><strong>还不对</strong>',
                '<p>&lt;img src=x onerror=alert(1)&gt;</p><img src="/stolen-image">',
                '<script>fetch("/stolen-script")</scr' + 'ipt></div>'
              ];
              await shequ.stored.put([model]);
            }""",
            [f"{MEETINGS}.ipynb", names[second]],
        )
        page.goto(there)
        drive.open_chapter(page, len(exercises))
        places = page.locator("[data-form]")
        said = places.nth(first).locator(".shequ-result")
        expect(said).to_contain_text("答对了，得")
        hostile = places.nth(second).locator(".shequ-result")
        expect(hostile).to_contain_text("<img src=x onerror=alert(1)>")
        assert hostile.locator("img, script").count() == 0
        assert hostile.get_attribute("onclick") is None
        assert [url for url in browser.asked if "stolen-" in url] == []
        said.scroll_into_view_if_needed()
        page.screenshot(path=drive.SCREENSHOTS / "site-kept-result.png")
        drive.form(page, first).get_by_role("radio", checked=False).first.click()
        expect(said).to_have_count(0)
        expect(lab.status_of(drive.form(page, first))).to_contain_text("已保存")
        page.reload()
        expect(hostile).to_be_visible()
        expect(said).to_have_count(0)


FIRST_YEAR = "14-first-year"


def _open_year(page, address):
    """Open the practice year of chapter 14, and wait until it stands there."""
    page.goto(f"{address}notebooks/index.html?path={FIRST_YEAR}.ipynb")
    drive.open_chapter(page, 1)
    drive.open_notebook(page, 1)
    year = page.locator(".shequ-play.shequ-year")
    expect(year).to_be_visible()
    return year


def _close_month(year, month):
    year.get_by_role("button", name="这个月做完了").click()
    expect(year).to_contain_text("再点一次")
    scene_drive.settle(year.page)
    year.get_by_role("button", name="这个月做完了").click()
    expect(year).to_contain_text(f"{month} 月过完了")
    scene_drive.settle(year.page)
    year.get_by_role("button", name=f"到 {month + 1} 月").click()
    expect(year).to_contain_text(f"现在是 {month + 1} 月")


def test_the_practice_year_is_kept_and_goes_with_the_homework(chromium, address, tmp_path):
    file = tmp_path / "我的作业.json"
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        year = _open_year(page, address)
        expect(year).to_contain_text("和答案一起存在这个浏览器里")
        _close_month(year, 1)
        _close_month(year, 2)
        year = _open_year(page, address)
        expect(year).to_contain_text("接着上次的进度：过到 3 月")
        expect(year.get_by_role("tab", name="1 月", exact=False).first).to_contain_text("过完")

        # another window goes on; this one must not write over it
        other = browser.context.new_page()
        other.set_default_timeout(lab.PATIENCE)
        there = _open_year(other, address)
        expect(there).to_contain_text("过到 3 月")
        _close_month(there, 3)
        year.get_by_role("button", name="这个月做完了").click()
        expect(year).to_contain_text("再点一次")
        scene_drive.settle(page)
        year.get_by_role("button", name="这个月做完了").click()
        expect(page.locator("#shequ-python")).to_contain_text("另一个窗口里有了新的进度")
        page.get_by_role("button", name="刷新本页").click()
        expect(year).to_contain_text("接着上次的进度：过到 4 月")

        page.goto(address)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载我的作业").click()
        download.value.save_as(file)
        expect(page.locator("#shequ-said")).to_contain_text("还有练的那一年")
    assert homework_file.read_homework(file.read_bytes()) == {}
    with drive.Browser(chromium, tmp_path / "elsewhere", address) as browser:
        page = browser.page
        page.goto(address)
        page.locator("#shequ-file").set_input_files(file)
        expect(page.locator("#shequ-said")).to_contain_text("还有练的那一年")
        expect(_open_year(page, address)).to_contain_text("接着上次的进度：过到 4 月")
        # what is here is not replaced unasked
        homework = json.loads(file.read_text(encoding="utf-8"))
        homework["practice_year"]["month"] = 2
        file.write_text(json.dumps(homework), encoding="utf-8")
        page.goto(address)
        page.locator("#shequ-file").set_input_files(file)
        expect(page.get_by_role("dialog")).to_contain_text("这个浏览器里练的那一年和文件里的不一样")
        page.get_by_role("dialog").get_by_role("button", name="保留这里的").click()
        expect(page.locator("#shequ-said")).to_contain_text("已经恢复 0 道题")
        expect(_open_year(page, address)).to_contain_text("过到 4 月")


HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_game_is_played_to_its_end_and_the_landing_page_says_so(chromium, address, tmp_path):
    """What two tabs played comes together; what somebody else wrote there is text like any other."""
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path=07-importance.ipynb")
        page.locator("#shequ-text [data-needs]").first.scroll_into_view_if_needed()
        expect(stage_drive.moves(page).first).to_be_visible()
        stage_drive.settled(page)
        other = {"street": {"rounds": 2, "line": "<b>一条街</b>：玩到头 2 回。"}}
        page.evaluate(
            "text => shequ.beside.put(shequ.course.played.file, text)", json.dumps({"games": other})
        )
        stage_drive.by_mouse(page, stage_drive.presses(Doors(), winning(0)))
        expect(page.locator(stage_drive.STAGE)).to_contain_text("结局：门开了，人来了")
        page.goto(address)
        page.locator("#shequ-played summary").click()
        lines = page.locator("#shequ-played li")
        expect(lines).to_have_count(2)
        expect(lines.nth(0)).to_have_text("<b>一条街</b>：玩到头 2 回。")
        expect(lines.nth(1)).to_contain_text("玩到头 1 回")
        expect(lines.nth(1)).to_contain_text("没有记下说错的规则")
        page.screenshot(path=drive.SCREENSHOTS / "site-played.png")
        expect(page.locator("#shequ-kept")).to_be_hidden()
        assert browser.complaints == []


def test_a_practice_year_from_a_strangers_file_is_judged_and_never_believed(chromium, address, tmp_path):
    file = tmp_path / "他人.json"
    year = {
        "what": practice_model.WHAT,
        "version": practice_model.VERSION,
        "rulebook": "gongshu-2008",
        "seed": 1,
        "month": 99,
        "decisions": {HOSTILE: HOSTILE},
        "steps": [],
        "slipped": [HOSTILE],
    }
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(address)
        for bad in (
            {**year, "more": 1},
            {**year, "what": HOSTILE},
            {**year, "rulebook": "other"},
            {**year, "slipped": ["x" * 200_000]},
            [year],
            HOSTILE,
        ):
            homework = {"format": "shequ-homework", "version": 1, "chapters": {}, "practice_year": bad}
            file.write_text(json.dumps(homework), encoding="utf-8")
            page.locator("#shequ-said").evaluate("line => line.textContent = ''")
            page.locator("#shequ-file").set_input_files(file)
            expect(page.locator("#shequ-said")).to_contain_text(
                "有 1 项不是答题卡写下的答案，没有恢复：练的那一年"
            )
        file.write_text(json.dumps({**homework, "practice_year": year}), encoding="utf-8")
        page.locator("#shequ-file").set_input_files(file)
        expect(page.locator("#shequ-said")).to_contain_text("还有练的那一年")
        played = _open_year(page, address)
        expect(played).to_contain_text("存着的进度用不上：月份不对。")
        assert page.locator("img[onerror]").count() == 0
        _close_month(played, 1)
        page.goto(address)
        with page.expect_download() as download:
            page.locator("#shequ-kept button").click()
        assert json.loads(download.value.path().read_text(encoding="utf-8")) == year
        expect(_open_year(page, address)).to_contain_text("过到 2 月")


def test_the_button_of_the_contents_lies_on_nothing_that_has_the_focus(chromium, address, sources, tmp_path):
    with drive.Browser(chromium, tmp_path / "profile", address, width=390) as browser:
        page = browser.page
        page.route("**/kernel-*/**", lambda _route: None)  # without Python the text stays
        page.goto(f"{address}notebooks/index.html?path={IMPORTANCE}.ipynb")
        drive.open_chapter(page, len(read_exercises(sources[IMPORTANCE])))
        button = page.get_by_role("button", name=re.compile("^目录"))
        top = button.bounding_box()["y"]
        page.locator(".shequ-form input").first.focus()
        for _ in range(40):
            page.keyboard.press("Tab")
            bottom = page.evaluate(
                "() => document.activeElement.closest('#shequ-text .shequ-form')"
                " && document.activeElement.getBoundingClientRect().bottom"
            )
            assert bottom is None or bottom <= top
        button.click()
        expect(page.get_by_role("button", name="下一道没答完的")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="下一道没答完的")).to_be_hidden()
        expect(button).to_be_focused()


def _findings(page):
    """What axe-core finds in the whole page, of any level, one line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['help']} ({node['html'][:200]})"
        for violation in found
        for node in violation["nodes"]
        if not (violation["id"] == "empty-table-header" and "dataframe" in str(node["target"]))
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_a_screen_reader_or_of_weak_eyes(scheme, chromium, address, tmp_path):
    """Whole pages, before and after the notebook; pandas alone writes tables with an empty head into them."""
    amiss = {}
    with drive.Browser(chromium, tmp_path / "profile", address, width=1000) as browser:
        page = browser.page
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        expect(page.locator(".shequ-chapters")).to_be_visible()
        amiss["landing"] = _findings(page)
        for name, forms in ((MEETINGS, 24), (STAFF, 19), (FIRST_YEAR, 1)):
            if scheme == "dark" and name == MEETINGS:
                continue
            page.goto(f"{address}notebooks/index.html?path={name}.ipynb")
            drive.open_chapter(page, forms)
            amiss[name, "text"] = _findings(page)
            drive.open_notebook(page, forms)
            for waits in page.locator(":is(.shequ-role-play, .shequ-role-code):visible").all():
                waits.scroll_into_view_if_needed()
                expect(waits).not_to_have_class(re.compile("shequ-stale"))
            amiss[name, "notebook"] = _findings(page)
            expect(page.get_by_role("button", name="显示代码")).to_be_visible()
    assert {place: lines for place, lines in amiss.items() if lines} == {}


def test_pandas_comes_only_where_it_is_needed(chromium, address, sources, tmp_path):
    with drive.Browser(chromium, tmp_path / "profile", address, width=400) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={IMPORTANCE}.ipynb")
        drive.open_chapter(page, len(read_exercises(sources[IMPORTANCE])))
        drive.open_notebook_by_check(page, len(read_exercises(sources[IMPORTANCE])))
        assert [url for url in browser.asked if "pandas.zip" in url or "stdlib.zip" in url] == []


def test_a_browser_that_cannot_take_the_kept_memory_starts_without_it(chromium, address, sources, tmp_path):
    """The kept memory is an experiment of Pyodide's: where it fails, a chapter only takes longer."""
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        browser.context.route("**/snapshot.gz", lambda route: route.abort())
        page.goto(f"{address}notebooks/index.html?path={IMPORTANCE}.ipynb")
        drive.open_chapter(page, len(read_exercises(sources[IMPORTANCE])))
        drive.open_notebook_by_check(page, len(read_exercises(sources[IMPORTANCE])))
        assert page.locator(TROUBLE).all_inner_texts() == []
        assert any("stdlib.zip" in url for url in browser.asked)


def test_a_server_that_knows_few_types_of_files_will_do(site, chromium, sources, tmp_path, monkeypatch):
    """Common servers know no .mjs, and send WebAssembly as they send any file."""
    assert [path.name for path in site.rglob("*.mjs")] == []
    monkeypatch.delitem(server.TYPES, ".wasm")
    with (
        drive.served(site) as address,
        drive.Browser(chromium, tmp_path / "profile", address) as browser,
    ):
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={IMPORTANCE}.ipynb")
        drive.open_chapter(page, len(read_exercises(sources[IMPORTANCE])))
        drive.open_notebook_by_check(page, len(read_exercises(sources[IMPORTANCE])))


def test_code_that_never_ends_takes_no_answer_with_it(chromium, address, chapters, tmp_path):
    """Running code cannot be stopped in a browser: Python starts anew, and does not run it again."""
    exercises = chapters[STAFF]
    place, (spec, _, _) = next(
        (place, item) for place, item in enumerate(exercises.values()) if item[0]["kind"] == "table"
    )
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.goto(f"{address}notebooks/index.html?path={STAFF}.ipynb")
        drive.open_chapter(page, len(exercises))
        drive.open_notebook(page, len(exercises))
        lab._editor(drive.form(page, place)).click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("while True:\n    pass")
        drive.form(page, place).get_by_role("button", name="运行并检查").click()
        expect(page.locator(".shequ-note")).to_contain_text("没有办法中途停下")
        expect(drive.form(page, place)).to_contain_text("已经停下")
        page.reload()
        drive.open_chapter(page, len(exercises))
        drive.open_notebook(page, len(exercises))
        assert "while True:" in lab.shown(page, spec, drive.form(page, place))


def test_an_unsafe_address_is_said_before_any_answer(site, chromium, tmp_path):
    """Plain HTTP on an address that is not this machine's own, as a learner in an intranet might be given."""
    with drive.served(site) as address:
        other = address.replace("127.0.0.1", "study.example")
        rules = "MAP study.example 127.0.0.1,"
        with drive.Browser(chromium, tmp_path / "profile", other, width=400, also=rules) as browser:
            page = browser.page
            page.goto(other)
            expect(page.locator("#shequ-troubles")).to_contain_text("不是 https 开头")
            page.get_by_role("link", name="第七章").first.click()
            expect(page.locator("#shequ-troubles")).to_contain_text("不是 https 开头")
            expect(page.locator("#shequ-text h1")).to_contain_text("第七章")


def test_a_window_that_keeps_nothing_is_said_before_any_answer(chromium, address, tmp_path):
    with drive.Browser(chromium, tmp_path / "profile", address) as browser:
        page = browser.page
        page.add_init_script(
            "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
        )
        page.goto(address)
        expect(page.locator("#shequ-troubles")).to_contain_text("不让网页保存东西")


def test_every_chapter_opens_on_a_phone_with_nothing_amiss(chromium, address, sources, tmp_path):
    with drive.Browser(chromium, tmp_path / "profile", address, width=400) as browser:
        page = browser.page
        for name, source in sources.items():
            forms = len(read_exercises(source))
            if not forms or name in (MEETINGS, STAFF):
                continue  # the start page, and what the other tests go through
            page.goto(f"{address}notebooks/index.html?path={name}.ipynb")
            drive.open_chapter(page, forms)
            assert page.evaluate(WIDE) == [], name
            drive.open_notebook(page, forms)
            for waits in page.locator(":is(.shequ-role-play, .shequ-role-code):visible").all():
                waits.scroll_into_view_if_needed()
                expect(waits).not_to_have_class(re.compile("shequ-stale"))
            expect(page.locator(".shequ-stale")).to_have_count(0)
            assert page.locator(TROUBLE).all_inner_texts() == [], name
            assert page.evaluate(WIDE) == [], name
        assert browser.foreign + browser.complaints == []
