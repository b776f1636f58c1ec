"""The formgrader of `shequ teach` in a real browser: what a trainee wrote is text, whatever it looks like."""

import urllib.parse
from html.parser import HTMLParser

import lab
import pytest
from grading_helpers import CHAPTER, hand_in, set_up, solved, submission
from nbgrader.api import Gradebook

from grading.classroom import classroom
from grading.grade import grade

pytestmark = pytest.mark.browser

RUN = "document.title='theirs';new Image().src='/ran-theirs';window.theirs=1"
ESSAY = f"""先贴公告，再开会。

<script class="theirs">{RUN}</script>

<img class="theirs" src="x" onerror="{RUN}">

[看这里](javascript:{RUN.replace(" ", "")}) <javascript:{RUN}> [数据](data:text/html;base64,PHNjcmlwdD4=)

![图](x" onerror="{RUN}) ![远处](http://127.0.0.1:9/elsewhere/pixel.png) [名]: http://127.0.0.1:9/elsewhere/

[链](<x" onclick="{RUN}> "题" onmouseover="{RUN}")

<svg class="theirs" onload="{RUN}"><script>{RUN}</script><animate onbegin="{RUN}" attributeName=x dur=1s /></svg>

<style class="theirs">body {{ background: url(http://127.0.0.1:9/elsewhere/css) }} .score {{ display: none }}</style>

<math class="theirs"><mtext><table><mglyph><style><img src=x onerror="{RUN}"></style></mglyph></table></mtext></math>

<iframe class="theirs" src="javascript:parent.{RUN.split(";")[2].removeprefix("window.")}"></iframe>
<iframe class="theirs" srcdoc="<script>parent.theirs=1</script>"></iframe>

<form class="theirs" action="http://127.0.0.1:9/elsewhere/"><button autofocus onfocus="{RUN}">按</button></form>

<meta class="theirs" http-equiv="refresh" content="0;url=http://127.0.0.1:9/elsewhere/">

<base class="theirs" href="http://127.0.0.1:9/elsewhere/"> <link class="theirs" rel=stylesheet href="http://127.0.0.1:9/elsewhere/x">

<object class="theirs" data="/files/x.html"></object> <embed class="theirs" src="javascript:{RUN}">

```mermaid
</pre><img class="theirs" src=x onerror="{RUN}">
```

```"><img class="theirs" src=x onerror="{RUN}">
x
```

$$</p><img class="theirs" src=x onerror="{RUN}">$$ \\\\(<img class="theirs" src=x onerror="{RUN}">\\\\)

\\begin{{x}}<img class="theirs" src=x onerror="{RUN}">\\end{{x}}

</div></div><details class="theirs" open ontoggle="{RUN}">x</details><video class="theirs"><source onerror="{RUN}"></video>

<ScRiPt class="theirs" src="/files/submitted/evil.js"></sCrIpT><plaintext class="theirs">
"""
NAME = f'<img class=theirs src=x onerror="{RUN}">\'\\'
CODE = f'communities["</pre><img class=theirs src=x onerror=\\"{RUN}\\">"]'
WORD = f'which_one = "<img class=theirs src=x onerror=\\"{RUN}\\">"'


class _Tags(HTMLParser):
    """Collects the tags of a page that a trainee or a name brought in, by their class."""

    def __init__(self):
        super().__init__()
        self.theirs = []

    def handle_starttag(self, tag, attrs):
        if dict(attrs).get("class") == "theirs":
            self.theirs.append(tag)


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A class of three; one of them wrote everything that a browser might run."""
    folder = tmp_path_factory.mktemp("班") / "一 个 班"
    set_up(folder)
    roster = folder.parent / "花名册.csv"
    roster.write_text('编号,姓名\n1,李华\n2,"' + NAME.replace('"', '""') + '"\n3,王小明\n', encoding="utf-8")
    came = folder.parent / "came"
    hostile = {**solved(), "own-words": ESSAY, "big-ones": CODE, "which-one": WORD}
    hand_in(came / "1.ipynb", submission({**solved(), "own-words": "先贴公告。"}))
    hand_in(came / "2.ipynb", submission(hostile))
    hand_in(came / "3.ipynb", submission({**solved(), "own-words": "**会后**再反馈。"}))
    assert grade.run(folder, CHAPTER, [came], roster).graded == 3
    with _gradebook(folder) as gradebook:
        found = gradebook.find_comment("own-words-answer", CHAPTER, CHAPTER, "2")
        found.manual_comment = f'</textarea><img class=theirs src=x onerror="{RUN}">'
        gradebook.find_student("2").first_name = NAME  # nbgrader shows a name only if both parts are there
        gradebook.db.commit()
    (folder / "submitted" / "evil.js").write_text(RUN, encoding="utf-8")
    return folder


def _gradebook(room):
    return Gradebook(classroom.open_course(room).db_url)


def _submission_of(room, trainee):
    with _gradebook(room) as gradebook:
        return gradebook.find_submission_notebook(CHAPTER, CHAPTER, trainee).id


def _scores(room):
    with _gradebook(room) as gradebook:
        notebook = gradebook.find_submission_notebook(CHAPTER, CHAPTER, "2")
        return {
            each.name: (each.auto_score, each.manual_score, each.extra_credit) for each in notebook.grades
        }


def _pages(submission):
    return [
        f"submissions/{submission}/",
        "manage_assignments",
        f"manage_submissions/{CHAPTER}",
        "gradebook",
        f"gradebook/{CHAPTER}",
        f"gradebook/{CHAPTER}/{CHAPTER}",
        "manage_students",
        "manage_students/2",
        f"manage_students/2/{CHAPTER}",
    ]


@pytest.fixture(scope="module")
def address(room):
    """`shequ teach` on the class."""
    with lab.opened(room, "teach") as address:
        yield address


def _log_in(page, address):
    """Get the cookie that holds everywhere; that of nbgrader's own pages holds only there."""
    page.goto(f"{address}/api/status?token={lab.TOKEN}")
    assert "/" in [cookie["path"] for cookie in page.context.cookies() if "username" in cookie["name"]]


def _watch(page):
    """Return a list that will hold every request of the trainee's text that got past the policy."""
    asked = []

    def caught(route):
        asked.append(route.request.url)
        route.abort()

    page.route(lambda url: "ran-theirs" in url or "elsewhere" in url or "evil.js" in url, caught)
    return asked


def _settled(page):
    """Wait until the page has all that it asked for and the browser has had time to run what it would run."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")


def _nothing_ran(page, asked):
    _settled(page)
    assert page.evaluate("window.theirs") is None
    assert page.title() != "theirs"
    assert asked == []


def test_what_a_trainee_wrote_is_text_in_every_page_and_the_instructor_still_marks(chromium, room, address):
    submission = _submission_of(room, "2")
    before = _scores(room)
    with lab.browser_page(chromium) as page:
        asked = _watch(page)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
        )
        _log_in(page, address)
        for name in _pages(submission):
            answer = page.goto(f"{address}/formgrader/{name}")
            _nothing_ran(page, asked)
            assert page.locator(".theirs").count() == 0, name
            tags = _Tags()
            tags.feed(answer.text())
            assert tags.theirs == [], name
            policy = answer.headers["content-security-policy"]
            script = next(part for part in policy.split("; ") if part.startswith("script-src"))
            assert "unsafe-inline" not in script and "'self'" not in script and "nonce-" in script
            assert "object-src 'none'" in policy and "base-uri 'none'" in policy
        assert errors == []
        assert _scores(room) == before

        page.goto(f"{address}/formgrader/submissions/{submission}/")
        body = page.locator("body")
        for text in ("<script", "<meta", "javascript:", "先贴公告，再开会。", "</textarea>"):
            assert text in body.inner_text() + page.locator("textarea").last.input_value(), text
        assert page.locator(".shequ-result").count() > 0  # what marking said still is what it looks like
        assert (
            page.locator("#notebook-container :is(h2, h3)", has_text="练习").count() > 0
        )  # so are the questions
        _mark(page, "2", "写得清楚")
        page.keyboard.press("Control+.")  # to the next submission
        page.wait_for_url(lambda url: f"submissions/{submission}/" not in url)
        page.goto(f"{address}/formgrader/submissions/{submission}/")
        lab.expect(page.locator("textarea").last).to_have_value("写得清楚")
        lab.expect(page.locator("input.score").last).to_have_value("2")
        assert errors == []
    assert _scores(room)["own-words-answer"][1] == 2


def _mark(page, points, comment):
    field = page.locator("input.score").last
    lab.expect(page.locator(".tabbable").first).to_be_focused()
    for target, value in ((field, points), (page.locator("textarea").last, comment)):
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            target.fill(value)
            target.press("Escape")


def test_names_are_shown_and_lists_are_sorted_by_nbgraders_own_buttons(chromium, room, address):
    with lab.browser_page(chromium) as page:
        asked = _watch(page)
        _log_in(page, address)
        page.goto(f"{address}/formgrader/gradebook/{CHAPTER}/{CHAPTER}")
        lab.expect(page.locator("#main-table a.name-hidden")).to_have_count(3)
        page.get_by_role("button", name="Show All Names").click()
        lab.expect(page.locator("a.name-shown", has_text="<img class=theirs")).to_be_visible()
        page.goto(f"{address}/formgrader/submissions/{_submission_of(room, '2')}/")
        page.locator(".glyphicon-eye-open").click()
        lab.expect(page.locator("a.name-shown", has_text="<img class=theirs")).to_be_visible()
        page.goto(f"{address}/formgrader/manage_students")
        page.get_by_role("link", name="Add new student...").click()
        lab.expect(page.locator("#add-student-modal")).to_be_visible()
        page.goto(f"{address}/formgrader/manage_assignments")
        page.get_by_role("link", name="Add new assignment...").click()
        lab.expect(page.locator("#add-assignment-modal")).to_be_visible()
        page.goto(f"{address}/formgrader/manage_submissions/{CHAPTER}")
        lab.expect(page.locator("#main-table")).to_contain_text("李华")
        page.locator(".autograde a").first.click()
        lab.expect(page.locator("#success-modal")).to_be_visible()
        _nothing_ran(page, asked)
        # JupyterLab shows all this in a frame of its own
        page.goto(f"{address}/lab")
        page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        frame = page.frame_locator("iframe").last
        lab.expect(frame.locator("#main-table")).to_contain_text(CHAPTER)


def test_the_policy_holds_where_the_text_is_no_text(chromium, room):
    """The second wall alone: everything of the trainee's is taken over into the page as it came."""
    gone = (
        "import grading.grade.formgrader as f\n"
        "f.SubmissionPage.markdown2html = f.HTMLExporter.markdown2html\n"
        "f.as_shown = lambda notebook: notebook\n"
    )
    submission = _submission_of(room, "2")
    before = _scores(room)
    with lab.opened(room, "teach", before=gone) as address, lab.browser_page(chromium) as page:
        asked = _watch(page)
        _log_in(page, address)
        shown = f"{address}/formgrader/submissions/{submission}/"
        page.route(shown, _without_refresh)  # going elsewhere is no script: only the first defence stops that
        tags = _Tags()
        tags.feed(page.goto(shown).text())
        assert {"script", "img", "svg"} <= set(tags.theirs)
        _settled(page)
        assert page.locator("script.theirs").count() > 0
        page.locator("img.theirs").first.dispatch_event("error")
        _nothing_ran(page, asked)
    assert _scores(room) == before


def _without_refresh(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', "data-gone"))


@pytest.mark.parametrize(
    "name", ['";window.theirs=1;//', "</script><img class=theirs src=x onerror=a>", "\\"]
)
def test_an_address_puts_no_program_into_a_page(chromium, address, name):
    with lab.browser_page(chromium) as page:
        _log_in(page, address)
        page.goto(f"{address}/formgrader/manage_students/{urllib.parse.quote(name, safe='')}/{CHAPTER}")
        _settled(page)
        assert page.evaluate("window.theirs") is None
        assert page.evaluate("student_id") == name
        assert page.locator(".theirs").count() == 0


def test_data_files_and_settings_of_strangers_are_no_pages(chromium, room, address, tmp_path):
    spy = tmp_path / "settings-ran"
    strange = room / "received" / "2"
    (strange / "nbgrader_config.py").write_text(f"open({str(spy)!r}, 'w')", encoding="utf-8")
    submission = _submission_of(room, "2")
    with lab.browser_page(chromium) as page:
        _log_in(page, address)
        page.goto(f"{address}/formgrader?path={urllib.parse.quote(str(strange))}")
        assert page.url.endswith("/formgrader/manage_assignments") and not spy.exists()
        for name in ("api/students", f"api/comments?submission_id={submission}"):
            answer = page.goto(f"{address}/formgrader/{name}")
            assert "theirs" in answer.text() or name != "api/students"
            assert answer.headers["content-type"].startswith("text/plain")
            assert "sandbox" in answer.headers["content-security-policy"]
            assert page.evaluate("window.theirs") is None
        for path in (room / "page.html", room / "autograded" / "2" / CHAPTER / "evil.html"):
            path.write_text(f'<script>{RUN}</script><svg onload="{RUN}"></svg>', encoding="utf-8")
        (room / "picture.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>',
            encoding="utf-8",
        )
        asked = _watch(page)
        for place in (
            f"formgrader/submissions/{submission}/evil.html",
            "files/page.html",
            "files/picture.svg",
            "view/page.html",
            f"nbconvert/html/submitted/2/{CHAPTER}/{CHAPTER}.ipynb",
        ):
            answer = page.goto(f"{address}/{place}", referer=f"{address}/lab")
            assert answer.ok and "/login" not in page.url, place
            page.wait_for_load_state()
            assert asked == [] and page.title() != "theirs", place


def test_the_page_of_a_submission_stays_readable_on_a_narrow_screen(chromium, room, address):
    with lab.browser_page(chromium, width=400) as page:
        _log_in(page, address)
        page.goto(f"{address}/formgrader/submissions/{_submission_of(room, '2')}/")
        _settled(page)
        assert page.locator("input.score").last.is_visible()
        essay = page.locator(".panel-body div", has_text="先贴公告，再开会。").last
        assert essay.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
