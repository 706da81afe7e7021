"""A city of three tiny sites over loopback, for the tests of the monthly run: it is crawled and read once, and copied."""

import json
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checker.casebook import Casebook
from checker.store import Store
from crawler.period import Period
from reports.cli import main
from tests.crawler.little_site import page, serve

JULY = Period(2013, 7)
SCHEME = """
title = "S"
year = 2013
[[indicator]]
id = "A1-2"
title = "政府信息公开指南"
rule = "disclosure-guide"
points = 6
places = ["own"]
applies_to = ["department"]
deduct = { missing = 3, broken = 1.5, empty = 1.8, no-element = { each = 0.45, at_most = 1.8 }, placeholder = 0.6, differs = 0.6 }
rectify_in = 15
source = "条例"
"""
LINKS = [(f"/{n}.html", f"第{n}篇工作动态") for n in range(6)]
PAGES = {f"/{n}.html": page(title=f"第{n}篇工作动态" + "文" * n) for n in range(6)} | {"/": page(*LINKS)}
WHEN = ("--period", "2013-07", "--as-of", "2013-08-01")
BODIES = {"hbj": "示例市环境保护局", "czj": "示例市财政局"}


@dataclass
class City:
    """A workspace and the sites that it is about, each by its key."""

    folder: Path
    sites: dict = field(default_factory=dict)

    @property
    def var(self):
        return self.folder / "var"

    @property
    def book(self):
        return self.var / "export" / "gongkai-2013-07.xlsx"

    def settings(self, **more):
        """Writes gongkai.toml: `more` are lines of [crawl], or whole sections under their names."""
        sections = {name: lines for name, lines in more.items() if name in ("mail",)}
        crawl = {"delay": 0, **{name: value for name, value in more.items() if name not in sections}}
        lines = ['city = "示例市"', 'scheme = "s"', 'language = "zh"', "[portal]"]
        lines += [
            f'home = "{self.sites["portal"].home}"',
            "[crawl]",
            'contact = "a@b.example"',
            "browser = false",
        ]
        lines += [
            'allow_addresses = ["127.0.0.0/8"]',
            *(f"{name} = {json.dumps(value)}" for name, value in crawl.items()),
        ]
        lines += [f"[{name}]\n{told}" for name, told in sections.items()]
        (self.folder / "gongkai.toml").write_text("\n".join(lines) + "\n", "utf-8")

    def roster(self, bodies=BODIES):
        """Writes departments.csv."""
        rows = [f"{id},{name},,department,,{self.sites[id].home}," for id, name in bodies.items()]
        (self.folder / "departments.csv").write_text(
            "\n".join(["编号,单位名称,别名,类别,主管单位,网址,门户栏目", *rows, ""]), "utf-8"
        )

    def run(self, *words, today="2013-08-01", period="2013-07"):
        """The exit code of `gongkai run`."""
        when = ["--period", period] if period else []
        return main(["run", "--workspace", str(self.folder), *when, "--as-of", today, *words])

    def spoil(self, sql, *values):
        """Changes what is kept of the crawl."""
        with closing(sqlite3.connect(self.var / "archive" / "archive.db")) as db, db:
            db.execute(sql, values)

    def asked(self):
        """How many requests each site has had."""
        return {key: len(site.log) for key, site in self.sites.items()}

    def stored_marks(self):
        """The results of the month alone."""
        with closing(Store(self.var / "gongkai.sqlite")) as store:
            return store.assessments(JULY)

    def stored(self):
        """Everything that a month comes to: results, ledger, tables."""
        path = self.var / "gongkai.sqlite"
        with closing(Store(path)) as store, closing(Casebook(path)) as book:
            return store.assessments(JULY), store.relooks(JULY), book.matters(), book.events(), self.book.read_bytes()


@contextmanager
def served(folder):
    """The city, crawled and read, and nothing more: not yet judged."""
    with ExitStack() as stack:
        sites = {key: stack.enter_context(serve(dict(PAGES))) for key in ("portal", *BODIES)}
        city = City(folder, sites)
        (folder / "schemes").mkdir(parents=True)
        (folder / "schemes" / "s.toml").write_text(SCHEME, "utf-8")
        city.settings()
        city.roster()
        for command in ("crawl", "check"):
            assert not main([command, "--workspace", str(folder), *WHEN, "--quiet"])
        (city.var / "gongkai.sqlite").unlink()
        shutil.rmtree(city.var / "log", ignore_errors=True)
        yield city


def copied(city, folder):
    """Another workspace like it."""
    shutil.copytree(city.folder, folder)
    return City(folder, city.sites)
