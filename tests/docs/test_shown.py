"""What the pages show of the command line is what it prints, in a copy of the sample city's month and on its 5th of August."""

import shutil
import sys
from datetime import date, datetime

import pytest

from crawler.period import CHINA
from reports import cli
from tests.docs.shown import DOCS, Shown, shown

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("one city")]
NOW = datetime(2013, 8, 5, 9, tzinfo=CHINA)
CHECKED = date(2013, 8, 4)
WIDTH = 100
READ = (  # in the order in which a clerk comes to them
    *("office/install", "office/first-month", "office/settings", "inspector/returned", "department/evidence"),
    *("office/rectify", "office/year", "office/keep"),
)


class Clock(datetime):
    """The day on which the pages were written."""

    @classmethod
    def now(cls, zone=None):
        return NOW


def test_an_output_is_compared_line_by_line():
    page = Shown("p", "gongkai rank", ("a  b", "…", "c … e"))
    assert page.told_by("a b\nx\ny\nc d e   \n")
    assert page.told_by("a b\nc d e\n")
    assert not page.told_by("a b\nx\n")
    assert not page.told_by("a c\nc d e\n")


@pytest.fixture(scope="module")
def checked(month, tmp_path_factory):
    """The month as the office has it: checked on the day before, which is when its ledger begins."""
    folder = tmp_path_factory.mktemp("office") / "w"
    shutil.copytree(month.folder, folder)
    (folder / "var" / "gongkai.sqlite").unlink()
    words = ["--workspace", str(folder), "--period", str(month.period), "--as-of", str(CHECKED), "--quiet"]
    assert cli.main(["check", *words]) == 3
    return folder


@pytest.mark.parametrize("suffix", ["", ".en"])
def test_what_is_shown_is_what_is_printed(checked, suffix, tmp_path, monkeypatch, capfd):
    shutil.copytree(checked, tmp_path / "w")
    settings = tmp_path / "w" / "gongkai.toml"
    settings.write_text(settings.read_text("utf-8").replace('"zh"', '"en"' if suffix else '"zh"'), "utf-8")
    monkeypatch.chdir(tmp_path / "w")
    monkeypatch.setattr(cli, "datetime", Clock)
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("LANG", "en_US.UTF-8" if suffix else "zh_CN.UTF-8")
    differing = []
    for name in READ:
        for each in shown(DOCS / f"{name}{suffix}.md"):
            if each.output:
                cli.main(each.words)
                answered, remarked = capfd.readouterr()
                printed = remarked + answered
                if not each.told_by(printed) and not each.told_by(answered + remarked):
                    differing.append(f"{each.page}: {each.command}\n{printed}")
    sys.stderr.write("\n".join(differing))
    assert differing == []
