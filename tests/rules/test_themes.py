"""Each rule has a topic under which people look for it."""

import re

from rules.rule import catalogue
from rules.themes import THEMES


def test_every_rule_has_a_theme_whose_id_is_fit_for_a_files_name():
    found = {rule.theme for rule in catalogue().values()}
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", theme.id) for theme in found)
    assert all(theme.chinese and theme.english for theme in found)
    assert len({theme.id for theme in found}) == len(found)


def test_every_theme_has_a_rule():
    assert {rule.themed for rule in catalogue().values()} - {""} == set(THEMES)
