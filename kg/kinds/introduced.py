"""Which papers introduce something, and what papers on a subject propose."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, all_titled, paper_ids, shown_papers, titled
from kg.answer.records import Statement
from kg.answer.sections.sections import title_of
from kg.answer.wording import listed, papers
from kg.questions.folding import word_list
from kg.records import Parameters
from kg.retrieve.evidence import Fact, Node, Side
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.runs import node_ids, papers_of
from kg.retrieve.sides.concepts import FLOOR

DATED = 5
NAMED = 8
_PROPOSED = (
    r"\b(?:was|were|is|are|been|newly) (?:first |newly )?"
    r"(?:proposed|introduced|released|invented)\b"
)


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    label = question.label
    for side in question.sides:
        if label and side.members:
            given: Parameters = {"papers": papers_of(side), "label": label, "floor": FLOOR}
            yield Fact("proposed", side.name, question.log.run("entities_proposed", given))
        elif nodes := _whole(side):
            given = {"entities": node_ids(nodes), "floor": FLOOR}
            yield Fact("introduced", side.name, question.log.run("papers_proposing", given))


def _whole(side: Side) -> tuple[Node, ...]:
    """The entities of a side that is nothing but their name."""
    own = [concept for concept in side.concepts if concept.nodes and not concept.parts]
    return own[0].nodes if len(own) == 1 else ()


def _introduced(draft: Draft, fact: Fact) -> Iterator[Statement]:
    every = fact.run.rows.dicts()
    if not every:
        yield draft.absence(f"No paper of the archive proposes {fact.about}", fact.run)
        return
    rows, count = every[:DATED], len(paper_ids(every))
    verb = "proposes" if count == 1 else "propose"
    text = f"{papers(count)} of the archive {verb} {fact.about}: {all_titled(rows)}"
    cited = [(side, paper) for side, paper in shown_papers(draft) if paper.id in paper_ids(rows)]
    if cited:
        side = cited[0][0]
        titles = [title_of(paper) for other, paper in cited if other.label == side.label]
        yield draft.pointed(text, fact.run, side, titles)
    else:
        yield draft.counted(text, fact.run)


def _proposed(_draft: Draft, fact: Fact) -> str:
    shown = [f"{row['name']} in {titled(row)}" for row in fact.run.rows.dicts()[:NAMED]]
    return f"These papers propose {listed(shown)}" if shown else ""


GRAPH_KINDS = (
    GraphKind(
        name="introduced",
        order=43,
        aspect="introduced",
        pattern=_PROPOSED,
        of=("list",),
        words=word_list("introducing"),
        of_papers=True,
        gather=_gather,
        say=_introduced,
    ),
    GraphKind(
        name="proposed",
        order=43,
        text=_proposed,
        absence="None of these papers is linked to a thing that it proposes",
    ),
)
