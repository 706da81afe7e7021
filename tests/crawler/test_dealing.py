"""Sites that one machine answers for are dealt to one process."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.dealing import by_machine, machines_of, shares
from crawler.scope import Target

SITES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.frozensets(st.sampled_from("0123456789"), min_size=1), max_size=12
)


@given(SITES)
def test_groups_hold_every_site_once_and_have_no_machine_in_common(machines):
    targets = [Target(key, f"http://{key}.cn/") for key in machines]
    groups = by_machine(targets, machines)
    assert sorted(each.key for group in groups for each in group) == sorted(machines)
    names = [frozenset().union(*(machines[each.key] for each in group)) for group in groups]
    assert sum(map(len, names)) == len(frozenset().union(*names))
    for group, mine in zip(groups, names, strict=True):
        assert len(by_machine(group, {each.key: mine for each in group})) == 1
    dealt = shares(groups, 3)
    assert sorted(each.key for share in dealt for each in share) == sorted(machines)


def test_a_group_is_no_larger_than_its_machines_demand():
    targets = [Target(key, f"http://{key}.cn/") for key in "abcd"]
    machines = {key: frozenset(names) for key, names in {"a": "12", "b": "3", "c": "23", "d": "4"}.items()}
    assert [[each.key for each in group] for group in by_machine(targets, machines)] == [["a", "b", "c"], ["d"]]


def test_a_column_told_of_elsewhere_counts_as_a_machine_of_its_site():
    (found,) = machines_of([Target("a", "http://127.0.0.1/", (("栏目", "http://127.0.0.2/x"),))]).values()
    assert found == {"127.0.0.1", "127.0.0.2"}
