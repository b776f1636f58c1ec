"""What `shequ study` and `shequ teach` show of files on disk: anybody's, so they are looked at, not run."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import AuthenticatedFileHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import default

from grading.papers.bank import DEALT

# A page or a picture opened by its address: no script, no request to elsewhere, none of the server's rights.
POLICY = (
    "sandbox; default-src 'self' data:; style-src 'self' data: 'unsafe-inline'; script-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

_FIXED = {"release", "source", DEALT}  # folders of the class folder in which nothing is saved


class CagedFiles(AuthenticatedFileHandler):
    """A file by its address."""

    content_security_policy = POLICY


class CarefulContents(AsyncLargeFileManager):
    """Reads notebooks without the state of widgets that stands in them.

    JupyterLab would make those widgets on opening, trusted or not, and some kinds of widget (anywidget) carry
    their own script. No notebook of the course keeps any.
    """

    @default("files_handler_class")  # type: ignore[untyped-decorator]
    def _files_handler_class_default(self) -> type[AuthenticatedFileHandler]:
        return CagedFiles

    async def get(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Return what lies at a path, as Jupyter calls it a model."""
        model: dict[str, Any] = await super().get(*arguments, **options)  # type: ignore[no-untyped-call]
        if model.get("type") == "notebook" and model.get("content"):
            model["content"]["metadata"].pop("widgets", None)
        return model


class TeachersContents(CarefulContents):
    """Shows what is handed out and what it is made from, and never writes it: answers do not belong there.

    Who tries a chapter saves under another name, in another folder.
    """

    async def get(self, path: str, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Return what lies at a path; JupyterLab shows a file that is not writable as read-only."""
        model = await super().get(path, *arguments, **options)
        if model.get("type") != "directory" and _is_fixed(path):
            model["writable"] = False
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Save a file.

        Raises:
            HTTPError: it lies where nothing is to be changed.
        """
        if _is_fixed(path):
            raise HTTPError(
                403, "这里放的是发给学员的课程和标准答案，不能改。要练习，请另存到别的文件夹，如 练习稿。"
            )
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved


def _is_fixed(path: str) -> bool:
    return path.strip("/").partition("/")[0].casefold() in _FIXED
