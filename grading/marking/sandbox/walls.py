"""What a machine has to wall off a process: bubblewrap, else the system's `unshare`, else `confine.py`.

Inside: no network, the system and Python read-only, one scratch folder, no other process, and neither the
class folder nor the course nor anybody's home nor the environment. The first two build a world of its own for
the process; the third, for servers that forbid this (containers, Ubuntu since 24.04), takes from it what is
not its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grading.marking.sandbox import calls, worker

KINDS = ("bubblewrap", "namespaces", "landlock")  # that keep out all that they should, the best first
FIRST_USER = 64_800  # a user number that nobody has; used only where the grading runs as root
COURSE = "/course"  # where the walls show shequ_lib and the worker
SCRATCH = "/scratch"
_SYSTEM = ("/bin", "/lib", "/lib64", "/lib32", "/sbin", "/usr")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_PROBE_SECONDS = 20
_PYTHON = [sys.executable, "-I", "-B", "-X", "utf8"]

# Builds a new root out of read-only views, goes there, gives up every right to change it, and runs the rest.
_UNSHARE_SCRIPT = r"""
set -e
new=$1; user=$2; size=$3; shift 3
mount -t tmpfs -o mode=755,size=4m,nr_inodes=4k walls "$new"
while [ "$1" != -- ]; do
  from=$1; to=$new$2; shift 2
  if [ -d "$from" ]; then mkdir -p "$to"; else mkdir -p "${to%/*}"; : > "$to"; fi
  mount --bind "$from" "$to"
  case $from in
    /dev/*) ;;
    *) mount -o remount,bind,ro,nosuid,nodev "$to" 2>/dev/null || mount -o remount,bind,ro,nosuid "$to" \
         || mount -o remount,bind,ro "$to" ;;
  esac
done
shift
for name in bin lib lib64 lib32 sbin; do
  if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$new/$name"; fi
done
mkdir -p "$new/scratch" "$new/old"
mount -t tmpfs -o mode=1777,nosuid,nodev,size="$size",nr_inodes=16k scratch "$new/scratch"
mount -o remount,bind,ro "$new"
cd "$new"
pivot_root . old
cd /
"$1" -I -S -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).umount2(b"/old", 2))'  # umount needs /proc
cd /scratch
if [ "$user" != 0 ]; then
  exec setpriv --reuid="$user" --regid="$user" --clear-groups --bounding-set=-all --inh-caps=-all \
    --no-new-privs -- "$@"
fi
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
"""


@dataclass(frozen=True)
class Walls:
    """One way to wall off a process.

    Attributes:
        kind: "bubblewrap", "namespaces", "landlock" or "limits".
        missing: What it does not keep out, one line of Chinese; empty where nothing is missing.
    """

    kind: str
    missing: str = ""

    @property
    def closed(self) -> bool:
        """Tell whether they keep out all that they should."""
        return not self.missing

    @property
    def in_place(self) -> bool:
        """Tell whether the worker sees files where they are, and needs a scratch folder of the system."""
        return self.kind in ("landlock", "limits")


@cache
def best() -> Walls:
    """Return the best walls that this machine can build, by trying them."""
    reasons = []
    for kind in KINDS:
        reason = why_not(kind)
        if not reason:
            return Walls(kind)
        reasons.append(reason)
    return Walls(
        "limits",
        f"没有隔离（{'、'.join(dict.fromkeys(reasons))}）：学员写的程序能读到成绩册和别人的作业，也能上网。"
        "Linux 上请安装 bubblewrap（Debian、Ubuntu：apt install bubblewrap）。",
    )


def why_not(kind: str) -> str:
    """Return why this machine cannot build walls of one of the `KINDS`, in Chinese; empty if it can."""
    if sys.platform != "linux":
        return "这个系统上没有隔离的办法"
    tool = {"bubblewrap": "bwrap", "namespaces": "unshare"}.get(kind, "")
    if tool and shutil.which(tool) is None:
        return f"没有安装 {tool}"
    try:
        program = calls.program().hex()
    except calls.NoFilterError:
        return "没有安装 libseccomp"
    script = Path(worker.__file__)
    seen = f"{COURSE}/{script.name}"
    probe, views = [*_PYTHON, seen, COURSE, "probe", program], [(str(script), seen)]
    with tempfile.TemporaryDirectory(prefix="shequ-") as folder:
        if kind == "bubblewrap":
            works = _works(_bubblewrap(probe, 0, views))
        elif kind == "namespaces":
            works = _works(_namespaces(probe, 0, views, Path(folder)))
        else:
            works = _works([*_PYTHON, str(Path(__file__).with_name("confine.py")), folder, program])
    if works:
        return ""
    return f"{tool} 在这台机器上不能用" if tool else "系统内核没有 Landlock"


def command(walls: Walls, library: Path, number: int, scratch: Path) -> list[str]:
    """Return the command that starts the worker inside walls.

    Args:
        walls: which.
        library: the folder `shequ_lib`.
        number: of the worker, from 0: two at a time share nothing, not even a user.
        scratch: an empty folder for the worker; used only where the walls do not bring their own.
    """
    script = Path(worker.__file__)
    if walls.in_place:
        made = [*_PYTHON, str(script), str(library.parent), str(scratch)]
        if walls.kind == "landlock":
            return [*made, "confined", "0", *_system(), *_python(), str(library)]
        return [*made, "shared", "0"]
    inside = [*_PYTHON, f"{COURSE}/{script.name}", COURSE, SCRATCH, "alone"]
    views = [(str(library), f"{COURSE}/{library.name}"), (str(script), f"{COURSE}/{script.name}")]
    user = FIRST_USER + number if os.getuid() == 0 else 0
    if walls.kind == "bubblewrap":
        return _bubblewrap([*inside, str(user)], user, views)
    return _namespaces([*inside, "0"], user, views, scratch)


def environment() -> dict[str, str]:
    """Return the least environment that Python and pandas start with."""
    kept = ("SYSTEMROOT", "SystemRoot", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "OPENBLAS_NUM_THREADS": "1",
        "LANG": "C",
        "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
        "NBGRADER_EXECUTION": "autograde",
    }


def _bubblewrap(inside: list[str], user: int, views: list[tuple[str, str]]) -> list[str]:
    """Return the command for bubblewrap; started by root, the worker becomes `user` by itself."""
    made = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    made += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL"]
    if user:
        made += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        made += ["--unshare-user", "--disable-userns"] if os.getuid() else []
    for path in _system():
        link = Path(path).is_symlink()
        made += ["--symlink", str(Path(path).readlink()), path] if link else ["--ro-bind", path, path]
    shown = [*((path, path) for path in _python()), *views]
    above = {str(parent) for _, place in shown for parent in Path(place).parents}
    for folder in sorted({*above, "/dev"} - {"/", "/usr"}):
        made += ["--perms", "0755", "--dir", folder]  # else nobody could enter what lies above a view
    for source, place in shown:
        made += ["--ro-bind", source, place]
    for device in _DEVICES:
        made += ["--dev-bind-try", device, device]
    made += ["--perms", "1777", "--size", str(worker.SCRATCH_BYTES), "--tmpfs", SCRATCH, "--remount-ro", "/"]
    return [*made, "--chdir", SCRATCH, "--", *inside]


def _namespaces(inside: list[str], user: int, views: list[tuple[str, str]], scratch: Path) -> list[str]:
    made = ["unshare", "--mount", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child"]
    made += ["--user", "--map-root-user"] if os.getuid() else []
    shown = [(path, path) for path in _system() if not Path(path).is_symlink()]
    shown += [(path, path) for path in [*_python(), *_DEVICES]] + views
    flat = [part for pair in shown for part in pair]
    made += [
        "/bin/sh",
        "-c",
        _UNSHARE_SCRIPT,
        "walls",
        str(scratch),
        str(user),
        str(worker.SCRATCH_BYTES),
        *flat,
    ]
    return [*made, "--", *inside]


def _system() -> list[str]:
    return [path for path in _SYSTEM if Path(path).exists()]


def _python() -> list[str]:
    """Return the folders that this Python lives in, besides those of the system."""
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    real = {str(Path(path).absolute()) for path in found if Path(path).is_dir()}
    real |= {str(Path(sys.executable).resolve().parent)}
    outside = {path for path in real if not path.startswith(("/usr/", "/lib/", "/bin/")) and path != "/usr"}
    return sorted(
        path
        for path in outside
        if not any(path != other and Path(path).is_relative_to(other) for other in outside)
    )


def _works(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
