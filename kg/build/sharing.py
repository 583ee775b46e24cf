"""A journal that shares a server's archive with others: papers are copied both ways.

The server says which papers there are and under which archive ids; the journal keeps a copy of
them with what was extracted, and the graph is built from it as from any other journal. Users'
vocabularies are the server's too: every journal extracts by the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from extract.batches import batches
from extract.journal.journal import Journal
from extract.records import Paper
from kg.stores.base import Membership, Registry

_ARCHIVE_FILE: Final = "archive.id"
_JOURNAL_FILE: Final = "journal.id"
_PAGE: Final = 200


class Member:
    """A journal as a member of a server's archive; made with the journal's lock held."""

    def __init__(self, registry: Registry, journal: Journal, folder: Path) -> None:
        """Join the archive; StoreError where the journal holds papers of another one.

        `folder` is the journal's, which keeps the archive's name and revision.
        """
        self._registry, self._journal = registry, journal
        self._file = folder / _ARCHIVE_FILE
        numbers, empty = journal.numbers(), journal.count() == 0
        self._joined = registry.join(self._known(journal_name(folder)), numbers, empty)
        self._remember(self._joined.revision)
        if self._joined.begun:
            self._bring()

    def _known(self, journal: str) -> Membership:
        words = self._file.read_text(encoding="utf-8").split() if self._file.is_file() else []
        return Membership(journal, words[0], int(words[1])) if words else Membership(journal)

    def _remember(self, revision: int) -> None:
        self._file.write_text(f"{self._joined.archive} {revision}\n", encoding="utf-8")

    def give(self, papers: Sequence[Paper]) -> dict[str, str]:
        """Take papers in on the server, and give the archive id of each by its paper id."""
        return self._registry.give(papers)

    def remove(self, ids: Sequence[str]) -> None:
        """Take papers out on the server, for every journal."""
        self._registry.remove(ids)

    def keep_vocabularies(self, contents: Mapping[str, str | None]) -> None:
        """Keep users' vocabularies on the server, for every journal; None takes one out."""
        self._registry.keep_vocabularies(contents)

    def catch_up(self) -> None:
        """Bring the journal up to date with what other journals added or removed."""
        revision = self._registry.revision()
        vocabularies = self._registry.vocabularies()
        if vocabularies != self._journal.vocabularies.contents():
            with self._journal.batch():
                self._journal.vocabularies.become(vocabularies)
        held, mine = dict(self._registry.held()), self._journal.hashes()
        gone = sorted(mine.keys() - held.keys())
        lacking = sorted(key for key, hashed in held.items() if mine.get(key) != hashed)
        for page in batches(gone, _PAGE):
            with self._journal.batch():
                for paper_id in page:
                    self._journal.remove(paper_id)
        for page in batches(lacking, _PAGE):
            stored = self._registry.papers(page)
            with self._journal.batch():
                for paper in stored:
                    self._journal.upsert(paper.paper, paper.archive_id)
        self._remember(revision)

    def _bring(self) -> None:
        for page in batches(self._journal.papers(), _PAGE):
            self._registry.bring(page)
        if vocabularies := self._journal.vocabularies.contents():
            self._registry.keep_vocabularies(vocabularies)
        self._registry.joined()


def journal_name(folder: Path) -> str:
    """The name of a folder's journal, made once and kept beside it."""
    file = folder / _JOURNAL_FILE
    if not file.is_file():
        file.write_text(uuid4().hex, encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()
