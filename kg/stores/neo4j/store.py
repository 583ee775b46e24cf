"""An archive on a Neo4j server, reading only: named queries as they are, search verbs of its own.

Scores are those of the embedded store: BM25 from exact counts, cosine from -1 to 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from kg.errors import StoreError
from kg.queries import Query, read_query, schema_queries, store_query
from kg.records import Hit, Limits, Parameters, Rows, Value
from kg.schema import FORMAT
from kg.settings import Login
from kg.stores.base import Store, Vector
from kg.stores.neo4j.server import Server
from kg.stores.neo4j.text_search import (
    MARGIN,
    Statistics,
    full_text_query,
    prefix_query,
    query_terms,
    ranked,
    scores,
)


class Neo4jStore(Store):
    """A store on a server, reading only."""

    def __init__(self, address: str, login: Login) -> None:
        """Connect; StoreError where the server has no archive, a newer one, or lacks an index."""
        self._server = Server(address, login)
        try:
            self._check()
        except BaseException:
            self._server.close()
            raise

    def _check(self) -> None:
        record = self._record()
        if not record.get("format"):
            raise StoreError(f"no archive on {self._server.address}: run `kg ingest` first")
        check_format(self._server.address, record)
        lost = [query.name for query in lacking(self._server, ready=True)]
        if lost:
            raise StoreError(
                f"{self._server.address} lacks the index {', '.join(lost)}: run `kg rebuild`"
            )

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of `cypher/read/<name>.cypher`."""
        query = read_query(name)
        return self._server.rows(query, query.bind(parameters or {}))

    def cypher(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Rows of an untrusted query that the guard let through."""
        return self._server.untrusted(text, parameters, limits)

    def plan(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """The operators that the server plans, the last to run first, with its estimates."""
        return self._server.plan(text, parameters, limits)

    def text_search(self, text: str, k: int, papers: Collection[str] | None = None) -> list[Hit]:
        """The k best passages by BM25, best first, ties by id."""
        terms = query_terms(text)
        if not terms or k <= 0:
            return []
        statistics = Statistics.read(self._record())
        held = self._held(terms, statistics)
        if papers is None:
            return self._search_all(terms, held, statistics, k)
        given: Parameters = {"papers": [*sorted(set(papers))], "terms": [*terms]}
        rows = self._ask("server_text_of_papers", given)
        ids, words = [str(row[0]) for row in rows], [str(row[1]) for row in rows]
        return ranked(ids, scores(terms, held, statistics, words), k)

    def _search_all(
        self, terms: Mapping[str, int], held: Mapping[str, int], statistics: Statistics, k: int
    ) -> list[Hit]:
        """Widen the candidates until none outside can be among the k best."""
        query, wide = full_text_query(terms), 2 * k + 100
        while True:
            rows = self._ask("server_text_candidates", {"query": query, "limit": wide})
            ids, words = [str(row[0]) for row in rows], [str(row[1]) for row in rows]
            hits = ranked(ids, scores(terms, held, statistics, words), k)
            edge = min((float(str(row[2])) for row in rows), default=0.0) * MARGIN
            if len(rows) < wide or (len(hits) == k and hits[-1].score >= edge):
                return hits
            wide *= 2

    def _held(self, terms: Collection[str], statistics: Statistics) -> dict[str, int]:
        """In how many passages each term is."""
        held = {term: statistics.common[term] for term in terms if term in statistics.common}
        rare: list[Value] = [term for term in terms if term not in held]
        if rare:
            rows = self._ask("server_term_counts", {"terms": rare})
            held.update({str(row[0]): int(str(row[1])) for row in rows})
        return held

    def vector_search(
        self, vector: Vector, k: int, papers: Collection[str] | None = None
    ) -> list[Hit]:
        """The k passages of highest cosine, best first, ties by id; exact within `papers`."""
        if k <= 0 or not self.has_vectors():
            return []
        asked: list[Value] = [float(number) for number in np.asarray(vector).reshape(-1)]
        if papers is None:
            given: Parameters = {"vector": asked, "wide": 2 * k + 100, "limit": k}
            rows = self._ask("server_vector_candidates", given)
        else:
            given = {"papers": [*sorted(set(papers))], "vector": asked, "limit": k}
            rows = self._ask("server_vectors_of_papers", given)
        return [Hit(str(row[0]), float(str(row[1]))) for row in rows]

    def papers_holding(self, way: Sequence[Collection[str]]) -> list[str]:
        """Papers with a passage that holds for every entry a word with one of its prefixes."""
        query = " AND ".join(prefix_query(collection) for collection in way)
        return [str(row[0]) for row in self._ask("server_papers_holding", {"query": query})]

    def has_vectors(self) -> bool:
        """True where the archive was embedded."""
        return bool(self._record().get("vectors"))

    def close(self) -> None:
        """Close every connection."""
        self._server.close()

    def _ask(self, name: str, parameters: Parameters) -> tuple[tuple[Value, ...], ...]:
        query = store_query(name)
        return self._server.rows(query, query.bind(parameters)).rows

    def _record(self) -> dict[str, Value]:
        return archive_record(self._server)


def server_schema() -> list[Query]:
    """Give the statements that make a server's schema; each makes the index of its name."""
    words = replace(store_query("server_passage_words"), name="passage_words")
    return [*schema_queries(), words]


def lacking(server: Server, *, ready: bool = False) -> list[Query]:
    """Give those of the statements whose index the server doesn't have, or not `ready` yet."""
    states = {str(row[0]): row[1] for row in server.rows(store_query("server_indexes"), {}).rows}
    return [
        query
        for query in server_schema()
        if query.name not in states or (ready and states[query.name] != "ONLINE")
    ]


def archive_record(server: Server) -> dict[str, Value]:
    """The properties of the server's Archive node; empty where there is none."""
    rows = server.rows(store_query("server_state"), {}).dicts()
    return rows[0] if rows else {}


def check_format(address: str, record: Mapping[str, Value]) -> None:
    """Refuse an archive of a newer schema."""
    version = record.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise StoreError(
            f"the archive on {address} was made by a newer groundpath (schema {version}, this one "
            f"knows {FORMAT}): upgrade groundpath"
        )
