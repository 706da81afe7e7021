"""What the proof of changed files blames on the program, and what on a parser of others."""

import multiprocessing
from pathlib import Path

import pytest

from bench.proofs.fuzzing.readers import folder, is_ours

ROOT = Path(__file__).parents[2]


def raised(file):
    """An exception of the language from a line of that file."""
    try:
        exec(compile("int('')", str(file), "exec"))
    except ValueError as fault:
        return fault
    return None


@pytest.mark.parametrize("inside", [".venv/lib/python3.11/site-packages/striprtf/striprtf.py", "bench/proofs/x.py"])
def test_a_parser_of_others_is_not_ours_though_the_environment_lies_in_the_checkout(inside):
    assert not is_ours(raised(ROOT / inside))
    assert is_ours(raised(ROOT / "crawler/reading/office/rtf.py"))


def test_each_process_writes_into_a_folder_of_its_own():
    here = folder()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(folder) != here == folder()
