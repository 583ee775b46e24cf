"""Years, categories and ids, read by their shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.constraints import read_shapes

YEARS = [
    ("papers since 2021", 2021, None),
    ("papers from 2021 onwards", 2021, None),
    ("2021 or later", 2021, None),
    ("anything after 2020", 2021, None),
    ("nothing older than 2018", 2018, None),
    ("not before 2018", 2018, None),
    ("before 2019", None, 2018),
    ("until 2019", None, 2019),
    ("no later than 2019", None, 2019),
    ("pre-2015 work", None, 2014),
    ("between 2018 and 2020", 2018, 2020),
    ("from 2018 up to and including 2020", 2018, 2020),
    ("2018-2020", 2018, 2020),
    ("2018\u20132020", 2018, 2020),
    ("in 2023", 2023, 2023),
    ("papers from 2023", 2023, 2023),
    ("code search evaluation 2023", 2023, 2023),
    ("in the 1990s", 1990, 1999),
    ("since 2015 but before 2020", 2015, 2019),
    ("the 1918 influenza", None, None),
    ("JPEG 2000 compression", None, None),
    ("SemEval-2014", None, None),
    ("arXiv:2101.00002", None, None),
    ("in recent years", None, None),
]


@pytest.mark.parametrize(("text", "since", "until"), YEARS)
def test_years(text: str, since: int | None, until: int | None) -> None:
    shapes = read_shapes(text)
    assert (shapes.since, shapes.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("papers in cs.CL on parsing", ("cs.CL",)),
        ("what does CS.cl hold", ("cs.CL",)),
        ("hep-th or gr-qc", ("hep-th", "gr-qc")),
        ("cond-mat.mtrl-sci papers", ("cond-mat.mtrl-sci",)),
        ("torch.compile and e.g. node.js", ()),
    ],
)
def test_categories(text: str, categories: tuple[str, ...]) -> None:
    assert read_shapes(text).categories == categories


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("Summarise arXiv:2101.00002v2, please", ("arXiv:2101.00002v2",)),
        ("what is 2101.00002?", ("2101.00002",)),
        ("hep-th/9901001 and math.GT/0309136", ("hep-th/9901001", "math.GT/0309136")),
        ("read https://arxiv.org/abs/2101.00002.", ("https://arxiv.org/abs/2101.00002",)),
        ("10.1103/PhysRevD.63.043504?", ("10.1103/PhysRevD.63.043504",)),
        ("AG-2026.04-12", ("AG-2026.04-12",)),
        ("version 3.14159 of it", ()),
    ],
)
def test_ids(text: str, papers: tuple[str, ...]) -> None:
    assert read_shapes(text).papers == papers


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in the last two years", 2),
        ("over the past 5 years", 5),
        ("the last year", 1),
        ("within the past decade", 10),
        ("in recent years", None),
        ("the last layer", None),
    ],
)
def test_years_counted_back(text: str, years: int | None) -> None:
    assert read_shapes(text).recent == years


@given(st.text(max_size=200))
def test_any_text_has_shapes_within_it(text: str) -> None:
    shapes = read_shapes(text)
    assert all(0 <= start <= end <= len(text) for start, end in shapes.places)
    if shapes.since is not None and shapes.until is not None:
        assert 1000 <= shapes.since <= 9999
