"""The formgrader of `shequ teach`: nbgrader's own, in which what a trainee wrote is text and never a program.

Two defences, each of which holds alone. `SubmissionPage` shows a submission as text, and nbgrader's templates
escape what they fill in. And every answer carries a Content-Security-Policy by which a browser runs only
scripts with a secret word (a nonce), new for each answer: those of nbgrader's templates.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
import secrets
from collections.abc import Callable, Generator, Mapping
from contextvars import ContextVar
from html import escape
from pathlib import Path
from typing import Any, cast

from jinja2 import BaseLoader, Environment, FileSystemLoader, pass_context
from jupyter_server.nbconvert.handlers import NbconvertFileHandler, NbconvertPostHandler
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import apihandlers, base, handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from tornado import web

from grading.grade.submission import output_of
from grading.jupyter.contents import POLICY
from grading.jupyter.lab import SETTINGS
from grading.marking.marking import Record
from grading.papers import bank
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.errors import ShequError
from shequ_lib.script import HANS, using

_NAMES = re.compile(r"[\w-]{1,200}")  # what nbgrader calls a cell: it stands in the page's attributes
_TEMPLATES = Path(handlers.template_path)
_SCRIPTS = Path(handlers.static_path) / "js"
_ROOTS = (_TEMPLATES, SETTINGS / "teach")
_MACROS = "formgrade_macros.html.j2"  # the part of the page that is filled with names, not with HTML
_STRING = re.compile(r'= "\{\{ ([\w.]+) \}\}([\w/]*)"')
_PRESSED = re.compile(r'\bonclick="([^"{]*)"', re.IGNORECASE)
_BOTH_NAMES = "{{ resources.last_name }}, {{ resources.first_name }}"
_ANY_NAME = "{{ [resources.last_name, resources.first_name]|select|join(', ') }}"
_nonce: ContextVar[str] = ContextVar("nonce")

# Nothing is fetched from elsewhere, and nothing of a page goes elsewhere.
_POLICY = {
    "default-src": "'none'",
    "connect-src": "'self'",
    "font-src": "'self' data:",
    "img-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


# ---- the first defence: text ----


class SubmissionPage(HTMLExporter):  # type: ignore[misc]
    """The page of a submission: Markdown and HTML where our own source has it word for word, else text.

    Nothing that stands in the marked notebook can vouch for itself, whoever wrote it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course: Any = None  # nbgrader's view of the class folder
        self._ours: frozenset[str] = frozenset()

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a marked notebook."""
        names = resources or {}
        source = _read_source(self.course, names.get("assignment_id", ""), names.get("notebook_id", ""))
        own = _read_members(self.course, names.get("assignment_id", ""))
        self._ours = frozenset(
            source_of(cell)
            for cell in [*source.get("cells", []), *own]
            if course_metadata(cell).get("role") != "answer"
        )
        with using(str(course_metadata(source).get("script", HANS))):
            shown = as_shown(nb)
        page: tuple[str, dict[str, Any]] = super().from_notebook_node(shown, resources, **kw)
        return page

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return a text as HTML: Markdown only where it is ours."""
        if source in self._ours:
            return str(super().markdown2html(context, source))
        return f'<div style="white-space: pre-wrap; overflow-wrap: anywhere">{escape(source)}</div>'

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.autoescape = lambda name: name == _MACROS
        return strict(environment)


def _read_source(course: Any, chapter: str, notebook: str) -> dict[str, Any]:
    """Return the class's own source notebook, or an empty one where there is none."""
    folder = Path(course.format_path(course.source_directory, ".", chapter))
    try:
        source = json.loads((folder / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return source if isinstance(source, dict) else {}


def _read_members(course: Any, chapter: str) -> list[Mapping[str, Any]]:
    """Return the cells of all questions that anybody may have been handed, of our own bank."""
    try:
        held = bank.read(Path(course.root), chapter)
    except ShequError:  # then they are shown as plain text
        return []
    return [cell for member in held.members.values() for cell in member.source]


def as_shown(notebook: Mapping[str, Any]) -> NotebookNode:
    """Return of a marked notebook what its page shows: texts, the names of nbgrader, and what marking said.

    Outputs are made anew from the result of the marking; of others, only plain text stays.
    """
    cells = []
    for cell in notebook.get("cells", []):
        text, metadata = source_of(cell), _grader_metadata(cell)
        if cell.get("cell_type") == "code":
            cells.append(new_code_cell(text, metadata=metadata, outputs=_outputs(cell)))
        elif cell.get("cell_type") == "markdown":
            cells.append(new_markdown_cell(text, metadata=metadata))
    return new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


def _grader_metadata(cell: Mapping[str, Any]) -> dict[str, Any]:
    grader = cell.get("metadata", {}).get("nbgrader")
    if not isinstance(grader, Mapping) or not _NAMES.fullmatch(str(grader.get("grade_id"))):
        return {}
    known: dict[str, Any] = {name: bool(grader.get(name)) for name in ("grade", "solution", "task")}
    points = grader.get("points", 0)
    known["points"] = float(points) if isinstance(points, (int, float)) else 0.0
    return {"nbgrader": {"grade_id": str(grader["grade_id"]), **known}}


def _outputs(cell: Mapping[str, Any]) -> list[Any]:
    result = course_metadata(cell).get("result")
    if isinstance(result, Mapping):
        try:
            made = output_of(cast(Record, result))
            return [new_output(made["output_type"], data=made["data"], execution_count=None)]
        except (TypeError, ValueError, KeyError, AttributeError):
            pass  # not what marking writes: then it is text like any other
    texts = [_plain_output(output) for output in cell.get("outputs", [])]
    return [new_output("stream", name="stdout", text=text) for text in texts if text]


def _plain_output(output: Any) -> str:
    if not isinstance(output, Mapping):
        return ""
    data = output.get("data")
    plain = data.get("text/plain") if isinstance(data, Mapping) else None
    text = output.get("text", plain)
    if isinstance(text, list):
        text = "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""


# ---- nbgrader's templates, made strict ----


class StrictTemplates(BaseLoader):
    """Serves nbgrader's templates with the nonce in their scripts, and with names in scripts as JSON.

    Only files below `_ROOTS` are changed: what nbconvert's templates would take over from a notebook never
    gets the nonce.
    """

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the text of a template, where it lies, and whether it is still the same."""
        text, path, fresh = self._inner.get_source(environment, template)
        if path is not None and any(Path(path).is_relative_to(root) for root in _ROOTS):
            text = text.replace("resources.last_name and resources.first_name", "resources.last_name")
            text = text.replace(_BOTH_NAMES, _ANY_NAME)
            text = _STRING.sub(r'= {{ (\1 ~ "\2")|tojson }}', text)
            text = text.replace("<script", '<script nonce="{{ nonce() }}"')
        return text, path, fresh


def strict(environment: Environment) -> Environment:
    """Let an environment serve nbgrader's templates made strict."""
    assert environment.loader is not None
    environment.loader = StrictTemplates(environment.loader)
    environment.globals["nonce"] = _nonce.get
    return environment


@functools.cache
def _pressed() -> str:
    """Return the hashes of the few attributes `onclick` in nbgrader's templates, as a policy names them."""
    found = {
        handler
        for path in sorted(_TEMPLATES.rglob("*"))
        if path.suffix in (".tpl", ".j2")
        for handler in _PRESSED.findall(path.read_text(encoding="utf-8"))
    }
    digests = (hashlib.sha256(handler.encode("utf-8")).digest() for handler in sorted(found))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


# ---- nbgrader's scripts: people are called by their names ----


class Scripts(web.StaticFileHandler):
    """Serves nbgrader's own files; in its scripts, what is missing of a name does not say None."""

    @classmethod
    def get_content(
        cls, abspath: str, start: int | None = None, end: int | None = None
    ) -> Generator[bytes, None, None]:
        """Yield a file, or a stretch of it."""
        if Path(abspath).parent == _SCRIPTS and abspath.endswith(".js"):
            yield named(Path(abspath).read_text(encoding="utf-8")).encode("utf-8")[start:end]
        else:
            yield from super().get_content(abspath, start, end)

    def get_content_size(self) -> int:
        """Return how many bytes there are."""
        return sum(len(part) for part in self.get_content(self.absolute_path or ""))


def named(script: str) -> str:
    """Return one of nbgrader's scripts so that it shows a name as it is, or else the number."""
    number = 'this.model.get("student") || this.model.get("id")'
    script = script.replace(
        'last_name + ", " + first_name', f'([last_name, first_name].filter(Boolean).join(", ") || {number})'
    )
    return script.replace('"None"', '""')


# ---- the second defence: the policy ----


class _Page(base.BaseHandler):  # type: ignore[misc]
    """A page of the formgrader: only nbgrader's own scripts run in it."""

    @functools.cached_property
    def nonce(self) -> str:
        """The secret word of this answer."""
        return secrets.token_urlsafe(16)

    @property
    def content_security_policy(self) -> str:
        """The policy of this answer."""
        scripts = {"script-src": f"'nonce-{self.nonce}' 'unsafe-hashes' {_pressed()}"}
        return "; ".join(f"{name} {value}" for name, value in {**_POLICY, **scripts}.items())

    @property
    def exporter(self) -> Any:
        """What makes the page of a submission."""
        _nonce.set(self.nonce)
        exporter = super().exporter
        exporter.course = self.coursedir
        return exporter

    def render(self, name: str, **values: Any) -> Any:
        """Fill a template in."""
        _nonce.set(self.nonce)
        return super().render(name, **values)


class _Api(base.BaseApiHandler):  # type: ignore[misc]
    """Data for nbgrader's own scripts; opened by its address it is plain text."""

    content_security_policy = POLICY

    def set_default_headers(self) -> None:
        """Say that it is no page (nbgrader's scripts read it as JSON themselves)."""
        super().set_default_headers()
        self.set_header("Content-Type", "text/plain; charset=UTF-8")


class _Files(handlers.SubmissionFilesHandler):  # type: ignore[misc]
    """Files beside a submission: nothing in them runs."""

    content_security_policy = POLICY


class _Home(_Page, handlers.FormgraderHandler):  # type: ignore[misc]
    """The first page. nbgrader's own runs the settings (a program) of any folder that an address names."""

    @web.authenticated
    @base.check_xsrf  # type: ignore[untyped-decorator]
    @base.check_notebook_dir  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Lead to the list of chapters of this class folder."""
        self.redirect(f"{self.base_url}/formgrader/manage_assignments")


class _CagedFile(NbconvertFileHandler):
    """A notebook in the class folder as a page: looked at, not run."""

    content_security_policy = POLICY


class _CagedPost(NbconvertPostHandler):
    """A notebook that was sent as a page: looked at, not run."""

    content_security_policy = POLICY


def strict_handler(handler: type[Any]) -> type[Any]:
    """Return one of nbgrader's handlers behind the defence that fits it."""
    if handler is handlers.FormgraderHandler:
        return _Home
    if handler is handlers.SubmissionFilesHandler:
        return _Files
    if issubclass(handler, base.BaseApiHandler):
        return type(handler.__name__, (_Api, handler), {})
    if issubclass(handler, base.BaseHandler):
        return type(handler.__name__, (_Page, handler), {})
    return handler  # nbgrader's own static files


class Formgrader(FormgradeExtension):  # type: ignore[misc]
    """nbgrader's server extension with the two defences."""

    def init_tornado_settings(self, webapp: Any) -> None:
        """Let pages be made by `SubmissionPage` and by strict templates."""
        super().init_tornado_settings(webapp)
        webapp.settings.update(
            nbgrader_exporter=SubmissionPage(config=self.config),
            nbgrader_jinja2_env=strict(Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)),
        )

    def init_handlers(self, webapp: Any) -> None:
        """Serve nbgrader's addresses, each behind its defence, and notebooks that are converted to pages."""
        static = (r"/formgrader/static/(.*)", Scripts, {"path": handlers.static_path})
        theirs = [*handlers.default_handlers, *apihandlers.default_handlers]
        ours = [
            *((route, strict_handler(handler), *rest) for route, handler, *rest in theirs),
            static,
            (r"/formgrader/.*", strict_handler(handlers.Template404)),
            (r"/nbconvert/(?P<format>\w+)", _CagedPost),
            (r"/nbconvert/(?P<format>\w+)(?P<path>(?:(?:/[^/]+)+|/?))", _CagedFile),
        ]
        root = webapp.settings["base_url"]
        webapp.add_handlers(".*$", [(url_path_join(root, route.lstrip("/")), *rest) for route, *rest in ours])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.grade.formgrader"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Serve the formgrader, as nbgrader's own extension does."""
    formgrader = Formgrader(parent=server)
    formgrader.root_dir = server.root_dir
    formgrader.log = server.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(server.web_app)
    formgrader.init_handlers(server.web_app)
