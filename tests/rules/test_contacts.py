"""Contact data: which street a text names."""

from rules.institutions.contacts import streets


def test_the_last_character_of_a_label_is_no_part_of_a_street():
    assert streets("地址通河路8号,电话3879700") == {("通河路", "8")}
    assert streets("地址:通河路9号") == {("通河路", "9")}
    assert streets("本局地址遗址路8号") == {("遗址路", "8")}
