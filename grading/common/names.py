"""Names that become files and folders: on every system, of every length, whoever wrote them."""

from __future__ import annotations

import re
import unicodedata

from grading.common.shown import INVISIBLE, shown
from shequ_lib.errors import ShequError

LONGEST_NAME = 200  # characters; what is longer is no name, and composing it could take hours
LONGEST_ID = 60  # characters
MOST_BYTES_OF_ID = (
    180  # in UTF-8: 60 Chinese characters; leaves room in a file name for what is put around it
)
MOST_BYTES_OF_FILE = 255  # of a file's name, on every system that we know
_AROUND = len("..unfinished")  # what `write_file` puts around a name while it writes
# What keyboards give for the sign between the parts of a name, as in 买买提·吐尔逊.
_DOTS = str.maketrans(
    dict.fromkeys(map(chr, [0x387, 0x2022, 0x2027, 0x2219, 0x22C5, 0x25CF, 0x2E31, 0x30FB, 0xA78F]), "·")
)
_HAN = "[\u3007\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff]"  # and who has no code yet
_DOT_OF_HAN = re.compile(f"(?<={_HAN})[.。](?={_HAN})")  # a full stop for it, as not in J.Smith
_BLANK_OF_HAN = re.compile(f"(?<={_HAN}) (?={_HAN})| *· *")
_DASHES = str.maketrans(dict.fromkeys(map(chr, [*range(0x2010, 0x2016), 0x2212]), "-"))
_WHOLE = re.compile(r"(\d+)\.0+")  # what a table makes of a number that it takes for a quantity
_FORBIDDEN = '/\\:*?"<>|'  # in the names of files on Windows
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)


def clean(text: object) -> str:
    """Return a cell or a file name as text: composed characters, no white space around it."""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    if text is None:
        return ""
    # Cut first: composing takes time with the square of a run of accents.
    return unicodedata.normalize("NFC", str(text)[: LONGEST_NAME + 1]).replace("\u3000", " ").strip()


def check_id(trainee_id: str) -> str:
    """Return `trainee_id` if it can name a folder on every system.

    Raises:
        ShequError: it is empty, starts or ends with a dot or a blank, is too long, has a sign that a folder
            cannot have, or is what Windows calls a device.
    """
    bad = sorted(
        {
            sign
            for sign in trainee_id[: LONGEST_NAME + 1]
            if sign in _FORBIDDEN + "[]{}+" or not sign.isprintable() or sign in INVISIBLE
        }
    )
    if bad:
        shown_id = "".join(sign for sign in trainee_id[:30] if sign not in bad)
        raise ShequError(f"编号“{shown(shown_id)}”里有不能用的符号 {' '.join(map(ascii, bad[:5]))}。")
    if (
        not trainee_id
        or trainee_id != trainee_id.strip(" ")
        or trainee_id.startswith(".")
        or trainee_id.endswith(".")
        or len(trainee_id) > LONGEST_ID
        or len(trainee_id.encode("utf-8")) > MOST_BYTES_OF_ID
    ):
        raise ShequError(
            f"编号“{shown(trainee_id, 30)}”不能用：要有内容，不以点或空格开头或结尾，不超过 {LONGEST_ID} 个字"
            f"（表情等符号算得多些，一共不超过 {MOST_BYTES_OF_ID} 字节）。"
        )
    if _DEVICE.fullmatch(trainee_id):
        raise ShequError(f"编号“{shown(trainee_id)}”不能用：Windows 把它当作设备，建不了文件夹，请换一个。")
    return trainee_id


def folder_key(trainee_id: str) -> str:
    """Return what two ids have in common that would be one folder on Windows or macOS, or look the same.

    They differ only in upper and lower case, in width (１ and 1), in how an accent is composed.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", trainee_id).casefold())
    return "".join(sign for sign in folded if sign not in INVISIBLE).strip(" .")


def name_key(text: str) -> str:
    """Return what two ways have in common to write one person's name; an empty text if it says nothing.

    `张 伟` and `张伟`, `李　红`, `ZHANG Wei` and `Zhang Wei`, `买买提•吐尔逊` and `买买提·吐尔逊`. Two people
    may have the same.
    """
    return _DOT_OF_HAN.sub("·", _plain(text).translate(_DOTS))


def id_key(text: str) -> str:
    """Return what two ways have in common to write one number; an empty text if it says nothing.

    `GS-001` and `ｇｓ－００１`, `1001` and `1001.0`, `1 001`. Leading zeros count: 007 is not 7.
    """
    key = _plain(text).translate(_DASHES)
    whole = _WHOLE.fullmatch(key)
    return whole[1] if whole else key


def person_name(text: str) -> str:
    """Return a name as it is shown: no blanks in a Chinese one, one between Latin words, one middle dot."""
    tidy = " ".join(_seen(text).split()).translate(_DOTS)
    together = _BLANK_OF_HAN.sub(lambda found: found[0].strip(), tidy)
    return _DOT_OF_HAN.sub("·", together)


def person_id(text: str) -> str:
    """Return a number as it is shown: of usual width, without the .0 of a quantity."""
    shown_id = " ".join(_seen(text).split())
    whole = _WHOLE.fullmatch(shown_id)
    return whole[1] if whole else shown_id


def _seen(text: str) -> str:
    """Return a text of usual width without signs that are not seen."""
    wide = unicodedata.normalize("NFKC", text[: LONGEST_NAME + 1])
    return "".join(
        sign
        for sign in wide
        if sign.isspace() or not (sign in INVISIBLE or unicodedata.category(sign) in ("Cc", "Cf"))
    )


def _plain(text: str) -> str:
    """Return a text without blanks and signs that are not seen, of one width and case."""
    plain = text[: LONGEST_NAME + 1]  # cut first, as in `clean`
    for form in (str, str.casefold, str):  # what stood between two signs may have kept them from composing
        plain = unicodedata.normalize("NFKC", form(plain))
        plain = "".join(
            sign
            for sign in plain
            if not (sign.isspace() or sign in INVISIBLE or unicodedata.category(sign) in ("Cc", "Cf"))
        )
    return plain


def file_name(text: str, suffix: str = "") -> str:
    """Return a name for a file that every system takes, made from any text.

    Args:
        text: such as an id and a name; what does not fit is cut from its end.
        suffix: such as `.html`, always kept.
    """
    made = "".join(
        "_" if sign in _FORBIDDEN or not sign.isprintable() or sign in INVISIBLE else sign for sign in text
    )
    room = MOST_BYTES_OF_FILE - _AROUND - len(suffix.encode("utf-8"))
    made = made.encode("utf-8")[:room].decode("utf-8", errors="ignore").rstrip(" .")
    return f"{'_' if not made or _DEVICE.fullmatch(made) else ''}{made}{suffix}"
