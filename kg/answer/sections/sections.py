"""The sections: for each aspect what every side has, counted and quoted, or that it has nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.answer.counts.contrast import more_of
from kg.answer.counts.tallies import Ancestors, EntityCount, ExamplePaper, example, tallies, telling
from kg.answer.draft import Draft
from kg.answer.quotes.speaking import quote_aspect, quote_nearest
from kg.answer.records import Cell, Section, Statement
from kg.answer.wording import capital, listed, papers, title_name
from kg.questions.folding import folded
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import LISTED_PAPERS, PaperEvidence, QueryRun, SentenceEvidence, Side

PAPERS = "papers"
BRIEFLY_LISTED = 6  # papers that are listed where no list is asked for
NAMED_ENTITIES = 4
LISTED_ENTITIES = 30
CITED_EXAMPLES = 3
LEAST_PAPERS = 2  # that name an entity, for a section that was not asked for
LEAST_FRACTION = 0.08  # of a side's papers


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section with its cells; `optional` statements go first when words run short."""

    aspect: Aspect
    statements: tuple[Statement, ...]
    cells: tuple[Cell, ...]
    optional: frozenset[str]
    of: int = 0  # how many items a list would have if it were whole
    beside: bool = False

    def section(self) -> Section:
        """The section as the answer shows it; a list states how much of it is shown."""
        heading, shown = self.aspect.heading, len(self.statements)
        if self.of > shown:
            heading = f"{heading}: {shown} of {self.of}, the rest by a larger limit"
        elif self.of > 1:
            heading = f"{heading}: all {self.of}"
        return Section(heading, self.statements, bool(self.of), self.beside)


def section(draft: Draft, aspect: Aspect, ancestors: Ancestors, quotes_a_side: int) -> DraftSection:
    """One aspect over all sides that have any evidence at all."""
    statements: list[Statement] = []
    cells = []
    optional: set[str] = set()
    for number, side in enumerate(draft.evidence.sides):
        if not side.members or (draft.evidence.same and number):
            cells.append(Cell(side.label, "no_evidence", ()))
            continue
        made, evident = _side(draft, aspect, side, ancestors, quotes_a_side)
        statements += made
        quotes = [statement.id for statement in made if statement.kind == "quoted"]
        optional.update(quotes if aspect.facet and len(made) > len(quotes) else quotes[1:])
        opened = draft.opened.get((aspect.name, side.label), ())
        ids = (*opened, *(statement.id for statement in made))
        cells.append(Cell(side.label, "evidence" if evident or opened else "no_evidence", ids))
    listed = aspect.name == PAPERS and draft.evidence.plan.kind == "list"
    whole = sum(len(side.members) for side in draft.evidence.sides) if listed else 0
    return DraftSection(aspect, tuple(statements), tuple(cells), frozenset(optional), whole)


def _side(
    draft: Draft, aspect: Aspect, side: Side, ancestors: Ancestors, quotes_a_side: int
) -> tuple[list[Statement], bool]:
    if aspect.name == PAPERS:
        return _papers(draft, side), True
    made = []
    counted = _counted(draft, aspect, side, ancestors)
    if counted is not None:
        made.append(counted)
    if counted is not None or not aspect.facet or _asked(draft):
        made += quote_aspect(draft, aspect, side, quotes_a_side)
    if made or not _asked(draft) or draft.opened.get((aspect.name, side.label)):
        return made, bool(made)
    return _nothing(draft, aspect, side)


def _nothing(draft: Draft, aspect: Aspect, side: Side) -> tuple[list[Statement], bool]:
    """What to say where no sentence surely answers: who names the aspect, and what is nearest."""
    run = _run(draft, aspect, side)
    near = quote_nearest(draft, aspect, side)
    if aspect.own and not is_narrow(aspect):
        return near, bool(near)
    if (aspect.name, side.label) in draft.opened:
        return near, bool(near)
    if not run.rows.rows:
        lacking = "no passage names" if aspect.own else "the archive shows nothing on"
        what = f"“{aspect.what}”" if aspect.own else aspect.what
        return [draft.absence(f"For {side.name}, {lacking} {what}", run), *near], bool(near)
    held = list(dict.fromkeys(str(row["paper_id"]) for row in _rows_of_papers(run)))
    if near or not aspect.own or not held:
        return near, bool(near)
    count = len(held)
    titles = [title_of(paper) for paper in side.papers if paper.id in held][:CITED_EXAMPLES]
    verb = "names" if count == 1 else "name"
    text = f"For {side.name}, {papers(count)} {verb} “{aspect.what}” in passing"
    return [draft.pointed(text, run, side, titles)], bool(titles)


def is_narrow(aspect: Aspect) -> bool:
    """Whether an aspect's words are specific enough for their absence to be informative."""
    return aspect.own and len(folded(aspect.what)) > 1


def _rows_of_papers(run: QueryRun) -> list[dict[str, object]]:
    return [dict(row) for row in run.rows.dicts() if "paper_id" in row]


def _papers(draft: Draft, side: Side) -> list[Statement]:
    """The side's papers by title: a list where one is asked for, else the first of them."""
    wanted = draft.evidence.plan.kind == "list"
    most = draft.limit or (LISTED_PAPERS if wanted else BRIEFLY_LISTED)
    shown = [paper for paper in side.papers if paper.id in side.members][:most]
    if wanted:
        return [draft.pointed(_by(paper), side.scope, side, [title_of(paper)]) for paper in shown]
    about = f" on {side.name}" if side.concepts else ""
    opening = f"{about} the archive has".strip()
    if len(side.members) > len(shown):
        opening = f"of {papers(len(side.members))}{about}, the first are"
    text = f"{opening} {listed([title_name(paper) for paper in shown])}"
    return [draft.pointed(capital(text), side.scope, side, [title_of(paper) for paper in shown])]


def _asked(draft: Draft) -> bool:
    """Whether the question itself asks for aspects, so that their absence is worth saying."""
    return bool(draft.evidence.plan.aspects) and not draft.evidence.plan.shared_only


def _worth_saying(first: EntityCount, side: Side) -> bool:
    """Whether what is named most is named by enough of a side's papers to say it unasked."""
    few = len(side.members) <= LEAST_PAPERS
    return few or first.papers[0] >= max(LEAST_PAPERS, LEAST_FRACTION * len(side.members))


def _by(paper: PaperEvidence) -> str:
    others = " and others" if len(paper.authors) > 1 else ""
    year = f" ({paper.published[:4]})" if paper.published else ""
    return f"{title_name(paper)}" + (
        f" by {paper.authors[0]}{others}{year}" if paper.authors else year
    )


def title_of(paper: PaperEvidence) -> SentenceEvidence:
    """The title of a paper as a sentence of it."""
    return next(sentence for sentence in paper.sentences if sentence.section == "title")


def _run(draft: Draft, aspect: Aspect, side: Side) -> QueryRun:
    evidence = draft.evidence
    key = (aspect.name, side.label)
    return evidence.facets.get(key) or evidence.unfound.get(key) or evidence.roles[key]


def _counted(draft: Draft, aspect: Aspect, side: Side, ancestors: Ancestors) -> Statement | None:
    """What a side is linked to most, with the other side's papers where they are far fewer."""
    run, counts = _counts(draft, aspect, side)
    if run is None:
        return None
    most = LISTED_ENTITIES if draft.evidence.plan.kind == "list" else NAMED_ENTITIES
    most = draft.limit or most
    every = telling(counts, aspect, draft.asked(), ancestors)
    wide = replace(aspect, proper=False, general=())
    kinds = () if every else telling(counts, wide, draft.asked(), ancestors)
    every = every or kinds
    if not every or (not _asked(draft) and not _worth_saying(every[0], side)):
        return None
    shown = every[:most]
    if not _asked(draft):
        shown = tuple(tally for tally in shown if tally.papers[0] >= LEAST_PAPERS) or shown[:1]
    examples = _examples(draft, aspect, side, shown, ancestors)
    text = aspect.verb.format(side=side.name, items=listed(_items(draft, side, shown)))
    if kinds:
        text += ", in general terms only"
    if len(every) > most and draft.evidence.plan.kind == "list":
        text += f" and {len(every) - most} more"
    return draft.counted(capital(text), run, examples)


def _counts(
    draft: Draft, aspect: Aspect, side: Side
) -> tuple[QueryRun | None, tuple[EntityCount, ...]]:
    """The run that counts an aspect for a side, with its tallies; of two sides its own first."""
    contrast = draft.evidence.contrasts.get(aspect.name)
    if contrast is None:
        run = draft.evidence.facets.get((aspect.name, side.label))
        return run, tallies(run, ["papers"], aspect.facet) if run else ()
    columns = ["left_papers", "right_papers"]
    own = columns if side.label == draft.evidence.sides[0].label else columns[::-1]
    counts = tallies(contrast, own, aspect.facet)
    ordered = sorted(counts, key=lambda tally: -tally.papers[0])
    return contrast, tuple(tally for tally in ordered if tally.papers[0])


def _items(draft: Draft, side: Side, shown: Sequence[EntityCount]) -> list[str]:
    """Names with the number of papers, and of the other side's where chance is no reason."""
    total, items = len(side.members), list[str]()
    others = [len(other.members) for other in draft.evidence.sides if other.label != side.label]
    telling_apart: tuple[EntityCount, ...] = ()
    if shown and len(shown[0].papers) > 1:
        telling_apart = more_of(shown, 0, (total, others[0]))
    said = False
    for tally in shown:
        count = f"{tally.papers[0]}" if items else f"{tally.papers[0]} of {papers(total)}"
        if tally in telling_apart:
            count += f", against {tally.papers[1]}" + ("" if said else f" of {others[0]}")
            said = True
        items.append(f"{tally.name} ({count})")
    return items


def _examples(
    draft: Draft, aspect: Aspect, side: Side, shown: Collection[EntityCount], ancestors: Ancestors
) -> list[ExamplePaper]:
    examples: list[ExamplePaper] = []
    for tally in shown:
        chosen = example(side, tally.id, aspect, ancestors, draft.has_source)
        if chosen is not None and chosen.paper.id not in {other.paper.id for other in examples}:
            examples.append(chosen)
    return examples[:CITED_EXAMPLES]
