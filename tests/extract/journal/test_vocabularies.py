"""Vocabularies come back from the journal and from a server's line as they went in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extract.journal.journal import Journal
from extract.journal.vocabularies import kept_vocabulary, packed, unpacked


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_a_line_gives_back_what_was_packed(contents: dict[str, str]) -> None:
    line = packed(contents)
    assert line.isascii()
    assert unpacked(line) == contents
    assert unpacked("") == {}


def test_the_journal_keeps_replaces_and_forgets(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        journal.vocabularies.save("b", "1\n")
        journal.vocabularies.save("a", "2\n")
        journal.vocabularies.save("b", "3\n4\n")
    with Journal(tmp_path / "j.sqlite") as journal:
        assert list(journal.vocabularies.contents().items()) == [("a", "2\n"), ("b", "3\n4\n")]
        journal.vocabularies.become({"b": "3\n4\n", "c": "5\n"})
        assert journal.vocabularies.contents() == {"b": "3\n4\n", "c": "5\n"}
        journal.vocabularies.remove("b")
        assert journal.vocabularies.contents() == {"c": "5\n"}
    assert kept_vocabulary("b", "3\n4\n").concepts == 2


def test_a_journal_of_before_is_given_the_table(tmp_path: Path) -> None:
    Journal(tmp_path / "j.sqlite").close()
    with sqlite3.connect(tmp_path / "j.sqlite") as older:
        older.execute("DROP TABLE vocabularies")
    older.close()
    with Journal(tmp_path / "j.sqlite") as journal:
        assert journal.vocabularies.contents() == {}
