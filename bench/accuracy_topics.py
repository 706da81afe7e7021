"""How right it is told what a page is, on labelled texts after the forms of real ones; and how fast.

    python bench/accuracy_topics.py [--show] [--held | --last | --all | --set NAME ...] [--only TOPIC] [--speed]

The texts stand in tests/topics/<set>/<topic>.toml, each with the one topic that it `is`, those that it may be `also`, and
its `kind`: a disclosure, or a mention, which speaks of the topic `mentions` and discloses nothing on it. A page with `html`
goes through `crawler.reading.read` first. What it is said to be is the most likely topic of `topics_of`. A page is told as
disclosure or mention rightly when it has enough confidence for its own topic, or not enough for the one that it mentions.
Without a flag the set `first` is measured, which was before the eyes of who wrote the words; --held and --last were not.
--show prints each page that is told wrongly, with the reasons. --speed reads every page beforehand and prints how many a
second one core tells, each for the first time.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.period import CHINA  # noqa: E402 - the repository itself is the package
from crawler.reading import read  # noqa: E402
from crawler.reading.value import Reading  # noqa: E402
from crawler.snapshot import Page, Place  # noqa: E402
from rules.phrases import squeeze  # noqa: E402
from rules.topics import ENOUGH, reasons_of, topics_of, weighed  # noqa: E402

FOLDER = ROOT / "tests/topics"
WHEN = datetime(2026, 3, 1, 2, 0, tzinfo=CHINA)
ROUNDS = 5


@dataclass(frozen=True)
class Labelled:
    """A page and what it is."""

    id: str
    page: Page
    topic: str
    also: tuple[str, ...]
    kind: str
    mentions: str

    @property
    def told(self) -> str:
        """The most likely topic."""
        return topics_of(self.page)[0][0]

    @property
    def is_right(self) -> bool:
        """Whether it is told as what it is, or as what it may be as well."""
        return self.told in (self.topic, *self.also)

    @property
    def is_distinguished(self) -> bool:
        """Whether a disclosure is told as one on its topic, and a mention as none on what it mentions."""
        enough = {name for name, confidence in topics_of(self.page) if confidence >= ENOUGH}
        if self.kind == "mention":
            return self.mentions not in enough
        return bool(enough.intersection((self.topic, *self.also)))


def labelled(sets: Sequence[str], folder: Path = FOLDER) -> Iterator[Labelled]:
    """Every page of these sets, read as a page would be."""
    for name in sets:
        for file in sorted((folder / name).glob("*.toml")):
            for entry in tomllib.loads(file.read_text("utf-8"))["page"]:
                yield _labelled(entry)


def _labelled(entry: dict[str, Any]) -> Labelled:
    url = f"http://www.example.gov.cn/{entry['id']}.html"
    if "html" in entry:
        reading = read(entry["html"].encode(), url=url, content_type="text/html; charset=utf-8")
        columns = reading.columns or tuple(entry.get("columns", ()))
    else:
        columns = tuple(entry.get("columns", ()))
        published = date.fromisoformat(entry["published"][:10]) if entry.get("published") else None
        said = {"title": entry.get("title", ""), "text": entry["text"], "issuer": entry.get("issuer", "")}
        reading = Reading("text/html", published=published, **said)
    page = Page(url, Place.OWN, WHEN, "", "", reading, columns=columns)
    also = tuple(entry.get("also", ()))
    return Labelled(entry["id"], page, entry["is"], also, entry["kind"], entry.get("mentions", ""))


def report(pages: Sequence[Labelled], show: bool) -> None:
    """Prints F1, the weakest topics first, confusions, and what was told of disclosures and mentions."""
    hits, missed, false = Counter[str](), Counter[str](), Counter[str]()
    confused: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        if page.is_right:
            hits[page.topic] += 1
            continue
        missed[page.topic] += 1
        false[page.told] += 1
        confused[page.topic, page.told].append(page.id)
    topics = sorted({page.topic for page in pages})
    scores = {name: _f1(hits[name], missed[name], false[name]) for name in topics}
    for name in sorted(topics, key=lambda topic: scores[topic]):
        print(f"{name:<28} {scores[name]:.3f}  {hits[name]:>3} right {missed[name]:>3} missed {false[name]:>3} wrongly")
    for (true, told), ids in sorted(confused.items(), key=lambda item: -len(item[1])):
        print(f"{true} told as {told}: {len(ids)}  {' '.join(ids[:6])}")
    wrong = [page for page in pages if not page.is_distinguished]
    mentions = sum(page.kind == "mention" for page in pages)
    print(f"{len(pages)} pages, {mentions} of them mentions; told right {sum(hits.values()) / len(pages):.3f}")
    print(f"disclosure or mention {1 - len(wrong) / len(pages):.4f}: {' '.join(page.id for page in wrong)}")
    print(f"macro F1 {sum(scores.values()) / len(scores):.4f}, least {min(scores.values()):.3f}")
    if show:
        for page in pages:
            if not (page.is_right and page.is_distinguished):
                _show(page)


def _f1(hits: int, missed: int, false: int) -> float:
    return 2 * hits / (2 * hits + missed + false) if hits else 0.0


def _show(page: Labelled) -> None:
    print(
        f"\n# {page.id} is {page.topic} ({page.kind} {page.mentions}): {page.page.title} | {' > '.join(page.page.columns)}"
    )
    print("  " + page.page.text[:160].replace("\n", " / "))
    for name, confidence in topics_of(page.page):
        why = "; ".join(f"{reason.source} {reason.words} {reason.weight}" for reason in reasons_of(page.page)[name])
        print(f"  {name} {confidence}: {why}")


def speed(pages: Sequence[Labelled]) -> None:
    """Prints how many pages a second are told, each of them for the first time."""
    best = 0.0
    for number in range(ROUNDS):
        fresh = [replace(each.page, url=f"{each.page.url}?{number}") for each in pages]
        weighed.forget()
        squeeze.cache_clear()
        began = time.process_time()
        for page in fresh:
            topics_of(page)
        best = max(best, len(fresh) / (time.process_time() - began))
    letters = sum(len(each.page.text) for each in pages) / len(pages)
    print(f"{best:,.0f} pages a second on one core, of {letters:,.0f} characters on average")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--last", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--set", nargs="+", default=[])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", default="")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    sets = options.set or (["held"] if options.held else []) + (["last"] if options.last else []) or ["first"]
    if options.all:
        sets = sorted(each.name for each in options.folder.iterdir() if each.is_dir())
    pages = [page for page in labelled(sets, options.folder) if options.only in (page.topic, "")]
    report(pages, options.show)
    if options.speed:
        speed(pages)


if __name__ == "__main__":
    main()
