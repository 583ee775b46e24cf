"""Which papers of the archive cite the papers on a subject."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, all_titled
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.runs import papers_of

NAMED = 8


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    for side in question.with_papers:
        run = question.log.run("papers_citing", {"papers": papers_of(side)})
        yield Fact("cites", side.name, run)


def _text(_draft: Draft, fact: Fact) -> str:
    rows = fact.run.rows.dicts()[:NAMED]
    return f"Of the archive, these cite {fact.about}: {all_titled(rows)}" if rows else ""


GRAPH_KINDS = (
    GraphKind(
        name="cites",
        order=41,
        aspect="cite",
        pattern=r"\b(?:cites?|cited by|citing|citations? (?:of|to))\b",
        of=("list",),
        of_papers=True,
        gather=_gather,
        text=_text,
        absence="The archive holds no citation of papers on {about}",
    ),
)
