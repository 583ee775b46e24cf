"""The store interface: every store runs the same Cypher by name, and searches in its own way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extract.journal.journal import StoredPaper
from extract.records import Paper
from kg.records import Hit, Limits, Parameters, Rows, Value

Vector = NDArray[np.float32]


class Store(Protocol):
    """A graph that answers named queries. Opened by `kg.stores.open`; reading only."""

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of `cypher/read/<name>.cypher`; QueryError where parameters and header differ."""
        ...

    def cypher(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Rows of an untrusted query that passed the guard, run where it can be killed."""
        ...

    def plan(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Step, operation and estimated rows of a query that the guard let through; not run."""
        ...

    def text_search(self, text: str, k: int, papers: Collection[str] | None = None) -> list[Hit]:
        """The k best passages by BM25, best first, ties by id; within `papers` where given.

        Any text is safe: the store escapes what its engine would take for syntax.
        """
        ...

    def vector_search(
        self, vector: Vector, k: int, papers: Collection[str] | None = None
    ) -> list[Hit]:
        """The k passages of highest cosine (-1 to 1), best first, ties by id; exact."""
        ...

    def papers_holding(self, way: Sequence[Collection[str]]) -> list[str]:
        """Ids, sorted, of the papers with a passage that meets every entry of `way`.

        An entry is met by an index term that begins with one of its prefixes; index terms are
        stems of words in small letters without accents.
        """
        ...

    def has_vectors(self) -> bool:
        """True where the archive was embedded, so that `vector_search` can find something."""
        ...

    def close(self) -> None:
        """Give back files, processes and connections; the store is not used afterwards."""
        ...


class Writer(Protocol):
    """A graph being built anew, which readers see from `commit` on."""

    def write(self, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Run `cypher/write/<name>.cypher` over rows (its one parameter, `$rows`) in batches."""
        ...

    def write_vectors(self, passage_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep one L2-normalised vector (rows of a (n, 384) array) a passage."""
        ...

    def commit(self) -> None:
        """Make schema and indexes, and replace what readers see, in one atomic step."""
        ...

    def close(self) -> None:
        """Discard a build that isn't committed; after `commit` it has no effect."""
        ...


@dataclass(frozen=True, slots=True)
class Membership:
    """A journal's membership of a shared archive, with the archive's revision as last seen.

    `begun`: the journal's papers have yet to be added to the archive.
    """

    journal: str
    archive: str = ""
    revision: int = 0
    begun: bool = False


class Registry(Protocol):
    """The papers of an archive that several journals share; it assigns their archive ids."""

    def join(self, known: Membership, numbers: Mapping[str, int], empty: bool) -> Membership:
        """Join the archive; StoreError where the journal holds papers of another one."""
        ...

    def joined(self) -> None:
        """Record that all papers of the journal have been added."""
        ...

    def revision(self) -> int:
        """Which revision the archive has now; it grows with every change."""
        ...

    def give(self, papers: Sequence[Paper]) -> dict[str, str]:
        """Add papers, new or changed, and give the archive id of each by its paper id."""
        ...

    def bring(self, papers: Sequence[StoredPaper]) -> None:
        """Add papers that have archive ids already."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Remove papers for every journal."""
        ...

    def vocabularies(self) -> dict[str, str]:
        """The vocabularies that users added for every journal: concepts as JSON Lines by name."""
        ...

    def keep_vocabularies(self, contents: Mapping[str, str | None]) -> None:
        """Keep vocabularies, in place of those of the same names; None takes one out."""
        ...

    def held(self) -> Iterator[tuple[str, str]]:
        """Id and content hash of every paper, sorted by id."""
        ...

    def papers(self, ids: Iterable[str]) -> list[StoredPaper]:
        """Those of the wanted papers that are there, sorted by id."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...
