"""The files of others in the web report are those that their makers published, and each comes with its licence."""

from hashlib import sha256
from importlib import resources

import pytest

VENDOR = resources.files("reports.site") / "assets" / "vendor"
DIGESTS = {
    "echarts.min.js": "b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0",
    "minisearch.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_a_file_of_others_is_as_it_was_published_and_named_with_its_licence(name):
    assert sha256((VENDOR / name).read_bytes()).hexdigest() == DIGESTS[name]
    assert (VENDOR / f"{name.partition('.')[0]}.LICENSE").is_file()
    assert f"| {name} |" in (VENDOR / "README.md").read_text("utf-8")


def test_there_is_no_other_script_among_them():
    assert {each.name for each in VENDOR.iterdir() if each.name.endswith(".js")} == set(DIGESTS)
