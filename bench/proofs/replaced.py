"""The program with a part of it replaced, in the processes that crawl, too."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from crawler import hands


@contextmanager
def replaced(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    """Attributes of modules and classes that are others while the block runs; crawling processes begin as copies of this one."""
    copies = multiprocessing.get_context("fork")
    with ExitStack() as stack:
        stack.enter_context(patch.object(hands.multiprocessing, "get_context", lambda method: copies))
        for owner, name, value in changes:
            stack.enter_context(patch.object(owner, name, value))
        yield
