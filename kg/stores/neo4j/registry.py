"""The source papers of a server's archive, each under the archive id that was assigned here.

Any number of journals share an archive: what one adds or removes, all have added or removed. Every
change locks the archive's record first and keeps all else in the same transaction, so that of two
at once the second sees what the first did, and no archive id is given twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from extract.journal.archive_ids import archive_month
from extract.journal.journal import StoredPaper
from extract.journal.serial import load_paper
from extract.journal.vocabularies import packed, unpacked
from extract.records import Paper
from kg.build.rows import node, paper_row
from kg.errors import StoreError
from kg.queries import store_query, write_query
from kg.records import Value
from kg.settings import Login
from kg.stores.base import Membership, Registry
from kg.stores.neo4j.rows import ARCHIVE_ID, properties_of, registered
from kg.stores.neo4j.server import Run, Server
from kg.stores.neo4j.store import archive_record, check_format
from kg.stores.neo4j.writer import create_schema

PAGE: Final = 2_000


class Neo4jRegistry(Registry):
    """The registry of papers and archive ids on a server. Close it when done."""

    def __init__(self, address: str, login: Login) -> None:
        """Connect, and make what the server lacks of constraints and indexes.

        StoreError for an archive of a newer schema.
        """
        self._address = address
        self._server = Server(address, login)
        try:
            check_format(address, archive_record(self._server))
            create_schema(self._server)
        except BaseException:
            self._server.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._server.close()

    def join(self, known: Membership, numbers: Mapping[str, int], empty: bool) -> Membership:
        """Join the server's archive, or begin one with the numbers that the journal gave.

        `known` is how the journal stood to an archive last, `empty` says that it holds no paper.
        StoreError where it holds papers of another archive. A server whose archive is older than
        the journal knows it, being restored, is brought what it lacks.
        """

        def work(run: Run) -> Membership:
            record = run(store_query("server_lock"), {})[0]
            owner, joining = str(record["owner"] or ""), str(record["joining"] or "")
            revision = int(record["revision"])
            if not record["numbers"]:
                owner, joining = uuid4().hex, known.journal
                _keep(run, owner=owner, numbers=json.dumps(numbers), joining=joining)
            elif owner == known.archive and revision < known.revision:
                joining = known.journal
                _keep(run, numbers=_highest(record["numbers"], numbers), joining=joining)
            elif not empty and known.archive != owner and known.journal != joining:
                raise StoreError(
                    f"the archive on {self._address} is kept by another journal than the one here: "
                    "move that away, and the next run takes the server's papers in"
                )
            return Membership(known.journal, owner, revision, joining == known.journal)

        return self._server.write("join", work)

    def joined(self) -> None:
        """Record that all papers of the journal have been added."""
        self._server.write("join", lambda run: _keep(run, joining=""))

    def give(self, papers: Sequence[Paper]) -> dict[str, str]:
        """Add papers, new or changed, and give the archive id of each by its paper id."""

        def work(run: Run) -> dict[str, str]:
            record = run(store_query("server_lock"), {})[0]
            numbers: dict[str, int] = json.loads(record["numbers"])
            known = _sources(run, [paper.id for paper in papers])
            given: dict[str, str] = {}
            for paper in papers:
                source = known.get(paper.id)
                given[paper.id] = source["archive_id"] if source else _next_id(numbers, paper)
            changed = [
                StoredPaper(paper, given[paper.id])
                for paper in papers
                if known.get(paper.id, {}).get("hash") != paper.content_hash
            ]
            _take_in(run, changed)
            if changed:
                _keep(run, numbers=json.dumps(numbers, sort_keys=True), state_hash="")
            return given

        return self._server.write("archive ids", work)

    def bring(self, papers: Sequence[StoredPaper]) -> None:
        """Add papers that have archive ids already."""
        self._server.write("papers", lambda run: _take_in(run, papers))

    def remove(self, ids: Sequence[str]) -> None:
        """Remove papers for every journal; their archive ids are not given again."""

        def work(run: Run) -> None:
            run(store_query("server_lock"), {})
            run(store_query("server_remove"), {"ids": [*ids]})
            _keep(run, state_hash="")

        self._server.write("remove", work)

    def vocabularies(self) -> dict[str, str]:
        """The vocabularies that users added for every journal: concepts as JSON Lines by name."""
        rows = self._server.rows(store_query("server_vocabularies"), {}).rows
        return unpacked(str(rows[0][0] or "")) if rows else {}

    def keep_vocabularies(self, contents: Mapping[str, str | None]) -> None:
        """Keep vocabularies, in place of those of the same names; None takes one out.

        They are one property of the archive's record, so that a build doesn't take them away.
        """

        def work(run: Run) -> None:
            run(store_query("server_lock"), {})
            before = run(store_query("server_vocabularies"), {})[0]["vocabularies"]
            after = {**unpacked(before or ""), **contents}
            kept = {name: concepts for name, concepts in after.items() if concepts is not None}
            _keep(run, vocabularies=packed(kept))

        self._server.write("vocabularies", work)

    def revision(self) -> int:
        """Which revision the archive has now; a server that was restored has a lower one."""
        return int(str(archive_record(self._server).get("revision") or 0))

    def held(self) -> Iterator[tuple[str, str]]:
        """Id and content hash of every paper, sorted by id."""
        after, query = "", store_query("server_held")
        while page := self._server.rows(query, {"after": after, "limit": PAGE}).rows:
            yield from ((str(row[0]), str(row[1])) for row in page)
            after = str(page[-1][0])

    def papers(self, ids: Iterable[str]) -> list[StoredPaper]:
        """Those of the wanted papers that are there, sorted by id."""
        rows = self._server.rows(store_query("server_sources"), {"ids": [*ids]}).dicts()
        return [StoredPaper(load_paper(str(r["source"])), str(r["archive_id"])) for r in rows]


def _take_in(run: Run, papers: Sequence[StoredPaper]) -> None:
    rows: list[Value] = []
    for paper in papers:
        row = paper_row(paper.paper, paper.archive_id)
        rows.append({**row, "properties": properties_of(row) | registered(paper.paper)})
    if rows:
        run(write_query("papers"), {"rows": rows})


def _sources(run: Run, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = run(store_query("server_sources"), {"ids": [*ids]})
    return {str(row["id"]): row for row in rows}


def _next_id(numbers: dict[str, int], paper: Paper) -> str:
    month = archive_month(paper)
    numbers[month] = numbers.get(month, 0) + 1
    return f"AG-{month}-{numbers[month]}"


def _highest(kept: str, numbers: Mapping[str, int]) -> str:
    """The higher of both last numbers of each month."""
    last: dict[str, int] = json.loads(kept)
    for month, number in numbers.items():
        last[month] = max(number, last.get(month, 0))
    return json.dumps(last, sort_keys=True)


def _keep(run: Run, **properties: Value) -> None:
    row: Value = dict(node(ARCHIVE_ID, **properties))
    run(write_query("archive"), {"rows": [row]})
