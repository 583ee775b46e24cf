"""*In short*: what was asked, answered first, in a few statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.answer.counts.contrast import Contrast, difference_statement
from kg.answer.draft import Draft
from kg.answer.facts import Kinds, fact_statements
from kg.answer.quotes.speaking import best, led, of_both, side_of
from kg.answer.records import Statement
from kg.answer.sections.sections import is_narrow
from kg.answer.wording import capital, papers
from kg.questions.folding import folded, folded_all
from kg.records import Value
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import Side

LOOKUP_QUOTES = 2
CONTRASTS = 1
SET_AGAINST = 0.5  # score from which a sentence sets two sides against each other


def in_short(draft: Draft, made: Sequence[Contrast], kinds: Kinds) -> tuple[Statement, ...]:
    """The opening statements of an answer, by its kind of question."""
    kind = draft.evidence.plan.kind
    if draft.evidence.plan.traits.opened:
        return tuple(_answers(draft, made, kinds))
    if kind == "list" and not draft.evidence.facts:
        return tuple(_span(draft))
    if kind == "trend":
        return tuple(_course(draft))
    return ()


def _course(draft: Draft) -> Iterator[Statement]:
    """When the papers of a trend begin, and which year has most of them."""
    run = draft.evidence.years
    rows = [row for row in run.rows.dicts() if row["year"]] if run else []
    if run is not None and len(rows) > 1:
        ordered = sorted(rows, key=lambda row: int(str(row["year"])))
        most = max(ordered, key=lambda row: (int(str(row["papers"])), int(str(row["year"]))))
        first, last = ordered[0], ordered[-1]
        text = (
            f"The first papers are of {first['year']} ({first['papers']}), the latest of "
            f"{last['year']} ({last['papers']}); {most['year']} has most ({most['papers']})"
        )
        yield draft.counted(text, run)


def _answers(draft: Draft, made: Sequence[Contrast], kinds: Kinds) -> Iterator[Statement]:
    held = [side for side in draft.evidence.sides if side.members]
    if draft.evidence.plan.shared_only:
        return
    if len(held) > 1 and not draft.evidence.same:
        yield from fact_statements(draft, kinds, opening=True)
        yield from _of_both(draft)
        for side in held:
            yield from _first(draft, side, 1, several=True)
        differences = (difference_statement(draft, contrast) for contrast in _telling(draft, made))
        yield from [statement for statement in differences if statement is not None][:CONTRASTS]
    elif held:
        yield from _first(draft, held[0], LOOKUP_QUOTES, several=False)


def _telling(draft: Draft, made: Sequence[Contrast]) -> list[Contrast]:
    """The contrasts that both sides have most in, the narrowest aspect first."""
    known = [contrast for contrast in made if contrast.aspect.name != "all methods"] or list(made)
    known.sort(key=lambda contrast: -min(map(len, contrast.more)))
    return sorted(known, key=lambda contrast: not _names(draft, contrast.aspect))


def _of_both(draft: Draft) -> Iterator[Statement]:
    """What a paper that treats both sides says of the two."""
    for quote in of_both(draft, 1, SET_AGAINST):
        lead = f"of the two, {led(draft, quote)}"
        yield draft.quoted(capital(lead), side_of(draft, quote), quote)


def _first(draft: Draft, side: Side, most: int, *, several: bool) -> Iterator[Statement]:
    """The best quotes of a side on the first wanted aspect that has any."""
    for aspect in _wanted(draft):
        quotes = best(draft, aspect, side, most)
        before = f"on {side.name}, " if several else ""
        said = [
            draft.quoted(capital(f"{before}{led(draft, quote)}"), side, quote) for quote in quotes
        ]
        if said:
            draft.opened[aspect.name, side.label] = tuple(statement.id for statement in said)
            yield from said
            return
    if draft.evidence.plan.aspects:
        yield from _denied(draft, side)


def _denied(draft: Draft, side: Side) -> Iterator[Statement]:
    """That no passage of a side names what is asked of it, where its words are telling."""
    for aspect in _wanted(draft)[:1]:
        run = draft.evidence.unfound.get((aspect.name, side.label))
        if run is not None and not run.rows.rows and is_narrow(aspect):
            draft.opened[aspect.name, side.label] = ()
            yield draft.absence(f"On {side.name}, no passage names “{aspect.what}”", run)


def _wanted(draft: Draft) -> list[Aspect]:
    """The aspects that an answer may open with: those asked for, else findings before others."""
    aspects = [aspect for aspect in draft.evidence.aspects if aspect.name != "papers"]
    if draft.evidence.plan.aspects:
        return aspects
    first = ("definition", "findings", "open problems", "uses", "how it works", "all methods")
    known = {aspect.name: aspect for aspect in aspects}
    return [known[name] for name in first if name in known]


def _names(draft: Draft, aspect: Aspect) -> bool:
    """Whether what all sides share names an aspect: *fine-tuning strategies* those of tuning."""
    return bool(folded_all(draft.evidence.plan.shared) & folded(aspect.what, generic=True))


def _span(draft: Draft) -> Iterator[Statement]:
    """From when to when the listed papers are."""
    for side in draft.evidence.sides:
        dated = [row for row in side.scope.rows.dicts() if row["published"]]
        if len(dated) > 1:
            newest, oldest = dated[0], dated[-1]
            count = papers(len(side.scope.rows.rows))
            text = f"Of {count} the newest is {_dated(newest)}, the oldest {_dated(oldest)}"
            yield draft.counted(text, side.scope)


def _dated(row: Mapping[str, Value]) -> str:
    """The title of a row's paper with its year."""
    return f"“{str(row['title']).rstrip('.')}” ({str(row['published'])[:4]})"
