"""The release that `shequ study` opened, for the page, which goes by it and not by what a notebook says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from grading.jupyter.lab import RELEASE


class _Release(APIHandler):
    """One notebook of the release."""

    @web.authenticated
    def get(self, name: str) -> None:
        """Send it; 404 if the release has none of this name."""
        folder = os.environ.get(RELEASE)
        path = Path(folder or "") / f"{name}.ipynb"
        if not folder or not path.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(json.loads(path.read_bytes())))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "grading.study.released"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Serve the release at /shequ/release/."""
    address = url_path_join(server.web_app.settings["base_url"], r"/shequ/release/([\w-]+)\.ipynb")
    server.web_app.add_handlers(".*$", [(address, _Release)])
