"""The names of files in archives as words: Chinese Windows writes GBK, others UTF-8, and few say which."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.reading import limits
from crawler.reading.containers.members import Member
from crawler.reading.text import encoding

# What would break a line, turn what follows or not be seen; shown as it is written in source code.
ODD = re.compile(encoding.UNSEEN.pattern + "|[\t\n\u2028\u2029]")
# What systems and programs leave behind, and kinds that hold no words: passed over, for nobody publishes by them.
LEFTOVERS = re.compile(
    r"(^|/)(__MACOSX/|\._|~\$|\.~|thumbs\.db$|\.ds_store$|desktop\.ini$|autorun\.inf$)"
    r"|\.(tmp|bak|lnk|ini|dwg|dwl2?|dxf|mp[34]|avi|wmv|flv|rmvb?|mov|wav|wma|tt[fc]|otf|eot|woff2?|ico|cur)$",
    re.IGNORECASE,
)
MULTIBYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
VOLUME = re.compile(r"\.(part\d+\.(rar|exe)|r\d\d|z\d\d|\d{3})$", re.IGNORECASE)


def decode(members: Iterable[Member]) -> list[str]:
    """The members' names, decoded together: one program wrote them all, and a short name alone can mislead."""
    said = [(member.name, member.unicode and _is_utf8(member.name)) for member in members]
    codec = _codec([name for name, is_said in said if not is_said])
    return [shown(name.decode("utf-8" if is_said else codec, "replace")) for name, is_said in said]


def _codec(names: list[bytes]) -> str:
    """UTF-8 where all names are valid and one has a character of three bytes, as Chinese has; else GBK or Big5."""
    together = b"\n".join(names)
    if _is_utf8(together) and (MULTIBYTE.search(together) or together.isascii()):
        return "utf-8"
    return "big5hkscs" if encoding.decode(together)[1] == "big5" else "gb18030"


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def shown(name: str) -> str:
    """A name as plain words: slashes between folders, nothing that turns or breaks a line, and no endless one."""
    name = ODD.sub(lambda odd: odd[0].encode("unicode_escape").decode("ascii"), name.replace("\\", "/"))
    return name if len(name) <= limits.NAME_CHARACTERS else name[: limits.NAME_CHARACTERS] + "…"


def is_leftover(name: str) -> bool:
    """Whether a member is what systems leave behind, or of a kind that holds no words."""
    return LEFTOVERS.search(name) is not None


def is_volume(name: str) -> bool:
    """Whether a file is one part of an archive in several files, by its name."""
    return VOLUME.search(name) is not None
