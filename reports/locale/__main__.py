"""The catalogues, kept as the code is: `python -m reports.locale` writes them anew from what is said now.

A text that is new stands there without words until somebody gives it some; what is said no more is taken out, and nothing else is
lost. `--init LANGUAGE` begins a catalogue for another language. Run it where pyproject.toml lies.
"""

from __future__ import annotations

import re
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from reports.locale.compiled import DOMAIN, FOLDER, SOURCE, compile_catalogue, keep, languages, source

# Lines of a header that would make each run another change.
NOISE = re.compile(
    r'^"(?:Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)[^\n]*\n', re.M
)
OTHERS = "tests docs bench build dist gongkai-demo .* _*"  # folders beside the rooms


def extract(template: Path, root: Path = FOLDER.parents[1]) -> None:
    """Writes all that is said into a template of catalogues (.pot). Raises what an extractor raises."""
    shape = ["--no-wrap", "--add-location=file", "--sort-by-file", "--omit-header", "--ignore-dirs", OTHERS]
    with chdir(root):
        _pybabel("extract", "--mapping", str(FOLDER / "babel.toml"), "--output-file", str(template), *shape, ".")


def update(language: str, template: Path) -> None:
    """Brings the catalogue of a language up to a template: new texts without words, obsolete ones taken out."""
    path = str(source(language))
    shape = ["--no-wrap", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    _pybabel("update", "-i", str(template), "-o", path, "-l", language, *shape)
    written = source(language).read_text("utf-8")
    source(language).write_text(NOISE.sub("", written).lstrip("\n"), "utf-8")
    keep(language, compile_catalogue(language))


def wordless(language: str) -> list[str]:
    """The texts that a catalogue has no words for."""
    with source(language).open("rb") as file:
        return [str(message.id) for message in read_po(file, locale=language) if message.id and not message.string]


def main(words: list[str]) -> int:
    """Updates every catalogue, or begins one; 1 where texts are left without words."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        extract(template)
        if words[:1] == ["--init"]:
            _pybabel("init", "-i", str(template), "-o", str(source(words[1])), "-l", words[1], "--no-wrap")
            return 0
        for language in languages():
            if language != SOURCE:
                update(language, template)
    left = [(language, text) for language in languages() if language != SOURCE for text in wordless(language)]
    for language, text in left:
        print(f"{source(language).relative_to(FOLDER)}: {text}", file=sys.stderr)  # noqa: T201
    return 1 if left else 0


def _pybabel(*words: str) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", *words])  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
