"""A group of tests stays on one worker.

pytest 9.2 keeps the name of a test in a form that pytest-xdist 3.8 does not reach: without this its groups are silently
ignored, and every worker sets up every crawl anew.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and hasattr(item, "_id") and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")
