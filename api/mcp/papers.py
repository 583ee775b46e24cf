"""Tools about papers: find them, read them, cite them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from api.formats.bibtex import entries
from api.http.slots import Work
from api.mcp.fitting import page
from api.mcp.inputs import CitationArguments, PaperArguments, SearchArguments
from api.mcp.results import (
    Citations,
    PaperHit,
    PapersPage,
    PaperText,
    PassageHit,
    PassagePlace,
)
from api.mcp.tool import ArchiveTool
from kg.answer.records import Source
from kg.archive import Archive
from kg.questions.plan import MAX_HITS
from kg.results import SearchHit
from kg.views.papers import PaperView, PassageView

_PASSAGES: Final = 3  # of a paper, with a search


def search_papers(archive: Archive, given: SearchArguments) -> PapersPage:
    """Find papers by words and by meaning, best first, each with its best passages.

    total_results counts the papers among the 200 best passages by words and the 200 best by
    meaning; next_start gives the next page. To answer a question, `ask` gathers evidence by links
    of the graph too.
    """
    by_paper: dict[str, list[SearchHit]] = {}
    for hit in _hits(archive, given):
        by_paper.setdefault(hit.paper_id, []).append(hit)
    wanted = [*by_paper][given.start : given.start + given.limit]
    known = {row["paper_id"]: row for row in _known(archive, wanted)}
    hits = [_paper_hit(by_paper[paper], known[paper]) for paper in wanted]
    taken, _ = page(hits, 0, "read it with read_paper")
    end = given.start + len(taken)
    more = end < len(by_paper)
    following = end if more else None
    return PapersPage(given.query, len(by_paper), taken, has_more=more, next_start=following)


def _hits(archive: Archive, given: SearchArguments) -> Iterator[SearchHit]:
    cursor: int | None = 0
    while cursor is not None:
        hits = archive.search(given.query, MAX_HITS, cursor, given.options())
        yield from hits.hits
        cursor = hits.next


def _known(archive: Archive, papers: list[str]) -> list[dict[str, Any]]:
    return archive.query("papers_by_ids", {"papers": [*papers]}).dicts()


def _paper_hit(hits: list[SearchHit], known: dict[str, Any]) -> PaperHit:
    return PaperHit(
        paper_id=hits[0].paper_id,
        archive_id=hits[0].archive_id,
        title=hits[0].title,
        published=known["published"],
        categories=tuple(known["categories"]),
        url=known["url"],
        text_origin=known["text_origin"],
        score=hits[0].score,
        passages=tuple(PassageHit(hit.passage_id, hit.text) for hit in hits[:_PASSAGES]),
    )


def read_paper(archive: Archive, given: PaperArguments) -> PaperText:
    """Read a paper's text: max_chars characters from `start` on, with the ids of its passages.

    What the archive holds of it is mostly title and abstract; text_origin says of what kind the
    text is. next_start gives the rest.
    """
    paper = archive.paper(given.paper)
    text, places = _whole_text(paper.passages)
    end = min(len(text), given.start + given.max_chars)
    more = end < len(text)
    inside = [place for place in places if place.start < end and place.end > given.start]
    return PaperText(
        paper_id=paper.id,
        archive_id=paper.archive_id,
        title=paper.title,
        authors=tuple(paper.properties["authors"][:100]),
        published=paper.properties["published"],
        categories=tuple(paper.properties["categories"]),
        url=paper.properties["url"],
        text_origin=paper.properties["text_origin"],
        text=text[given.start : end],
        passages=tuple(inside),
        start=given.start,
        end=max(end, given.start),
        total_chars=len(text),
        has_more=more,
        next_start=end if more else None,
    )


def _whole_text(passages: tuple[PassageView, ...]) -> tuple[str, list[PassagePlace]]:
    """The passages with an empty line between, and where each stands."""
    places, at = [], 0
    for passage in passages:
        places.append(PassagePlace(passage.id, passage.section, at, at + len(passage.text)))
        at += len(passage.text) + 2
    return "\n\n".join(passage.text for passage in passages), places


def export_citations(archive: Archive, given: CitationArguments) -> Citations:
    """Cite papers in BibTeX: an entry a paper, in the order given, each paper once.

    A paper that the archive does not have is an error that names it.
    """
    papers = {paper.id: paper for paper in map(archive.paper, given.papers)}
    sources = [_source(number, paper) for number, paper in enumerate(papers.values(), 1)]
    taken, following = page(entries(sources), given.start, "it has too many authors to be shown")
    cited = sources[given.start : given.start + len(taken)]
    return Citations(
        format="bibtex",
        citations="\n".join(taken),
        papers=tuple(source.archive_id for source in cited),
        has_more=following is not None,
        next_start=following,
    )


def _source(number: int, paper: PaperView) -> Source:
    known = paper.properties
    return Source(
        number=number,
        paper_id=paper.id,
        archive_id=paper.archive_id,
        title=paper.title,
        authors=tuple(known["authors"]),
        category=next(iter(known["categories"]), ""),
        published=known["published"],
        url=known["url"],
        similarity=None,
        text_origin=known["text_origin"],
    )


TOOLS: Final = (
    ArchiveTool(
        "search_papers", "Search papers", SearchArguments, PapersPage, search_papers, Work.questions
    ),
    ArchiveTool("read_paper", "Read a paper", PaperArguments, PaperText, read_paper),
    ArchiveTool(
        "export_citations", "Cite papers in BibTeX", CitationArguments, Citations, export_citations
    ),
)
