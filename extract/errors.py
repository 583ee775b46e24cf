"""Every error that extraction raises on purpose; a message says what happened and what to do.

ExtractError
├── SchemaError         data/schema.json can't be used as it is
├── VocabularyError     a vocabulary file can't be used as it is
├── LexiconError        a word list can't be read, or not used as it is
├── RecordError         a source's record can't become a paper
├── SourceError         a source can't be read, or not to its end
├── WeightsError        trained weights are missing, or not the ones that they should be
├── IngestError         an ingestion can't go on; what was saved stays saved
├── ClaudeError         Claude can't be asked, or not further; what was answered stays saved
├── BrokenAnswer        what Claude answered can't be read
└── JournalError        the journal can't be opened, read or written
    ├── JournalBusy     another process is writing to it
    └── JournalTooNew   a newer version of the program made it
"""

from __future__ import annotations


class ExtractError(Exception):
    """Base of the errors of this package."""


class SchemaError(ExtractError):
    """The declared types can't be used as they are, or something has a type that isn't one."""


class VocabularyError(ExtractError):
    """A vocabulary file cannot be used as it is."""


class LexiconError(ExtractError):
    """A word list can't be read, or not used as it is."""


class RecordError(ExtractError):
    """A source's record can't become a paper."""


class SourceError(ExtractError):
    """A source can't be read, or not to its end; `line` is where, 0 for the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class WeightsError(ExtractError):
    """Trained weights are missing, or not the ones that they should be."""


class IngestError(ExtractError):
    """An ingestion can't go on; what was saved stays saved."""


class ClaudeError(ExtractError):
    """Claude can't be asked, or not further; what was answered stays saved."""


class BrokenAnswer(ExtractError):
    """What Claude answered can't be read."""


class JournalError(ExtractError):
    """The journal can't be opened, read or written."""


class JournalBusy(JournalError):
    """Another process is writing to the journal."""


class JournalTooNew(JournalError):
    """A newer version of the program made the journal."""
