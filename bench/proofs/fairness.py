"""Nobody is accused of what could not be seen, and what is truly not there is found.

Scenes are sites on loopback, crawled and judged by the program itself. A site on which all that is owed is there is veiled in
some way: what was sent of it, by the server's own record, is all that anybody can know. Other sites can be read throughout, and one
thing is wrong with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from bench.proofs.fair import gaps, planted, unseen
from bench.proofs.fair.duties import duties
from bench.proofs.fair.judging import Court, Said
from bench.proofs.fair.scenes import Scene, Stage, Stand, sound
from bench.proofs.fair.sound import departments
from bench.proofs.fair.weighed import Weighed, weighed
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.replaced import replaced
from crawler import fetching, hands, politeness
from crawler.reading import Pool
from crawler.reading.pictures import ocr
from crawler.snapshot import Snapshot
from reports.samplecity.systems import SYSTEMS
from rules.finding import Outcome

FEWEST = {Size.SHORT: (6, 3), Size.WHOLE: (200, 200)}  # scenes, gaps
FOUND = 0.97
PATIENT = 600.0  # seconds: how busy this machine is says nothing of the scenes
PAUSE = 0.1  # seconds that a struggling host is left alone at most: manners are another proof
SMALL: tuple[Stand, ...] = tuple(("gsgs", system, "own") for system in ("modern", "trs", "static", "vsb", "hanweb"))
See = Callable[[Snapshot], Snapshot]


def stands() -> list[Stand]:
    """Where scenes are played: the departments' own sites and places on the portal, in all content systems."""
    systems = sorted(SYSTEMS)
    bodies = [id for id, each in departments().items() if "department" in each.kinds and "portal" not in each.kinds]
    own = [(id, systems[number % len(systems)], "own") for number, id in enumerate([*bodies, "gsgs"])]
    portal = [(id, ("static", "trs", "hanweb", "vsb")[number % 4], "portal") for number, id in enumerate(bodies)]
    return [*own, *portal]


@dataclass(frozen=True)
class Played:
    """What came of all scenes."""

    hidden: tuple[tuple[Scene, Weighed], ...]
    gaps: tuple[tuple[Scene, list[Said]], ...]

    @property
    def wrong(self) -> list[str]:
        """Accusations, doubts without a reason, and what was passed unseen."""
        return [each for _, found in self.hidden for each in (*found.accused, *found.unsaid, *found.passed)]

    @property
    def accused(self) -> int:
        """The scenes in which something is found wrong, or passed that was not seen."""
        return sum(bool(found.accused or found.passed or found.unsaid) for _, found in self.hidden)

    @property
    def missed(self) -> list[str]:
        """The gaps that were not found."""
        return [
            f"{scene.name}: not found: {_told(scene, said)}" for scene, said in self.gaps if not is_found(scene, said)
        ]


def is_found(scene: Scene, said: Sequence[Said]) -> bool:
    """Whether a gap is found in its place, under its name, and costs something or all that its place had is lost already."""
    return any(
        each.outcome is Outcome.FAILED
        and (each.rule, each.place) == scene.target
        and each.problem in scene.problems
        and scene.subject in ("", each.subject)
        for each in said
    )


def _told(scene: Scene, said: Sequence[Said]) -> str:
    return "; ".join(str(each) for each in said if (each.rule, each.place) == scene.target)[:300] or "nothing"


@contextmanager
def court(folder: Path, where: list[Stand], see: See) -> Iterator[Court]:
    """A stage, readers without eyes, and who judges."""
    with (
        patch.object(ocr, "available", lambda: False),
        replaced((hands, "STILL", PATIENT), (politeness, "LONGEST_PAUSE", PAUSE), (fetching, "BACKOFF", PAUSE)),
        Stage(where) as stage,
        Pool() as pool,
    ):
        yield Court(folder, stage, pool, see)


def play(size: Size, folder: Path, see: See = lambda snapshot: snapshot, *, only_hidden: bool = False) -> Played:
    """Plays the scenes of a size. The sound sites, by which is known what each duty is shown by, are always seen as they are."""
    where = list(SMALL) if size is Size.SHORT else stands()
    with court(folder, where, lambda snapshot: snapshot) as found:
        calm = [Scene(f"sound {' '.join(each)}", **{each[2]: sound(*each)}) for each in where]
        known = duties(list(found.judged(calm)))
        found.see = see
        hidden, lacking = (few if size is Size.SHORT else every)(known, where)
        one = tuple((scene, weighed(scene, said, known)) for scene, said in found.judged(hidden))
        return Played(one, () if only_hidden else tuple(found.judged(lacking)))


def few(known: unseen.Duties, where: list[Stand]) -> tuple[list[Scene], list[Scene]]:
    """A handful of scenes and gaps of one small body."""
    hidden = [
        next(unseen.whole_sites(where)),
        *unseen.columns(known, {name: unseen.ANYWHERE[name] for name in ("WAF with 200", "list by POST")}, 1),
        *unseen.pages(known, {name: unseen.ANYWHERE[name] for name in ("403", "script shell")}, 1),
        *islice(unseen.robots_of_columns(known), 1),
        *islice(unseen.files(known, 1), 1),
    ]
    return hidden, [
        *islice(gaps.gone(known), 2),
        *islice(gaps.promised_by(known), 2, 4),
        *islice(planted.matters(where), 1),
    ]


def every(known: unseen.Duties, where: list[Stand]) -> tuple[list[Scene], list[Scene]]:
    """All that the goal names, and more."""
    hidden = [
        *unseen.whole_sites(where),
        *unseen.columns(known, unseen.ANYWHERE, 1),
        *unseen.pages(known, unseen.ANYWHERE, 1),
        *unseen.everything_below(known, unseen.QUICK, 1),
        *islice(unseen.robots_of_columns(known), 15),
        *unseen.files(known, 2),
    ]
    lacking = [
        *_some(gaps.gone(known), 60),
        *_some(gaps.emptied(known), 20),
        *_some(gaps.promised(known), 20),
        *_some(gaps.dead(known), 25),
        *_some(gaps.lost_files(known), 25),
        *_some(gaps.of_last_year(known), 20),
        *_some(planted.matters(where), 50),
        *_some(planted.money(where), 50),
        *_some(planted.powers(where), 24),
    ]
    return hidden, lacking


def _some(scenes: Iterator[Scene], count: int) -> list[Scene]:
    """So many of them, from all over."""
    found = list(scenes)
    return found[:: max(1, len(found) // count)][:count]


def prove(size: Size, folder: Path) -> Figure:
    """Scenes that could not be checked, and real gaps."""
    played = play(size, folder)
    hidden, lacking = len({scene.name for scene, _ in played.hidden}), len({scene.name for scene, _ in played.gaps})
    found = lacking - len(played.missed)
    other, kept = (sum(getattr(each, name) for _, each in played.hidden) for name in ("other", "kept"))
    open_ = sum(each.open for _, each in played.hidden)
    said = (
        f"{played.accused} of {hidden} scenes wrongly judged ({open_:,} duties left open, {kept:,} of {other:,} others judged as ever); "
        f"{found} of {lacking} gaps found ({found / max(lacking, 1):.1%})"
    )
    enough = hidden >= FEWEST[size][0] and lacking >= FEWEST[size][1]
    reached = enough and not played.accused and found >= FOUND * lacking
    return Figure(reached, said, (*played.wrong, *played.missed))


def without(size: Size, folder: Path) -> Figure:
    """The same scenes judged by one to whom nothing is said of what was not read."""
    played = play(size, folder, _as_if_all_were_read, only_hidden=True)
    return Figure(
        not played.accused, f"{played.accused} of {len(played.hidden)} scenes wrongly judged", tuple(played.wrong)
    )


def _as_if_all_were_read(snapshot: Snapshot) -> Snapshot:
    pages = tuple(replace(page, dead=()) for page in snapshot.pages)
    return replace(snapshot, pages=pages, unreached=())


PROOFS = (
    Proof(
        "fairness",
        "200 scenes that could not be checked: 0 scored as not published; 200 real gaps: ≥ 97 % found",
        prove,
        "a judge to whom nothing is said of what was not read",
        without,
        minutes=45,
    ),
)
