"""The sections: for each aspect what every side has, counted and quoted, or that it has nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kg.answer.draft import Draft
from kg.answer.quotes import best_quote
from kg.answer.records import Cell, Section, Statement
from kg.answer.tallies import Ancestors, Example, Tally, example, tallies, telling
from kg.answer.wording import capital, listed, papers, title_name
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import PaperEvidence, QueryRun, SentenceEvidence, Side

PAPERS = "papers"
LISTED_PAPERS = 6
ALL_LISTED = 10  # papers that are listed whole
NAMED_ENTITIES = 3
LISTED_ENTITIES = 10
CITED_EXAMPLES = 2
LEAST_PAPERS = 2  # that name a thing, for a section that was not asked for
LEAST_SHARE = 0.05  # of a side's papers


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section with its cells; `optional` statements go first when words run short."""

    aspect: Aspect
    statements: tuple[Statement, ...]
    cells: tuple[Cell, ...]
    optional: frozenset[str]

    def section(self) -> Section:
        """The section as the contract has it."""
        return Section(self.aspect.heading, self.statements)


def section(draft: Draft, aspect: Aspect, ancestors: Ancestors, quotes_a_side: int) -> DraftSection:
    """One aspect over all sides that have any evidence at all."""
    statements: list[Statement] = []
    cells = []
    optional: set[str] = set()
    for number, side in enumerate(draft.evidence.sides):
        if not side.members or (draft.evidence.same and number):
            cells.append(Cell(side.label, "no_evidence", ()))
            continue
        made, found = _side(draft, aspect, side, ancestors, quotes_a_side)
        statements += made
        quotes = [one.id for one in made if one.kind == "quoted"]
        optional.update(quotes if aspect.facet else quotes[1:])
        cells.append(
            Cell(side.label, "evidence" if found else "no_evidence", tuple(one.id for one in made))
        )
    return DraftSection(aspect, tuple(statements), tuple(cells), frozenset(optional))


def _side(
    draft: Draft, aspect: Aspect, side: Side, ancestors: Ancestors, quotes_a_side: int
) -> tuple[list[Statement], bool]:
    made = []
    if aspect.name == PAPERS:
        return _papers(draft, aspect, side, quotes_a_side)
    if aspect.own:
        return _own(draft, aspect, side, quotes_a_side)
    counted = _counted(draft, aspect, side, ancestors)
    if counted is not None:
        made.append(counted)
    made += _quotes(draft, aspect, side, quotes_a_side, first=counted is None)
    if made or not _asked(draft):
        return made, bool(made)
    spoken = _spoken(draft, aspect, side)
    if spoken is not None:
        return [spoken], True
    run = _run(draft, aspect, side)
    if run.rows.rows:
        return [], False
    text = f"For {side.name}, the archive shows nothing on {aspect.what}"
    return [draft.absence(text, run)], False


def _papers(draft: Draft, aspect: Aspect, side: Side, most: int) -> tuple[list[Statement], bool]:
    """The side's papers by title, then what the first of them say of themselves."""
    few = len(side.members) <= ALL_LISTED
    shown = side.papers[: draft.limit or (ALL_LISTED if few else LISTED_PAPERS)]
    about = f" on {side.name}" if side.concepts else ""
    opening = f"{about} the archive has".strip()
    if len(side.members) > len(shown):
        opening = f"of {papers(len(side.members))}{about}, the first are"
    text = f"{opening} {listed([_by(paper) for paper in shown])}"
    made = [draft.pointed(capital(text), side.scope, side, [_title(paper) for paper in shown])]
    return made + _quotes(draft, aspect, side, most, first=False), True


def _asked(draft: Draft) -> bool:
    """Whether the question itself asks for aspects, so that their absence is worth saying."""
    return bool(draft.evidence.plan.aspects) and not draft.evidence.plan.shared_only


def _worth_saying(first: Tally, side: Side) -> bool:
    """Whether what is named most is named by enough of a side's papers to say it unasked."""
    few = len(side.members) <= LEAST_PAPERS
    return few or first.papers[0] >= max(LEAST_PAPERS, LEAST_SHARE * len(side.members))


def _own(draft: Draft, aspect: Aspect, side: Side, most: int) -> tuple[list[Statement], bool]:
    """Sentences that hold an aspect's words; else passages that do; else that none does."""
    made = _quotes(draft, aspect, side, most, first=True)
    if made:
        return made, True
    run = draft.evidence.unfound[aspect.name, side.label]
    if not run.rows.rows:
        text = f"For {side.name}, no passage names “{aspect.what}”"
        return [draft.absence(text, run)], False
    held = {str(row["paper_id"]) for row in run.rows.dicts()}
    found = [_title(paper) for paper in side.papers if paper.id in held][:CITED_EXAMPLES]
    count = len(held)
    verb = "names" if count == 1 else "name"
    text = f"For {side.name}, {papers(count)} {verb} “{aspect.what}” in passing"
    return [draft.pointed(text, run, side, found)], bool(found)


def _by(paper: PaperEvidence) -> str:
    others = " and others" if len(paper.authors) > 1 else ""
    return f"{title_name(paper)}" + (f" by {paper.authors[0]}{others}" if paper.authors else "")


def _title(paper: PaperEvidence) -> SentenceEvidence:
    return next(one for one in paper.sentences if one.section == "title")


def _run(draft: Draft, aspect: Aspect, side: Side) -> QueryRun:
    evidence = draft.evidence
    return evidence.facets.get((aspect.name, side.label)) or evidence.roles[aspect.name, side.label]


def _spoken(draft: Draft, aspect: Aspect, side: Side) -> Statement | None:
    """That papers have sentences of the aspect's role, which are cited, as none stands alone."""
    run = draft.evidence.roles.get((aspect.name, side.label))
    if run is None or not run.rows.rows:
        return None
    found = [
        sentence
        for paper in side.papers
        for sentence in paper.sentences
        if sentence.role == aspect.roles[0] and sentence.section != "title"
    ]
    first = list({one.paper_id: one for one in reversed(found)}.values())[::-1]
    if not first:
        return None
    count = len(run.rows.rows)
    speak = f"{papers(count)} {'speaks' if count == 1 else 'speak'} of {aspect.what}"
    text = f"for {side.name}, {speak}, in words that lean on their context"
    return draft.pointed(capital(text), run, side, first[:CITED_EXAMPLES])


def _counted(draft: Draft, aspect: Aspect, side: Side, ancestors: Ancestors) -> Statement | None:
    run = draft.evidence.facets.get((aspect.name, side.label))
    if run is None:
        return None
    most = LISTED_ENTITIES if draft.evidence.plan.kind == "list" else NAMED_ENTITIES
    most = draft.limit or most
    counts = tallies(run, ["papers"], aspect.facet)
    found = telling(counts, aspect, draft.asked(), ancestors)[:most]
    wide = replace(aspect, proper=False, general=())
    kinds = () if found else telling(counts, wide, draft.asked(), ancestors)[:most]
    found = found or kinds
    if not found or (not _asked(draft) and not _worth_saying(found[0], side)):
        return None
    examples = _examples(draft, aspect, side, found, ancestors)
    total = len(side.members)
    items = [
        f"{one.name} ({one.papers[0]} of {papers(total)})"
        if not index
        else f"{one.name} ({one.papers[0]})"
        for index, one in enumerate(found)
    ]
    text = aspect.verb.format(side=side.name, items=listed(items))
    if kinds:
        text += ", in general terms only"
    return draft.counted(capital(text), run, examples)


def _examples(
    draft: Draft, aspect: Aspect, side: Side, found: Collection[Tally], ancestors: Ancestors
) -> list[Example]:
    examples: list[Example] = []
    for tally in found:
        chosen = example(side, tally.id, aspect, ancestors, draft.has_source)
        if chosen is not None and chosen.paper.id not in {one.paper.id for one in examples}:
            examples.append(chosen)
    return examples[:CITED_EXAMPLES]


def _quotes(draft: Draft, aspect: Aspect, side: Side, most: int, *, first: bool) -> list[Statement]:
    made: list[Statement] = []
    while len(made) < most:
        unwanted = draft.evidence.plan.constraints.exclude
        quote = best_quote(side, aspect, draft.used, draft.spoken, unwanted)
        if quote is None or (aspect.name == PAPERS and quote.paper.id in draft.spoken):
            break
        lead = f"{draft.voice(quote.paper, side)} {aspect.lead}"
        if first and not made:
            lead = f"for {side.name}, {lead}"
        made.append(draft.quoted(capital(lead), side, quote))
    return made
