"""What there is on subjects, by year, and the schema that Cypher is written by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.archive import Archive
from kg.errors import WrongUsage
from kg.overview.coverage import coverage
from kg.questions.options import Options
from kg.settings import read_settings


@pytest.fixture(scope="module")
def archive(plain_demo_address: str) -> Iterator[Archive]:
    """Give the demo archive, without vectors."""
    with Archive(read_settings(store=plain_demo_address)) as opened:
        yield opened


def test_each_subject_is_a_side_with_its_years(archive: Archive) -> None:
    covered = archive.coverage("physics", "code summarization", "basket weaving")
    assert covered == coverage(archive.ask, ["physics", "code summarization", "basket weaving"])
    physics, code, weaving = covered.subjects
    assert (physics.coverage, code.coverage, weaving.coverage) == ("good", "good", "none")
    assert [entity.id for entity in physics.entities] == ["domain:physics"]
    assert sum(year.papers for year in code.years) == code.papers == sum(code.by.values())
    assert (weaving.papers, weaving.years) == (0, ())
    assert "nothing on basket weaving" in weaving.statements[0]
    assert covered.archive.papers == 88


def test_years_narrow_what_is_counted(archive: Archive) -> None:
    years = Options(since=2023, until=2024)
    (covered,) = archive.coverage("code summarization", options=years).subjects
    assert {year.year for year in covered.years} <= {2023, 2024}
    assert 0 < covered.papers < archive.coverage("code summarization").subjects[0].papers


def test_a_subject_without_words_is_refused(archive: Archive) -> None:
    with pytest.raises(WrongUsage, match="empty"):
        archive.coverage("physics", " ")
