"""UTF-8 that was read as Latin-1 and saved again: each Chinese character stands as three of Western Europe."""

from __future__ import annotations

import re

# What Windows-1252 shows for the bytes 0x80 to 0x9F; five of them it leaves as they are.
WESTERN = {ord(bytes([byte]).decode("cp1252", "replace")): byte for byte in range(0x80, 0xA0)} | {0xFFFD: 0xFFFD}
AFTER = "[\x80-\xbf" + "".join(map(chr, sorted(set(WESTERN) - {0xFFFD}))) + "]"
FIRST = "\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xef"
CHARACTER = f"[{FIRST}]{AFTER}{{2}}"
SURELY = re.compile(CHARACTER * 2)
RUN = re.compile(f"(?:{CHARACTER}|[\xc2-\xdf]{AFTER}|\xe2{AFTER}{{2}}|[\xf0-\xf4]{AFTER}{{3}})+")


def undone(text: str) -> str:
    """The text as it was meant, where two Chinese characters at least stand so; no honest text has such a row of signs."""
    if not any(sign in text for sign in FIRST):  # a fiftieth of what the search costs, and most pages have none
        return text
    return RUN.sub(_meant, text) if SURELY.search(text) else text


def _meant(run: re.Match[str]) -> str:
    codes = run[0].translate(WESTERN)
    try:
        return codes.encode("latin-1").decode()
    except UnicodeError:
        return run[0]
