"""What a paid extractor answered, kept in the journal: asked once, converted as often as needed.

A paper has one answer at most. It counts while the paper's content is what was asked about, and
then stands before what the extractor of this machine finds. A refusal is kept as well, so that it
isn't paid for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import Any, TypeAlias

from extract.journal.serial import load_paper
from extract.records import Paper

USABLE = "answered"
TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    paper_id TEXT PRIMARY KEY REFERENCES papers ON DELETE CASCADE, content_hash TEXT NOT NULL,
    extractor TEXT NOT NULL, outcome TEXT NOT NULL, answer TEXT NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL
)
"""
# Joined to `papers`: the answer that stands for a paper as it is now.
JOINED = f"""
LEFT JOIN answers AS a ON a.paper_id = papers.paper_id
    AND a.content_hash = papers.content_hash AND a.outcome = '{USABLE}'
"""
_SAVE = f"""
INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (paper_id) DO UPDATE SET content_hash = excluded.content_hash,
    extractor = excluded.extractor, outcome = excluded.outcome, answer = excluded.answer,
    input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens
WHERE excluded.outcome = '{USABLE}' OR answers.outcome <> '{USABLE}'
    OR answers.content_hash <> excluded.content_hash
"""
_STALE = f"""
FROM papers {JOINED} LEFT JOIN extractions AS e ON e.paper_id = papers.paper_id
WHERE a.paper_id IS NOT NULL AND (e.extractor_version IS NOT (? || a.extractor)
    OR e.content_hash IS NOT papers.content_hash)
"""
_UNASKED = """
FROM papers LEFT JOIN answers AS a ON a.paper_id = papers.paper_id
    AND a.content_hash = papers.content_hash AND a.extractor = ?
WHERE a.paper_id IS NULL
"""
Paged: TypeAlias = Callable[..., Iterator[tuple[Any, ...]]]
Write: TypeAlias = Callable[[str, tuple[object, ...]], None]


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """An answer with who gave it (`extractor`), how it ended, and the tokens that it cost.

    `outcome` is `answered`, or why there is nothing to use; `answer` is JSON of the extractor's.
    """

    extractor: str
    outcome: str
    answer: str
    input_tokens: int = 0
    output_tokens: int = 0


class Answers:
    """The journal's answers; made by the journal, which gives its own ways to read and write."""

    def __init__(self, paged: Paged, write: Write) -> None:
        self._paged, self._write = paged, write

    def save(self, paper: Paper, paid: PaidAnswer) -> None:
        """Keep what was answered about the paper; one that can't be used replaces none that can."""
        self._write(_SAVE, (paper.id, paper.content_hash, *astuple(paid)))

    def stale(self, version: str) -> Iterator[tuple[Paper, PaidAnswer]]:
        """Papers whose answer stands but isn't extracted by `version` + its extractor's name."""
        query = f"""
            SELECT papers.seq, papers.paper, a.extractor, a.outcome, a.answer {_STALE}
            AND papers.seq > ? ORDER BY papers.seq
        """
        for _, paper, *paid in self._paged(query, 0, version):
            yield load_paper(paper), PaidAnswer(*paid)

    def unasked(self, extractor: str) -> Iterator[Paper]:
        """Papers about which the extractor wasn't asked as they are now, in order of arrival."""
        query = f"SELECT seq, paper {_UNASKED} AND seq > ? ORDER BY seq"
        for _, paper in self._paged(query, 0, extractor):
            yield load_paper(paper)
