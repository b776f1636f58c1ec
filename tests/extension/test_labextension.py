"""What is built (prebuilt/, page/) is what its sources give, and carries nothing of the building machine."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import shequ_lib

EXTENSION = Path(shequ_lib.__file__).parent / "labextension"
PREBUILT = EXTENSION / "prebuilt"
PAGE = EXTENSION / "page"
BUILT_FILES = sorted(path for folder in (PREBUILT, PAGE) for path in folder.rglob("*") if path.is_file())


def sha256(path):
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def sources():
    """Every file that decides what the build gives."""
    single = [EXTENSION / name for name in ("bundle.mjs", "package.json", "tsconfig.json", "yarn.lock")]
    folders = [path for name in ("src", "style") for path in (EXTENSION / name).rglob("*") if path.is_file()]
    return sorted([*single, *folders])


def test_prebuilt_is_current():
    lines = (PREBUILT / "SOURCES.sha256").read_text("utf-8").splitlines()
    recorded = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    now = {path.relative_to(EXTENSION).as_posix(): sha256(path) for path in sources()}
    assert now == recorded, "the extension's sources have changed: run `make extension`"


def test_prebuilt_loads_the_entry_that_is_there():
    package = json.loads((PREBUILT / "package.json").read_text("utf-8"))
    build = package["jupyterlab"]["_build"]
    assert package["name"] == "shequ-course"
    assert (PREBUILT / build["load"]).is_file()
    assert list((PREBUILT / "static").glob("remoteEntry.*.js")) == [PREBUILT / build["load"]]


def test_the_pages_bundle_is_there():
    assert {path.name for path in PAGE.iterdir()} == {"answers.js", "forms.js", "forms.css"}
    names = ("forms.css", "year.css", "contents.css", "figures.css", "first.css")
    styles = [(EXTENSION / "style" / name).read_bytes() for name in names]
    assert (PAGE / "forms.css").read_bytes() == b"".join(styles)


@pytest.mark.parametrize("room", ["answers", "forms"])
def test_forms_and_answers_know_nothing_of_jupyterlab(room):
    for path in (EXTENSION / "src" / room).rglob("*.ts"):
        for module in re.findall(r"from '([^']+)'", path.read_text("utf-8")):
            inside = module.startswith(".") and (path.parent / module).resolve().relative_to(
                EXTENSION / "src"
            )
            assert module.startswith("lit-html") or inside.parts[0] in ("answers", "forms"), (
                path.name,
                module,
            )


def test_the_pages_bundle_names_the_licence_of_what_is_in_it():
    forms = (PAGE / "forms.js").read_text("utf-8")
    assert "Copyright" in forms
    assert "BSD-3-Clause" in forms


def test_no_source_maps():
    assert [path.name for path in BUILT_FILES if path.suffix == ".map"] == []
    for path in (path for path in BUILT_FILES if path.suffix == ".js"):
        assert not re.search(r"^//# sourceMappingURL=", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [*BUILT_FILES, EXTENSION / "yarn.lock"], ids=lambda path: path.name)
def test_nothing_of_the_building_machine(path):
    text = path.read_text("utf-8")
    assert not re.search(r"/(root|home|Users|work|tmp|usr)/\w", text)
    assert not re.search(r"[A-Z]:\\\\?Users", text)
    assert not re.search(r"registry\.|https?://[\w.:-]*(npm|yarn|mirror|proxy)", text)


def test_every_dependency_is_pinned():
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    exact = re.compile(r"\d+\.\d+\.\d+")
    for version in [*package["devDependencies"].values(), *package["resolutions"].values()]:
        assert exact.fullmatch(version)
    # the ranges of `dependencies` say in which JupyterLab it runs; yarn.lock says with which it is built
    lock = (EXTENSION / "yarn.lock").read_text("utf-8")
    for name in package["dependencies"]:
        assert f'"{name}@npm:' in lock
