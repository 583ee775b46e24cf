"""Questions to begin with: the archive that they are chosen for answers them."""

from __future__ import annotations

import re
from pathlib import Path

from extract.journal.journal import Journal
from extract.vocabulary import Vocabulary
from kg import Archive
from kg.build.load import build_graph
from kg.overview.examples import ExampleQuestions, examples
from kg.stores.base import Store
from kg.stores.open import open_writer


def test_each_is_answered_as_it_is_meant(demo_address: str) -> None:
    with Archive.open(demo_address) as archive:
        given = archive.examples()
        assert archive.examples() == given
        assert [example.kind for example in given.examples] == ["comparison", "list", "lookup"]
        for example in given.examples:
            answer = archive.ask(example.question)
            assert (answer.kind, answer.status) == (example.kind, "answered")
            assert [side.coverage for side in answer.sides] == ["good"] * len(answer.sides)
            assert re.search(r"\b[1-9]\d*\b", example.reason)
        assert len(archive.ask(given.examples[0].question).sides) == 2


def test_a_small_archive_has_what_its_papers_allow(small: Store) -> None:
    assert [example.question for example in examples(small).examples] == [
        "Which metrics are used for code summarization?",
    ]


def test_an_empty_archive_has_none(tmp_path: Path, small_vocabulary: Vocabulary) -> None:
    address = f"file:{tmp_path}"
    with Journal(tmp_path / "journal.sqlite") as journal:
        build_graph(journal, open_writer(address), small_vocabulary, None, version="small-1")
    with Archive.open(address) as archive:
        assert archive.examples() == ExampleQuestions(())
