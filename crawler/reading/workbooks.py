"""Workbooks from outside, read cell by cell in the confined process."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing

from crawler.reading.office.workbook import Workbook, workbook
from crawler.reading.pool import Child, File

CELLS = (sys.executable, "-P", "-m", "crawler.reading.child", "cells")


def opened(files: Iterable[File]) -> Iterator[Workbook]:
    """What stands in each file, in their order; of one that cannot be read, why."""
    with closing(Child(CELLS)) as child:
        for file in files:
            yield workbook(child.read(file))
