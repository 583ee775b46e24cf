"""The links within cycles of the hierarchy, and no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.vocabularies.cycles import Link, cyclic

NODES = st.sampled_from("abcdef")


def reached(node: str, links: set[Link]) -> set[str]:
    """The ancestors of a node, by walking every path."""
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        above = {high for low, high in links if low == waiting[-1]} - seen
        waiting.pop()
        seen |= above
        waiting.extend(above)
    return seen


@given(st.sets(st.tuples(NODES, NODES), max_size=12))
def test_a_link_is_cyclic_where_its_end_leads_back(links: set[Link]) -> None:
    assert cyclic(links) == {
        (low, high) for low, high in links if low in {high, *reached(high, links)}
    }


def test_a_chain_of_a_hundred_thousand_is_walked() -> None:
    chain = {(f"n{number}", f"n{number + 1}") for number in range(100_000)}
    assert cyclic(chain) == set()
    assert cyclic({*chain, ("n100000", "n0")}) == {*chain, ("n100000", "n0")}
