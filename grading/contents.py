"""What `shequ study` and `shequ teach` show of files on disk: anybody's, so they are looked at, not run."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import AuthenticatedFileHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets import default

# A page or a picture opened by its address: no script, no request to elsewhere, none of the server's rights.
POLICY = (
    "sandbox; default-src 'self' data:; style-src 'self' data: 'unsafe-inline'; script-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


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
