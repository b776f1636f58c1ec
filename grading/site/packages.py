"""What of the site is not ours: fetched by name and version from PyPI and npm, checked by hash."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shequ_lib.errors import ShequError

HERE = Path(__file__).parent
KERNEL_LOCK = HERE / "kernel.lock"
NPM_LOCK = HERE / "npm.lock"
PLATFORM = "pyemscripten_2024_0_wasm32"  # what Pyodide 0.27 runs, by the name that wheels carry
PYTHON = "3.12"


@dataclass(frozen=True)
class Packages:
    """Files in the cache, every one of them checked: Python wheels, and npm tarballs by package name."""

    wheels: tuple[Path, ...]
    tarballs: dict[str, Path]


def fetch(cache: Path) -> Packages:
    """Return the packages of the two lock files, from the cache where they are there already.

    Raises:
        ShequError: npm is missing, a registry cannot be reached, or a file is not the one that was locked.
    """
    cache.mkdir(parents=True, exist_ok=True)
    return Packages(_wheels(cache), _tarballs(cache))


def node() -> str:
    """Return the path of Node.js.

    Raises:
        ShequError: Node.js or npm is not installed.
    """
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        raise ShequError(
            "生成自学网站要用 Node.js 和 npm（Debian：apt install nodejs npm），这台电脑上没有找到。"
            " (Building the site needs Node.js 18 or newer and npm.)"
        )
    return found


def run(command: list[str], what: str, *, folder: Path | None = None) -> str:
    """Run a program and return what it prints; where it fails, its last lines become the error."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise ShequError(f"{what}没有成功：\n{last}")
    return done.stdout


def locked_wheels() -> dict[str, tuple[str, frozenset[str]]]:
    """Return version and allowed SHA-256 hashes of every wheel of `kernel.lock`, by normalised name."""
    text = KERNEL_LOCK.read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if match := re.match(r"([\w.-]+)==(\S+)", line):
            found[_normal(match[1])] = (match[2], frozenset(re.findall(r"sha256:([0-9a-f]{64})", line)))
    return found


def _wheels(cache: Path) -> tuple[Path, ...]:
    folder, locked = cache / "wheels", locked_wheels()
    if (here := _checked(folder, locked)) is None:
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        target = [
            "--python-version",
            PYTHON,
            "--implementation",
            "cp",
            "--abi",
            f"cp{PYTHON.replace('.', '')}",
        ]
        target += ["--platform", PLATFORM, "--platform", "any", "--only-binary", ":all:", "--no-deps"]
        lock = ["--require-hashes", "--requirement", str(KERNEL_LOCK)]
        run([*pip, *target, *lock, "--dest", str(folder)], "下载 Python 组件")
        here = _checked(folder, locked)
    if here is None:
        raise ShequError("下载的 Python 组件和 kernel.lock 不一致，没有使用。")
    return here


def _checked(folder: Path, locked: dict[str, tuple[str, frozenset[str]]]) -> tuple[Path, ...] | None:
    """Return the wheels in a folder if they are exactly the locked ones."""
    found = {}
    for path in sorted(folder.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        expected, hashes = locked.get(_normal(name), ("", frozenset()))
        if version == expected and sha256(path) in hashes:
            found[_normal(name)] = path
    return tuple(found.values()) if found.keys() == locked.keys() else None


def _tarballs(cache: Path) -> dict[str, Path]:
    folder = cache / "npm"
    folder.mkdir(exist_ok=True)
    found = {}
    for package in json.loads(NPM_LOCK.read_text(encoding="utf-8")):
        name, version = package["name"], package["version"]
        path = folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
        if not path.is_file() or sha256(path) != package["sha256"]:
            node()
            npm = [str(shutil.which("npm")), "pack", f"{name}@{version}", "--silent", "--ignore-scripts"]
            run([*npm, "--pack-destination", str(folder)], f"下载 {name}")
        if sha256(path) != package["sha256"]:
            path.unlink()
            raise ShequError(f"下载的 {name} 和 npm.lock 里的校验值不一致，没有使用。")
        found[name] = path
    return found


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
