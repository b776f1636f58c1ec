"""Look for files, answers and results that cost too much, or that anything fails of.

    python benchmarks/fuzz.py --minutes 60 [--target sanitize,literal,score,replies,markdown,intake]

Inputs are made out of the known ones (`tests/support/costly.py`). A child process runs many, one after the
other; its parent ends it where one hangs. What takes more than a second or 200 MB, raises, or kills its
process is written to `fuzz-finds/`. Linux only. The same --seed, which is printed, makes the same inputs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import costly  # noqa: E402

FINDS = ROOT / "fuzz-finds"
CPU, MEMORY = 1.0, 200  # seconds and megabytes that one input may cost
LOOKS = 10.0  # seconds by the clock after which a child that says nothing is looked at
HANGS = 30.0  # seconds of processor time after which it hangs: other programs may be running
ADDRESSES = 2000  # megabytes more than at its start that a child may reserve
BATCH = 20.0  # seconds that one child works
LONGEST = {
    "sanitize": costly.FILE,
    "intake": costly.FILE,
    "replies": costly.MEGABYTE,
    "score": costly.MEGABYTE,
}
LONG = 60_000  # bytes of the others
KEPT = 50  # finds of a target that are written down
# Each of these takes its file or text two to six times through all steps; a find is what one time costs.
TIMES = {"sanitize": 3, "intake": 3, "literal": 4, "score": 2, "replies": 3, "markdown": 1}
SIGNS = "\u0315\u0300\u0345\uff9e\ufdfa\U0001f600\ud800\udfff\uffff\ue000\u3000\x00\x1b\r\n\u2028\u202e"
SIGNS += "٢２é中ßİŉΐ각年月日万\"'\\[]{}()<>|*_`#&,:;=-+.~!"
WORDS = r"\ud800 \u0000 |- [a] ](b) [a]:b &amp; None True 1e999 NaN Infinity 1j ... 0x 1_0 lambda: f'' b''"
WORDS += (
    " 2026-12-12 00:00:00 metadata shequ exercise role answer cells source outputs type frame rows columns"
)
TOKENS = [*SIGNS, *WORDS.split(), "> ", "- ", "1. ", "9" * 100]
VALUES = [None, True, 0, -1, 10**20, 1.5, 1e308, "", "B", "\ud800", "a" * 2000, [], {}, [[]], {"": {}}]


def make(target: str, chance: random.Random, corpus: list[bytes]) -> bytes:
    """Return one input."""
    data = chance.choice(corpus)
    longest = LONGEST.get(target, LONG)
    if chance.random() < 0.4:
        with contextlib.suppress(ValueError, RecursionError, MemoryError):
            value = _changed(json.loads(data), chance)
            data = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    for _ in range(chance.choice([0, 1, 1, 2, 3, 6])):
        data = _change(data, chance, corpus, longest)[:longest]
    return data


def _change(data: bytes, chance: random.Random, corpus: list[bytes], longest: int) -> bytes:
    """Return the bytes with one part planted, repeated, cut, replaced or taken from another input."""
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.randint(1, chance.choice([4, 40, 4000, len(data) + 1])))
    size = int(longest ** chance.uniform(0.3, 1))
    what = chance.choice(["plant", "heap", "heap", "repeat", "repeat", "cut", "join", "byte"])
    if what in ("plant", "heap"):
        signs = "".join(chance.choices(TOKENS, k=chance.choice([1, 1, 2, 3, 5])))
        pattern = signs.encode("utf-8", "surrogatepass")
        return data[:start] + pattern * (size // len(pattern) if what == "heap" else 1) + data[start:]
    if what == "repeat":
        return data[:start] + data[start:end] * (size // max(1, end - start)) + data[end:]
    if what == "join":
        other = chance.choice(corpus)
        return data[:start] + other[chance.randint(0, len(other)) :]
    return data[:start] + (b"" if what == "cut" else chance.randbytes(1)) + data[end:]


def _changed(value: Any, chance: random.Random) -> Any:
    """Return a JSON value with one part of it changed."""
    if chance.random() < 0.15 or not isinstance(value, (dict, list)) or not value:
        if isinstance(value, str) and chance.random() < 0.7:
            place = chance.randint(0, len(value))
            return value[:place] + chance.choice(TOKENS) * chance.choice([1, 2, 40, 5000]) + value[place:]
        return chance.choice(VALUES)
    if isinstance(value, list):
        place, changed = chance.randrange(len(value)), list(value)
        if chance.random() < 0.2:
            most = costly.FILE // len(
                json.dumps(changed[place])
            )  # more would only fill the fuzzer's own memory
            return changed + [changed[place]] * min(chance.choice([1, 100, 20_000]), most)
        changed[place] = _changed(changed[place], chance)
        return changed
    name = chance.choice(list(value))
    if chance.random() < 0.1:
        return {**value, chance.choice(TOKENS): value[name]}
    return {**value, name: _changed(value[name], chance)}


def work(target: str, seed: str, corpus: list[bytes], say: Callable[[str], None]) -> None:
    """Run inputs for a while; say which one is begun, and what was wrong with it."""
    room = (costly.memory("VmSize") + ADDRESSES) * costly.MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    run, until, number = costly.TARGETS[target], time.monotonic() + BATCH, 0
    while time.monotonic() < until:
        data = make(target, random.Random(f"{seed}/{number}"), corpus)
        say(f"begin {number}")
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        memory, start, wrong = costly.memory("VmHWM"), time.process_time(), ""
        try:
            run(data)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"{type(error).__name__} in {where.name}: {error}".replace("\n", " ")[:300]
        took = (time.process_time() - start) / TIMES[target]
        more = costly.memory("VmHWM") - memory
        if took > CPU or more > MEMORY:
            wrong += f" {took:.1f} s {more} MB"
        if wrong:
            say(f"wrong {number} {wrong}".encode("ascii", "replace").decode())
        number += 1
    say(f"begin {number}")


def batch(target: str, seed: str, corpus: list[bytes]) -> tuple[int, list[tuple[int, str]]]:
    """Let a child work; return how many inputs it ran, and which were wrong."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            work(target, seed, corpus, lambda line: (os.write(theirs, f"{line}\n".encode()), None)[1])
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(theirs)
    said, number, wrong, since = b"", 0, [], 0.0
    while True:
        if not select.select([ours], [], [], LOOKS)[0]:
            if _processor_time(child) - since < HANGS:
                continue
            os.kill(child, signal.SIGKILL)
            wrong.append((number, f"hangs for more than {HANGS:g} s"))
            break
        part, since = os.read(ours, 65_536), _processor_time(child)
        if not part:
            break
        *lines, said = (said + part).split(b"\n")
        for line in lines:
            kind, place, *what = line.decode().split(" ", 2)
            number = int(place)
            wrong += [(number, what[0])] if kind == "wrong" else []
    os.close(ours)
    status = os.waitpid(child, 0)[1]
    if status not in (0, signal.SIGKILL):
        wrong.append((number, f"the process died: {status}"))
    return number, wrong


def _processor_time(child: int) -> float:
    """Return the seconds that a child process has worked."""
    fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Fuzz the targets in turn until the time is over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--target", default=",".join(costly.TARGETS))
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**9)))
    asked = parser.parse_args()
    targets = asked.target.split(",")
    print(f"seed {asked.seed}", flush=True)
    costly.chapter(), costly.released(), costly.year()
    corpora = {target: [data for _, data in costly.seeds(target)] for target in targets}
    ran, found, turn, until = Counter[str](), Counter[str](), 0, time.monotonic() + asked.minutes * 60
    while time.monotonic() < until:
        target, seed = targets[turn % len(targets)], f"{asked.seed}/{turn}"
        number, wrong = batch(target, seed, corpora[target])
        ran[target] += number
        for place, what in wrong:
            found[target] += 1
            if found[target] <= KEPT and shutil.disk_usage(ROOT).free > 2**30:
                FINDS.mkdir(exist_ok=True)
                name = f"{target}-{asked.seed}-{turn}-{place}"
                (FINDS / name).write_bytes(make(target, random.Random(f"{seed}/{place}"), corpora[target]))
                (FINDS / f"{name}.txt").write_text(f"{what}\n", encoding="utf-8")
            print(f"{target} {seed}/{place}: {what}", flush=True)
        turn += 1
    print("; ".join(f"{target}: {ran[target]} inputs, {found[target]} finds" for target in targets))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
