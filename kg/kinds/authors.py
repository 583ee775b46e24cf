"""Who wrote a paper, and who wrote most of the papers on a subject."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, shown_papers, with_counts
from kg.answer.records import Statement
from kg.answer.sections.sections import title_of
from kg.answer.wording import capital, listed
from kg.questions.folding import folded
from kg.records import Parameters
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.runs import papers_of

MOST_AUTHORS = 10
PEOPLE = 3  # named in the text; a table lists the rest
_NOUNS = "authors co-authors coauthors collaborators researchers people scientists experts"


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    for side in question.with_papers:
        papers = papers_of(side)
        if question.plan.constraints.papers:
            run = question.log.run("authors_of_papers", {"papers": papers})
            yield Fact("wrote", side.name, run)
        else:
            given: Parameters = {"papers": papers, "limit": MOST_AUTHORS}
            yield Fact("authors", side.name, question.log.run("authors_by_papers", given))


def _authors(draft: Draft, fact: Fact) -> str:
    plan = draft.evidence.plan
    own = {name.casefold() for name in plan.constraints.authors}
    rows = [row for row in fact.run.rows.dicts() if str(row["name"]).casefold() not in own]
    named = with_counts(rows[:PEOPLE])
    if not rows:
        return ""
    if own:
        return capital(f"with {listed(plan.constraints.authors)} wrote {named}")
    if plan.sides or plan.shared:
        return f"On {fact.about}, most papers of the archive are by {named}"
    return f"Of these papers the authors are, most papers first, {named}"


def _wrote(draft: Draft, fact: Fact) -> Iterator[Statement]:
    names: dict[str, list[str]] = {}
    for row in fact.run.rows.dicts():
        names.setdefault(str(row["paper_id"]), []).append(str(row["name"]))
    for side, paper in shown_papers(draft):
        if paper.id in names:
            text = f"“{paper.title.rstrip('.')}” is by {listed(names[paper.id])}"
            yield draft.pointed(text, fact.run, side, [title_of(paper)])
    if not names:
        yield draft.absence("The archive names no author of that paper", fact.run)


GRAPH_KINDS = (
    GraphKind(
        name="authors",
        order=44,
        aspect="authors",
        nouns=folded(_NOUNS),
        gather=_gather,
        text=_authors,
        absence="The archive names no author of papers on {about}",
        table=("People", ("name", "papers")),
    ),
    GraphKind(name="wrote", order=44, say=_wrote),
)
