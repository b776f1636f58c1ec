"""The Python of the site: Pyodide, the archives of compiled packages, and the memory that it starts from."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grading.site import packages
from grading.site.packages import HERE, Packages
from shequ_lib.errors import ShequError

SITE_PACKAGES = f"/lib/python{packages.PYTHON}/site-packages/"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
WITH_PANDAS = ("pandas", "numpy", "python_dateutil", "six", "tzdata")
# Parts of packages that nothing here uses; a name is left out if one of these is in it.
UNUSED = ("/tests/", ".data/", "/sphinxext/", "/f2py/", "/_f2py/", "/numpy/testing/", "/pandas/testing/")
KEPT_LEXERS = ("__init__", "_mapping", "python", "special", "text", "configs")
KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"

# `%pip` has nowhere to install from, so the real thing and what it needs stay away.
PIPLITE = '"""Stands in for piplite: nothing can be installed here."""\n'


def make(
    fetched: Packages,
    pyodide: Path | None,
    kernel_wheels: Path,
    data: dict[str, bytes],
    *,
    cache: Path,
    work: Path,
) -> Path:
    """Make the folder `kernel` of the site.

    Args:
        fetched: the packages from the registries.
        pyodide: a folder with the official distribution of Pyodide, None to take the one from npm.
        kernel_wheels: the folder of wheels inside JupyterLite's kernel extension.
        data: files that notebooks read, by relative path.
        cache: where compiled archives are kept from build to build.
        work: an empty folder to work in.
    """
    out = work / "kernel"
    out.mkdir()
    source = _official(pyodide) if pyodide else _from_npm(fetched.tarballs["pyodide"], work / "pyodide")
    for name in PYODIDE_FILES:
        # not every server knows that .mjs is JavaScript
        shutil.copyfile(source / name, out / name.replace(".mjs", ".js"))
    lock = json.loads((source / "pyodide-lock.json").read_text(encoding="utf-8"))
    bare = {"info": lock["info"], "packages": {}}  # nothing may be fetched but what shequ_site.py fetches
    (out / "pyodide-lock.json").write_text(json.dumps(bare), encoding="utf-8")
    shutil.copyfile(HERE / "web" / "runtime.js", out / "runtime.js")

    compiled = _compiled(source, lock if pyodide else None, fetched, cache=cache, work=work)
    for archive in compiled.glob("*.zip"):
        shutil.copyfile(archive, out / archive.name)
    _eager_tree(work / "eager", kernel_wheels, fetched)
    eager = {"folder": work / "eager", "target": out / "eager.zip", "prefix": SITE_PACKAGES}
    snapshot = {
        "stdlib": out / "stdlib.zip",
        "packages": out / "packages.zip",
        "eager": out / "eager.zip",
        "prelude": HERE / "kernel" / "prelude.py",
        "target": out / "snapshot.gz",
    }
    _run_node(source, [eager], snapshot, work)
    with zipfile.ZipFile(out / "data.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in sorted(data.items()):
            bundle.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out


def _from_npm(tarball: Path, folder: Path) -> Path:
    with tarfile.open(tarball) as archive:
        if hasattr(tarfile, "data_filter"):  # not in Python 3.11.2, which Debian 12 has
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)  # its digest is known: `npm.lock`
    return folder / "package"


def _official(folder: Path) -> Path:
    needed = (*PYODIDE_FILES, "pyodide-lock.json", "python_stdlib.zip")
    if missing := [name for name in needed if not (folder / name).is_file()]:
        raise ShequError(f"{folder} 不是完整的 Pyodide 发行包，缺少：{'、'.join(missing)}。")
    return folder


def _compiled(
    source: Path,
    lock: dict[str, Any] | None,
    fetched: Packages,
    *,
    cache: Path,
    work: Path,
) -> Path:
    """Return the folder of the archives that depend on no file of ours, made now or before."""
    key = hashlib.sha256()
    scripts = [Path(__file__), HERE / "kernel" / "make.mjs", packages.KERNEL_LOCK, packages.NPM_LOCK]
    for path in (*scripts, source / "pyodide.asm.wasm", source / "pyodide-lock.json"):
        key.update(path.read_bytes())
    folder = cache / "compiled" / key.hexdigest()[:16]
    if folder.is_dir():
        return folder
    trees = {name: work / "trees" / name for name in ("stdlib", "packages", "pandas")}
    with zipfile.ZipFile(source / "python_stdlib.zip") as archive:
        archive.extractall(trees["stdlib"])
    for wheel in fetched.wheels:
        if not wheel.name.startswith(WITH_PANDAS):
            unpack_wheel(wheel, trees["packages"])
    if lock is None:
        _numpy(fetched.tarballs["@emscripten-forge/numpy"], trees["pandas"])
        for wheel in fetched.wheels:
            if wheel.name.startswith(WITH_PANDAS):
                unpack_wheel(wheel, trees["pandas"])
    else:
        _from_distribution(source, lock["packages"], trees["pandas"])
    made = work / "compiled"
    made.mkdir()
    stdlib = f"/lib/python{packages.PYTHON.replace('.', '')}.zip/"
    jobs = [
        {
            "folder": tree,
            "target": made / f"{name}.zip",
            "prefix": stdlib if name == "stdlib" else SITE_PACKAGES,
        }
        for name, tree in trees.items()
    ]
    _run_node(source, jobs, None, work)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, folder)
    return folder


def unpack_wheel(wheel: Path, folder: Path) -> None:
    """Unpack what of a wheel a notebook can need."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if _wanted(name)])


def _wanted(name: str) -> bool:
    if any(part in f"/{name}" for part in UNUSED):
        return False
    if ".dist-info/" in name:
        return name.endswith("/METADATA")
    if name.startswith("pygments/lexers/"):
        return Path(name).stem in KEPT_LEXERS
    return not name.endswith((".pyi", ".map", "/"))


def _numpy(tarball: Path, folder: Path) -> None:
    """Unpack the conda package of numpy that its npm package carries."""
    with tarfile.open(tarball) as outer:
        inner = next(member for member in outer if member.name.endswith(".tar.gz"))
        stream = outer.extractfile(inner)
        assert stream is not None
        with tarfile.open(fileobj=io.BytesIO(stream.read())) as conda:
            prefix = f"lib/python{packages.PYTHON}/site-packages/"
            for member in conda:
                name = member.name.removeprefix(prefix)
                if member.isfile() and name != member.name and _wanted(name):
                    member.name = name
                    conda.extract(member, folder, filter="data")


def _from_distribution(source: Path, known: dict[str, dict[str, str]], folder: Path) -> None:
    """Unpack pandas and what it needs from the official distribution, checked against its own lock file."""
    wanted, todo = set(), ["pandas"]
    while todo:
        name = todo.pop()
        if name in wanted:
            continue
        wanted.add(name)
        if name not in known:
            raise ShequError(f"{source} 里没有 {name}，请用完整的 Pyodide 发行包。")
        todo += known[name]["depends"]
        wheel = source / known[name]["file_name"]
        if not wheel.is_file() or packages.sha256(wheel) != known[name]["sha256"]:
            raise ShequError(f"{wheel} 没有，或者和发行包里的校验值不一致。")
        unpack_wheel(wheel, folder)


def _eager_tree(folder: Path, kernel_wheels: Path, fetched: Packages) -> None:
    """Lay out what is in the file system from the start: our library, the kernel, and files read as files."""
    library = HERE.parent.parent / "shequ_lib"
    skip = shutil.ignore_patterns("labextension", "__pycache__")
    shutil.copytree(library, folder / "shequ_lib", ignore=skip)
    for name in ("pyodide_kernel", "ipykernel"):
        unpack_wheel(next(kernel_wheels.glob(f"{name}-*.whl")), folder)
    interpreter = folder / "pyodide_kernel" / "interpreter.py"
    text = interpreter.read_text(encoding="utf-8")
    if text.count("self.Completer.use_jedi = True") != 1:
        raise ShequError("pyodide_kernel/interpreter.py is not the one that this build knows.")
    # Completion works without Jedi, from the objects themselves, and Jedi alone is 5 MB.
    interpreter.write_text(text.replace("use_jedi = True", "use_jedi = False"), encoding="utf-8")
    (folder / "piplite").mkdir()
    for name in ("__init__.py", "piplite.py"):
        (folder / "piplite" / name).write_text(PIPLITE, encoding="utf-8")
    shutil.copyfile(HERE / "kernel" / "shequ_site.py", folder / "shequ_site.py")
    for wheel in fetched.wheels:
        if wheel.name.startswith("pygal-"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(
                    folder, [name for name in archive.namelist() if name.startswith("pygal/css/")]
                )


def _run_node(pyodide: Path, archives: Iterable[object], snapshot: object, work: Path) -> None:
    job = {
        "pyodide": pyodide,
        "archives": list(archives),
        "snapshot": snapshot,
        "sitePackages": SITE_PACKAGES,
    }
    path = work / "job.json"
    path.write_text(json.dumps(job, default=str), encoding="utf-8")
    packages.run([packages.node(), str(HERE / "kernel" / "make.mjs"), str(path)], "准备浏览器里的 Python ")
