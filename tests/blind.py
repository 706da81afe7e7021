"""A program without eyes: what is true of a sample city is true of what can be read without recognising words in pictures."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.reading.pictures import ocr


@contextmanager
def blind(folder: Path) -> Iterator[None]:
    """As if the extra `ocr` had no models, in this process and in all that it starts; `folder` need not be there."""
    empty = folder / "rapidocr"
    empty.mkdir(parents=True)
    (empty / "__init__.py").write_text("")
    known = os.environ.get("PYTHONPATH")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [known])]))
        patch.setattr(ocr, "available", lambda: False)
        yield
