"""Open JupyterLab on a folder, with the settings for a trainee or for an instructor."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

from shequ_lib.errors import ShequError

SETTINGS = Path(__file__).parent
LOG = ".jupyter/jupyter.log"  # where Jupyter says what it does, below the folder that it shows
_LOG_BYTES = 2 * 1024 * 1024
RELEASE = "SHEQU_RELEASE"  # the name by which the server is told the folder of the release


def open_lab(
    folder: Path,
    who: str,
    *,
    page: str = "",
    port: int | None = None,
    browser: bool = True,
    release: Path | None = None,
) -> None:
    """Open JupyterLab; it runs in this process until it is closed.

    Args:
        folder: what JupyterLab shows.
        who: the folder of settings below `SETTINGS`: "study" or "teach".
        page: the address to open, such as `/doc/tree/00-start.ipynb`.
        port: the port to try first.
        browser: open a browser.
        release: the folder of the release, whose cells run when a chapter is opened; None where nothing may.

    Raises:
        ShequError: it does not start; why stands in the log.
    """
    private = folder / ".jupyter"  # a user's own settings of JupyterLab stay as they are
    os.environ.update(
        PATH=scripts_first(),
        PYTHONUTF8="1",
        PYTHONSAFEPATH="1",  # a kernel imports nothing from the folder of the notebook that is opened
        JUPYTER_CONFIG_DIR=str(private / "config"),
        JUPYTER_CONFIG_PATH=str(SETTINGS / who),
        JUPYTER_PATH=os.pathsep.join(filter(None, [str(SETTINGS / who), os.environ.get("JUPYTER_PATH")])),
        JUPYTERLAB_SETTINGS_DIR=str(private / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(private / "workspaces"),
    )
    if release is not None:
        os.environ[RELEASE] = str(release.resolve())
    os.chdir(folder)
    arguments = [f"--LabApp.default_url={page}"] if page else []
    arguments += [f"--port={port}"] if port else []
    arguments += [] if browser else ["--no-browser"]

    from jupyterlab.labapp import LabApp

    try:
        # As an option, too, because the server logs before it reads the settings.
        server = LabApp.initialize_server(
            arguments, logging_config=logging_config(), answer_yes=True
        )  # Ctrl+C asks nothing
        # The port is known only once the server listens, which it begins in a callback of the same loop.
        server.io_loop.add_callback(lambda: print(f"网页地址：{server.display_url.split()[0]}", flush=True))
        server.start()
    except SystemExit as left:
        if left.code:
            raise ShequError(f"网页没有打开，原因记在 {folder / LOG} 里。") from left


def logging_config() -> dict[str, Any]:
    """Return how Jupyter logs: into `LOG` below the present folder; on the screen stands what we say."""
    path = Path(LOG).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    file = {
        "class": "logging.handlers.RotatingFileHandler",
        "filename": str(path),
        "maxBytes": _LOG_BYTES,
        "backupCount": 1,
        "encoding": "utf-8",
        "delay": True,
        "level": "INFO",
        "formatter": "plain",
    }
    apps = ("LabApp", "ServerApp", "NotebookApp", "JupyterNotebookApp")
    return {
        "handlers": {"console": {"level": "CRITICAL"}, "file": file},
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "loggers": {app: {"level": "INFO", "handlers": ["file"]} for app in apps},
    }


def scripts_first() -> str:
    """Return PATH with this Python's own commands first: the environment need not be activated."""
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
