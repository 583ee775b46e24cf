"""Users' own vocabularies: added to an archive, listed, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.journal.vocabularies import KeptVocabulary, kept_vocabulary
from extract.records import EntityLabel, Problem
from kg.build.ingest import BuildProgress, journal_file, need_journal, writing
from kg.errors import BadInput, UnknownName
from kg.settings import Settings
from kg.stores.open import open_registry

if TYPE_CHECKING:
    from extract.journal.journal import Journal
    from extract.vocabularies.concepts import FileConcepts
    from kg.build.sharing import Member


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did.

    `known` of its concepts are in the vocabulary anyway, `papers` of the archive are extracted
    again; `changed` is False where the very same concepts were kept under the name before.
    """

    kept: KeptVocabulary
    known: int
    changed: bool
    papers: int
    problems: tuple[Problem, ...]


class NoConcepts(BadInput):
    """A file gave no concept; `problems` say why."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{path} has no concept that can be taken: nothing was added")
        self.problems = problems


def add_vocabulary(
    path: Path, label: EntityLabel, settings: Settings, progress: BuildProgress
) -> Added:
    """Keep a file's concepts with the archive under the file's name, without its ending.

    NoConcepts where there are none, VocabularyError where the file can't be read.
    """
    from extract.vocabularies.concepts import concepts_of, dump_concepts
    from extract.vocabularies.read import read_file

    resolved = concepts_of(read_file(path, label))
    if not resolved.concepts:
        raise NoConcepts(path, resolved.problems)
    name, concepts = path.stem, dump_concepts(resolved.concepts)
    with writing(settings, progress) as (journal, member):
        before = journal.vocabularies.contents()
        others = {key: content for key, content in before.items() if key != name}
        known, faults = _joined(resolved, others)
        changed = before.get(name) != concepts
        if changed:
            _keep(journal, member, {name: concepts})
        return Added(
            kept_vocabulary(name, concepts),
            known,
            changed,
            journal.count(),
            (*resolved.problems, *faults),
        )


def _joined(resolved: FileConcepts, others: Mapping[str, str]) -> tuple[int, tuple[Problem, ...]]:
    """How many concepts are known without the file, and what of it can't be joined to them."""
    from extract.vocabularies.merge import join, own_vocabulary

    joined = join(own_vocabulary(tuple(others.items())), resolved.concepts)
    faults = (
        Problem(resolved.file, resolved.lines.get(key, 0), key, reason)
        for key, reason in joined.faults
    )
    return joined.known, tuple(faults)


def list_vocabularies(settings: Settings) -> list[KeptVocabulary]:
    """The vocabularies that the archive has, by name; none where there is no archive yet."""
    return [kept_vocabulary(*item) for item in sorted(_contents(settings).items())]


def _contents(settings: Settings) -> dict[str, str]:
    from extract.journal.journal import Journal

    if registry := open_registry(settings.store, settings.login):
        try:
            return registry.vocabularies()
        finally:
            registry.close()
    file = journal_file(settings)
    if not file.is_file():
        return {}
    with Journal(file) as journal:
        return journal.vocabularies.contents()


def remove_vocabulary(name: str, settings: Settings, progress: BuildProgress) -> int:
    """Take a vocabulary out of the archive; give how many papers are extracted again."""
    need_journal(settings)
    with writing(settings, progress) as (journal, member):
        names = journal.vocabularies.contents()
        if name not in names:
            there = f"there are: {', '.join(names)}" if names else "none was added"
            raise UnknownName(f"no vocabulary {name} in the archive ({there})")
        _keep(journal, member, {name: None})
        return journal.count()


def _keep(journal: Journal, member: Member | None, contents: Mapping[str, str | None]) -> None:
    """Keep vocabularies in the journal; where its archive is shared, on the server first."""
    if member:
        member.keep_vocabularies(contents)
    with journal.batch():
        for name, concepts in contents.items():
            if concepts is None:
                journal.vocabularies.remove(name)
            else:
                journal.vocabularies.save(name, concepts)
