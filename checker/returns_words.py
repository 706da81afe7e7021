"""How texts are compared that people typed: widths, spaces and capitals make no difference, nothing else is forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

WIDE = {0xFF01 + number: 0x21 + number for number in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
SPACES = re.compile(r"\s+")
REMARK = re.compile(r"\([^()]*\)$")


def narrow(text: str) -> str:
    """The text with half-width letters and digits, without spaces around; no other sign becomes a digit."""
    return text.translate(WIDE).strip()


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """What is left of a text when widths, spaces and capitals are forgotten."""
    return SPACES.sub("", narrow(text)).casefold()


def alike(text: str) -> str:
    """What is compared of a longer text, which programs may have saved in another form."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


def one_line(text: str) -> str:
    """The text on one line."""
    return SPACES.sub(" ", text).strip()


def person(text: str) -> str:
    """A person's name; a Chinese one has no spaces."""
    name = one_line(narrow(text))
    return name.replace(" ", "") if CHINESE.search(name) else name


def chinese(texts: Iterable[str]) -> str:
    """Of the forms of a text in several languages the Chinese one, from which what is said of it is translated."""
    return max(sorted(texts), key=lambda text: len(CHINESE.findall(text)))


@dataclass(frozen=True)
class Words:
    """The forms that words of the workbook have in the languages in which it is written; each word is one of its own."""

    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, word: str) -> frozenset[str]:
        """The forms of a word."""
        return self.forms.get(word, frozenset()) | {word}

    def meant(self, text: str, among: Iterable[str]) -> str | None:
        """The word that a text is a form of."""
        given = folded(text)
        known = self._words.get(given, frozenset())
        return next((word for word in among if word in known or folded(word) == given), None)

    def heading(self, text: str, among: Sequence[str]) -> str | None:
        """The column that a heading names; a remark in brackets behind it may stand there."""
        return self.meant(text, among) or self.meant(REMARK.sub("", narrow(text)), among)

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for word, forms in self.forms.items():
            for form in forms:
                found[folded(form)] = found.get(folded(form), frozenset()) | {word}
        return found
