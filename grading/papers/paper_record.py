"""Who was handed which paper, and the secret of the class by which papers are drawn.

Grading goes by this record, never by what comes back. It is written twice, for what it says stands nowhere
else. That there is one stands in the gradebook, so that a class whose record is gone is not taken for one
without papers.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from grading.common import kept_json
from grading.common.regular_file import read_file
from grading.common.trouble import why
from grading.papers.bank import FOLDER
from shequ_lib.errors import ShequError

RECORD, COPY, SECRET = "record.json", "record-copy.json", "secret"
SETTING = "papers"  # in the gradebook's settings: own papers were handed out in this class
_SECRET_BYTES = 32


@dataclass(frozen=True)
class Paper:
    """What somebody was handed of a chapter.

    Attributes:
        members: id of the member, by exercise.
        code: a short word that stands in the notebook and tells nothing.
        day: when, for people.
    """

    members: Mapping[str, str]
    code: str
    day: str


@dataclass
class Record:
    """All papers of a class.

    Attributes:
        papers: by chapter and trainee id.
        moves: who got another number, with the moment and the id of the gradebook's note of it, in order.
        apart: papers of numbers that somebody else has now.
    """

    papers: dict[str, dict[str, Paper]] = field(default_factory=dict)
    moves: list[dict[str, str]] = field(default_factory=list)
    apart: list[dict[str, Any]] = field(default_factory=list)

    def of(self, chapter: str) -> Mapping[str, Paper]:
        """Return the papers of a chapter, by trainee id."""
        return self.papers.get(chapter, {})

    def in_use(self, chapter: str) -> set[str]:
        """Return the ids of the members that were handed out of a chapter."""
        apart = [each["paper"] for each in self.apart if each["chapter"] == chapter]
        papers = [*self.of(chapter).values(), *(Paper(**each) for each in apart)]
        return {member for paper in papers for member in paper.members.values()}

    def people(self) -> set[str]:
        """Return the ids of all who have a paper of any chapter."""
        return {who for papers in self.papers.values() for who in papers}


def read(root: Path, *, expected: bool = False) -> Record:
    """Return the record of a class, an empty one where no papers were handed out.

    Args:
        root: the class folder.
        expected: the gradebook says that papers were handed out.

    Raises:
        ShequError: it is not as it was written, or not there any more; one line in Chinese.
    """
    path = root / FOLDER / RECORD
    try:
        value = kept_json.read(path)
        papers = {
            chapter: {who: Paper(**each) for who, each in of.items()}
            for chapter, of in value["papers"].items()
        }
        return Record(papers, value["moves"], value["apart"])
    except FileNotFoundError as error:
        if not expected and not (root / FOLDER / SECRET).exists():
            return Record()
        raise ShequError(_spoiled(root, "不见了")) from error
    except (kept_json.SpoiledError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ShequError(_spoiled(root, "坏了")) from error
    except OSError as error:
        raise ShequError(_spoiled(root, f"读不出来（{why(error)}）")) from error


def _spoiled(root: Path, how: str) -> str:
    copy = root / FOLDER / COPY
    with contextlib.suppress(OSError, ValueError):
        kept_json.read(copy)
        return (
            f"发卷的记录 {FOLDER}/{RECORD} {how}，不知道谁拿的是哪一份。同一个文件夹里的 {COPY} 是它的副本，"
            f"请复制一份，改名为 {RECORD}，再运行一次；什么也没有动。"
        )
    return (
        f"发卷的记录 {FOLDER}/{RECORD} {how}，不知道谁拿的是哪一份。请从班级文件夹的备份里放回整个 {FOLDER} "
        "文件夹，再运行一次；什么也没有动。"
    )


def write(root: Path, record: Record) -> None:
    """Write the record, and its copy after it."""
    papers = {
        chapter: {who: vars(paper) for who, paper in of.items()} for chapter, of in record.papers.items()
    }
    value = {"papers": papers, "moves": record.moves, "apart": record.apart}
    for name in (RECORD, COPY):
        kept_json.write(root / FOLDER / name, value)


def move(root: Path, moves: Sequence[tuple[str, str, str]], now: datetime) -> None:
    """Give papers to the numbers that people have now; what a killed run has moved is not moved again.

    Args:
        root: the class folder.
        moves: the id of the gradebook's note, the old number and the new one.
        now: the moment.
    """
    record = read(root)
    done = {each["note"] for each in record.moves}
    fresh = [each for each in moves if each[0] not in done and each[1] != each[2]]
    if not record.papers or not fresh:
        return
    _move(record, [(old, new) for _, old, new in fresh])
    moment = now.astimezone().isoformat(timespec="microseconds")
    record.moves += [{"note": note, "old": old, "new": new, "moment": moment} for note, old, new in fresh]
    write(root, record)


def move_back(root: Path, since: datetime) -> None:
    """Take back who got another number from some moment on: the run that did it is taken back."""
    record = read(root)
    while record.moves and datetime.fromisoformat(record.moves[-1]["moment"]) >= since:
        moment = record.moves[-1]["moment"]
        together = [each for each in record.moves if each["moment"] == moment]  # numbers may be exchanged
        record.moves = record.moves[: -len(together)]
        _move(record, [(each["new"], each["old"]) for each in together])
        write(root, record)


def _move(record: Record, moves: Iterable[tuple[str, str]]) -> None:
    """Move papers at the same time; who has none takes none along, and one that gives way is kept apart."""
    new_of = dict(moves)
    for chapter, papers in record.papers.items():
        moved = {new_of[who]: paper for who, paper in papers.items() if who in new_of}
        stay = {who: paper for who, paper in papers.items() if who not in new_of}
        record.apart += [
            {"chapter": chapter, "trainee": who, "paper": vars(paper)}
            for who, paper in stay.items()
            if who in moved
        ]
        record.papers[chapter] = stay | moved


def secret(root: Path) -> bytes:
    """Return the secret of a class; it is made once, and nobody but the instructor may read it.

    Raises:
        ShequError: it is not as it was made; one line in Chinese.
    """
    path = root / FOLDER / SECRET
    try:
        text = read_file(path)
    except FileNotFoundError:
        return make_secret(root, secrets.token_bytes(_SECRET_BYTES))
    except OSError as error:
        raise ShequError(f"发卷的密钥 {FOLDER}/{SECRET} 读不出来（{why(error)}），没有发卷。") from error
    try:
        made = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        made = b""
    if len(made) != _SECRET_BYTES:
        raise ShequError(
            f"发卷的密钥 {FOLDER}/{SECRET} 坏了，没有发卷；已经发的都记着，批改不受影响。请从备份里放回来，"
            "或者删掉它再运行一次：会另做一个，只用来给新来的人抽题。"
        )
    return made


def make_secret(root: Path, made: bytes) -> bytes:
    """Write the secret of a class, with the record beside it: one without the other would be a loss."""
    path = root / FOLDER / SECRET
    if not (root / FOLDER / RECORD).exists():
        write(root, Record())
    beside = path.with_name(f".{path.name}.unfinished")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made.hex())
    beside.replace(path)
    return made


def draw(
    made: bytes, chapter: str, trainee_id: str, families: Mapping[str, Sequence[str]], day: str
) -> Paper:
    """Draw somebody's paper: always the same for the same secret, number and families.

    The first member of a family is everybody's who has no own paper, and the self-study site tells its
    answer, so it is nobody's here as long as there is another one.
    """

    def number(purpose: str) -> int:
        text = kept_json.compact([purpose, chapter, trainee_id]).encode("utf-8")
        return int.from_bytes(hmac.digest(made, text, hashlib.sha256), "big")

    members = {}
    for exercise, family in families.items():
        others = family[1:] or family
        members[exercise] = others[number(f"member {exercise}") % len(others)]
    return Paper(members, f"{number('code') % 16**8:08x}", day)
