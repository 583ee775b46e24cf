"""How papers are named in prose."""

from __future__ import annotations

import pytest

from kg.answer.wording import short_title, system_name


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Leaks in old pipes", "“Leaks in old pipes”"),
        ("Leaks in old pipes.", "“Leaks in old pipes”"),
        ("Where old pipes leak first: a survey of nine towns", "“Where old pipes leak first”"),
        ("Pipes: a survey of leaks", "“Pipes: a survey of leaks”"),
        (
            "Finding leaks in old pipes of clay by the sound of water at night in nine towns",
            "“Finding leaks in old pipes of clay …”",
        ),
    ],
)
def test_a_long_title_ends_where_its_first_words_make_sense(title: str, shown: str) -> None:
    assert short_title(title) == shown


@pytest.mark.parametrize(
    ("title", "name"),
    [("LeakNet: finding leaks", "LeakNet"), ("A survey of leaks", ""), ("Pipes and leaks: a", "")],
)
def test_a_system_goes_by_its_name(title: str, name: str) -> None:
    assert system_name(title) == name
