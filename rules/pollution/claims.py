"""The sentences of reports, and those among them that say that all enterprises kept their limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.pollution.kinds import kind_in
from rules.pollution.rates import whole_rates
from rules.pollution.reports import Report

EXCEPT = re.compile("除|其余|其他|以外|上年|去年|同期|上季|上月|目标|力争|要求|应当?达")
_WHO = re.compile("企业|污染源|公司|厂")


def claims(text: str) -> Iterator[str]:
    """The clauses of a sentence that say that all limits were kept, each with the words that tell of whom."""
    clauses = text.split(",")
    for n, clause in enumerate(clauses):
        if whole_rates(clause) and not EXCEPT.search(text):
            subject = next((each for each in reversed(clauses[: n + 1]) if kind_in(each) or _WHO.search(each)), "")
            yield clause if subject in clause else f"{subject},{clause}"


def said_in(report: Report) -> Iterator[tuple[Document, str]]:
    """The sentences of a report in order, squeezed, each with its document; its title and rows of tables are none."""
    for document, text in report.texts:
        for part in re.split("[。;；\n]", text):
            is_row = "\t" in part.strip() or part.count("|") > 1
            if part.strip() and squeeze(part) != squeeze(report.title) and not is_row:
                yield document, squeeze(part)
