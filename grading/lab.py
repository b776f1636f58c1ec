"""Open JupyterLab on a folder, with the settings for a trainee or for an instructor."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

SETTINGS = Path(__file__).parent / "jupyter"
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

    LabApp.launch_instance(arguments)


def scripts_first() -> str:
    """Return PATH with this Python's own commands first: the environment need not be activated."""
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
