"""In which encoding the names in a zip are written: decided for the archive, as one program wrote them all.

Windows of China writes GBK and says nothing of it, macOS writes UTF-8 and says nothing of it either, others
say UTF-8 and mean it. Some names are valid in both: the four bytes of 谢伟 in GBK are лΰ in UTF-8. So all
names of an archive that say nothing are read in one way, the one in which they make sense; a name that cannot
be read in it is read by itself. Last come Big5 of Taiwan and, for a name in no Chinese encoding, the letters
with accents of cp437, in which zip began.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ENCODINGS = ("utf-8", "gb18030", "cp950")  # where two encodings fit equally well, the first is taken
_OF_TAIWAN = "cp950"
_RESERVE = 1.0  # by how much Big5 must be better, in all, than what is usual here
_INVALID = 12.0  # higher than the strangeness of any name that can be read
_SENSIBLE = 1.0  # the highest strangeness of a name that makes sense
_VOTERS = 1000  # names of one archive that are weighed; one would do, mostly
_WEIGHED = 200  # characters of one name
_ASCII = frozenset(map(chr, range(128)))

Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Written:
    """An entry's name as it stands in an archive.

    Attributes:
        name: its bytes.
        is_utf8: it says that it is UTF-8.
        unicode: the same name in Unicode from a field of its own, empty if there is none that fits.
        whole: it was not cut.
    """

    name: bytes
    is_utf8: bool
    unicode: str = ""
    whole: bool = True


def read_names(written: Sequence[Written], knows: Knows | None = None) -> list[str | None]:
    """Return the names of an archive's entries, None for one that cannot be read.

    Args:
        written: the names as they stand there.
        knows: tells of a name whether it means somebody who is expected; of several readings those that are
            known count before those that only look likely.
    """
    readings = {
        each.name: _readings(each.name) for each in written if not each.is_utf8 and not each.name.isascii()
    }
    voters = [
        readings[each.name] for each in written if each.name in readings and not each.unicode and each.whole
    ][:_VOTERS]
    known: dict[str, bool] = {}

    def is_known(text: str) -> bool:
        if text not in known:
            known[text] = knows is not None and knows(text)
        return known[text]

    def rank(encoding: str) -> tuple[int, float]:
        found = [texts.get(encoding) for texts in voters]
        strange = sum(_INVALID if text is None else strangeness(text) for text in found)
        count = sum(text is not None and is_known(text) for text in found)
        return -count, strange + (_RESERVE if encoding == _OF_TAIWAN else 0.0)

    order = sorted(ENCODINGS, key=rank) if voters else list(ENCODINGS)

    def read(each: Written) -> str | None:
        if each.unicode:
            return each.unicode
        if each.name.isascii():
            return each.name.decode("ascii")
        if each.is_utf8:
            return _flagged(each.name)
        texts = [readings[each.name][encoding] for encoding in order if encoding in readings[each.name]]
        meant = [text for text in texts if is_known(text)] or texts
        if not meant:
            return _accented(each.name)
        # Three bytes are rarely a common Chinese character in UTF-8 by chance, whatever other names say.
        utf8 = readings[each.name].get("utf-8", "")
        chinese = any(_is_chinese(sign) for sign in utf8) and strangeness(utf8) <= _SENSIBLE
        return utf8 if chinese and utf8 in meant else meant[0]

    return [read(each) for each in written]


def strangeness(text: str) -> float:
    """Return how unlike a name of a Chinese class a text is: 0 for characters of common use, to 9."""
    signs = set(unicodedata.normalize("NFC", text[:_WEIGHED])) - _ASCII
    return sum(map(_KNOWN.__getitem__, signs)) / len(signs) if signs else 0.0


class _Strange(dict[str, float]):
    """How strange each sign is, as far as it was asked."""

    def __missing__(self, sign: str) -> float:
        self[sign] = found = _strange(sign)
        return found


_KNOWN = _Strange()


def _strange(sign: str) -> float:
    lead = _lead(sign, "gb2312")
    if lead >= 0xB0:  # the characters of common use come first, by sound, then the others, by their radical
        return 0.0 if lead <= 0xD7 else 1.0
    if 0xA4 <= _lead(sign, "cp950") <= 0xC6:  # those of common use in Taiwan
        return 1.0
    if _is_chinese(sign):
        return 4.0
    if 0xA1 <= lead <= 0xA3:  # punctuation, numbers, full-width letters
        return 1.0
    kind = unicodedata.category(sign)
    return 2.0 if kind == "So" else 9.0 if kind.startswith("C") else 6.0


def _is_chinese(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003ffff"


def _lead(sign: str, encoding: str) -> int:
    """Return the first byte of a sign, 0 if the encoding does not have it."""
    try:
        return sign.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _readings(name: bytes) -> dict[str, str]:
    """Return what a name reads as in each encoding in which it is valid."""
    found = {}
    for encoding in ENCODINGS:
        try:
            found[encoding] = name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return found


def _flagged(name: bytes) -> str | None:
    """Read a name that says that it is UTF-8; one that lies is GBK, or nobody can tell."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = name.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if strangeness(text) <= _SENSIBLE else None


def _accented(name: bytes) -> str | None:
    """Read a name in zip's first encoding, if it is letters with accents, not lines and blocks."""
    text = name.decode("cp437")
    return text if all(sign.isalpha() for sign in text if not sign.isascii()) else None
