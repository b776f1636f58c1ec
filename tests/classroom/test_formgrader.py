"""The formgrader of `shequ teach`, without a browser: what gets the secret word, and what is text."""

import json
import re

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import apihandlers, base, handlers

from grading.grade import formgrader
from grading.jupyter.lab import SETTINGS
from shequ_lib import notebook as course_notebook

THEIRS = '<img class="theirs" src="x" onerror="window.theirs = 1">'


def _strict(name):
    environment = formgrader.strict(Environment(loader=FileSystemLoader(formgrader._TEMPLATES)))
    return environment.loader.get_source(environment, name)[0]


@pytest.mark.parametrize(
    "name",
    sorted(
        path.relative_to(formgrader._TEMPLATES).as_posix()
        for path in formgrader._TEMPLATES.rglob("*")
        if path.suffix in (".tpl", ".j2")
    ),
)
def test_every_script_of_nbgrader_gets_the_nonce_and_names_in_it_are_json(name):
    text = _strict(name)
    assert text.count("<script") == text.count('<script nonce="{{ nonce() }}"')
    for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL):
        assert all("tojson" in filled for filled in re.findall(r"\{\{.*?\}\}", script))


def test_a_script_that_nbconvert_takes_from_a_notebook_gets_no_nonce():
    environment = formgrader.strict(Environment(loader=DictLoader({"a": "<script>{{ data }}</script>"})))
    assert environment.get_template("a").render(data="1") == "<script>1</script>"


def test_every_handler_forbids_scripts_or_allows_only_nbgraders():
    for _, handler, *_ in [*handlers.default_handlers, *apihandlers.default_handlers]:
        if issubclass(handler, base.BaseHandler):
            made = formgrader.strict_handler(handler)
            caged = made.content_security_policy == formgrader.POLICY
            assert caged or issubclass(made, formgrader._Page), handler


def test_of_a_marked_notebook_only_texts_names_and_results_are_shown():
    wrong = {"points": 1.0, "max_points": 2.0, "status": "wrong", "messages": [THEIRS]}
    cells = [
        new_markdown_cell(THEIRS, metadata={"nbgrader": {"grade_id": f'"{THEIRS}', "solution": True}}),
        new_code_cell(
            "1",
            execution_count=3,
            metadata={"nbgrader": {"grade_id": "a", "points": THEIRS, "grade": 1}, "tags": [THEIRS]},
            outputs=[
                new_output("display_data", data={"text/html": THEIRS, "text/plain": "看"}),
                new_output("display_data", data={"application/javascript": "window.theirs = 1"}),
                new_output("stream", name="stdout", text="说"),
            ],
        ),
        new_code_cell("2", metadata={"shequ": {"role": "check", "result": wrong}}),
        new_code_cell("3", metadata={"shequ": {"role": "check", "result": {"points": THEIRS}}}),
    ]
    marked = new_notebook(cells=cells, metadata={"widgets": {"a": 1}, "title": THEIRS})
    shown = formgrader.as_shown(marked)
    assert dict(shown["metadata"]) == {"language_info": {"name": "python"}}
    text, code, right, odd = shown["cells"]
    assert text["metadata"] == {} and text["source"] == THEIRS
    assert code["metadata"]["nbgrader"]["points"] == 0 and "tags" not in code["metadata"]
    assert [output["text"] for output in code["outputs"]] == ["看", "说"]
    html = right["outputs"][0]["data"]["text/html"]
    assert "<img" not in html and "&lt;img" in html
    assert "theirs" not in json.dumps(odd["outputs"])


@pytest.mark.parametrize(
    ("who", "ours"), [("study", "grading.study.released"), ("teach", "grading.grade.formgrader")]
)
def test_each_server_has_its_own_parts(who, ours):
    """In a file of its own, which is read early enough; in jupyter_lab_config.py it has no effect."""
    settings = json.loads((SETTINGS / who / "jupyter_server_config.json").read_text(encoding="utf-8"))
    parts = settings["ServerApp"]["jpserver_extensions"]
    assert parts[ours] is True and parts["nbgrader.server_extensions.formgrader"] is False
    careful = "CarefulContents" if who == "study" else "TeachersContents"
    assert f"grading.jupyter.contents.{careful}" in (SETTINGS / who / "jupyter_lab_config.py").read_text(
        "utf-8"
    )
    page = json.loads((SETTINGS / who / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"].get("shequ-course", False) is (who == "teach")


def test_what_a_check_shows_of_a_result_is_text():
    import pandas as pd

    table = pd.DataFrame({THEIRS: [THEIRS]}, index=[THEIRS]).rename_axis(THEIRS).rename_axis(THEIRS, axis=1)
    spec = {"id": "x", "kind": "choice", "options": {"A": "甲"}, "points": 1}
    for shown in (
        course_notebook._preview(table),
        course_notebook._preview(table[THEIRS]),
        course_notebook._preview(THEIRS),
        course_notebook.FormatCheck(spec, THEIRS)._repr_html_(),
    ):
        assert "<img" not in shown and "&lt;" in shown
