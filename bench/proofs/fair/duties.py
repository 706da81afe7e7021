"""What sound sites show of each duty: the pages and files that the program cites when it finds nothing wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.proofs.fair.judging import Said
from bench.proofs.fair.scenes import Scene, Served, Stand
from reports.samplecity.content import Article
from rules.finding import Outcome

# Judged of a site as a whole, and not of what is published on it.
OF_SITES = frozenset(
    "site-reachable home-page-updates column-updates empty-columns site-footer site-name page-labels site-search dead-links "
    "readable-pages forged-dates foreign-content".split()
)


@dataclass(frozen=True)
class Duty:
    """A rule that is kept at a stand, and the addresses that show it."""

    rule: str
    stand: Stand
    shown: frozenset[str]

    def articles(self, site: Served) -> list[Article]:
        """The articles that show it, or that have the files which do."""
        return [each for each in site.content.articles if self.shown & addresses(site, each)]

    def columns(self, site: Served) -> list[tuple[str, ...]]:
        """The columns in which these lie, and those that it cites."""
        found = [each.column for each in self.articles(site)]
        cited = [c for c in site.system.columns if site.system.column_path(c) in self.shown]
        return list(dict.fromkeys((*found, *cited)))


def addresses(site: Served, article: Article) -> frozenset[str]:
    """The address of an article and those of its files."""
    system = site.system
    paths = [system.article_path(article), *(system.file_path(article, file) for file in article.attachments)]
    return frozenset(system.prefix + path for path in paths)


def duties(played: Iterable[tuple[Scene, list[Said]]]) -> dict[tuple[Stand, str], Duty]:
    """The duties that sound scenes show to be kept."""
    found: dict[tuple[Stand, str], Duty] = {}
    for scene, said in played:
        for place, site in scene.sites.items():
            mine = [each for each in said if each.place == place]
            for rule in dict.fromkeys(each.rule for each in mine):
                every = [each for each in mine if each.rule == rule]
                if all(each.outcome is Outcome.PASSED for each in every):
                    shown = frozenset(path for each in every for path in each.paths)
                    found[site.stand, rule] = Duty(rule, site.stand, shown)
    return found
