"""Looks papers up by catalogue data: authors, ids, titles, years and categories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.keys import fold, plain
from extract.sources.ids import paper_id
from kg.questions.folding import plain_words
from kg.questions.plan import Constraints
from kg.records import Parameters, Value
from kg.retrieve.evidence import Fact, Papers, QueryRun
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.patterns import phrase_pattern, without_umlauts

MOST_AUTHORS = 1_000
LAST_YEAR = 9999


class Catalogue:
    """Looks authors and papers up by what a question calls them."""

    def __init__(self, log: QueryLog) -> None:
        self._log = log
        self.unknown: list[Fact] = []

    def within(self, constraints: Constraints) -> Papers | None:
        """The papers by the authors asked for, or of the ids or titles; None where none is asked.

        What the archive does not have is kept in `unknown`.
        """
        sets = [self._by_author(name) for name in constraints.authors]
        if constraints.papers:
            sets.append(frozenset().union(*map(self._of_name, constraints.papers)))
        return frozenset.intersection(*sets) if sets else None

    def by_name(self, name: str) -> Papers:
        """The papers of the author of exactly this name; none where there is no such author."""
        run = self._log.run("authors_named", {"words": plain(name.casefold()).strip(), "limit": 20})
        return self._papers_by(row for row in run.rows.dicts() if _same(str(row["name"]), name))

    def select(
        self, constraints: Constraints, papers: Papers | None, excluded: Papers = frozenset()
    ) -> QueryRun:
        """The run that gives the papers (None: all) of the years and categories, newest first."""
        given: Parameters = {
            "since": constraints.since or 0,
            "until": constraints.until or LAST_YEAR,
            "categories": [*constraints.categories],
        }
        if papers is None:
            rows = self._log.quiet("papers_within", given)
            papers = frozenset(str(row[0]) for row in rows.rows)
        wanted: list[Value] = [*sorted(papers - excluded)]
        return self._log.run("papers_selected", {"papers": wanted, **given})

    def _by_author(self, name: str) -> Papers:
        asked = _words(name)
        run = self._log.run(
            "authors_named", {"words": plain(name.casefold()).strip(), "limit": MOST_AUTHORS}
        )
        rows = [row for row in run.rows.dicts() if set(asked) <= set(_words(str(row["name"])))]
        for last in dict.fromkeys([*plain_words(plain(name))[-1:], *asked[-1:]]):
            if not rows:
                run = self._log.run("authors_named", {"words": last, "limit": MOST_AUTHORS})
                rows = [row for row in run.rows.dicts() if _initials_fit(asked, str(row["name"]))]
        if not rows:
            proof = self._log.run(
                "authors_named", {"words": plain(name.casefold()).strip(), "limit": 1}
            )
            if not proof.rows.rows:
                self.unknown.append(Fact("unknown author", name, proof))
            return frozenset()
        return self._papers_by(rows)

    def _papers_by(self, authors: Iterable[Mapping[str, Value]]) -> Papers:
        runs = [self._log.run("author_papers", {"id": str(author["id"])}) for author in authors]
        return frozenset(str(row[0]) for run in runs for row in run.rows.rows)

    def _of_name(self, name: str) -> Papers:
        for query, given in _look_ups(name):
            run = self._log.run(query, given)  # type: ignore[arg-type]
            rows = run.rows.dicts()
            if rows:
                return frozenset(_ids(rows, query))
        self.unknown.append(Fact("unknown paper", name, run))
        return frozenset()


def _words(name: str) -> list[str]:
    """The words of a name without accents, umlauts as vowels alone: `Mueller` as `muller`."""
    return [without_umlauts(word) for word in plain_words(plain(name))]


def _same(left: str, right: str) -> bool:
    return _words(left) == _words(right)


def _look_ups(name: str) -> Iterator[tuple[str, dict[str, object]]]:
    known = paper_id(name)
    if name.upper().startswith("AG-"):
        yield "paper_by_archive_id", {"archive_id": name.upper()}
    elif not known.startswith("tracker:"):
        yield "papers_by_ids", {"papers": [known]}
    else:
        yield "papers_titled", {"pattern": phrase_pattern(name), "limit": 20}


def _ids(rows: list[dict[str, Value]], query: str) -> Iterator[str]:
    """Ids of the papers; of several that hold a title's words, the shortest title alone."""
    if query == "paper_by_archive_id":
        for row in rows:
            for cell in row.values():
                if isinstance(cell, dict):
                    yield str(cell["id"])
        return
    shortest = fold(str(rows[0].get("title", "")))
    for row in rows:
        if fold(str(row.get("title", ""))) == shortest:
            yield str(row["paper_id"])


def _initials_fit(asked: list[str], name: str) -> bool:
    """Whether `L. Bai` or `Bai, L` may be meant by a name: same last name, initials that fit."""
    words = _words(name)
    if not words or not asked or asked[-1] != words[-1]:
        return False
    firsts = asked[:-1]
    return all(
        any(word.startswith(first) if len(first) == 1 else word == first for word in words[:-1])
        for first in firsts
    )
