"""What the graph itself answers, in words: authors, who proposed what, citations, dates."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.records import Statement
from kg.answer.wording import capital, listed, papers
from kg.claims import Finding, by_how_much, findings
from kg.records import Value
from kg.retrieve.evidence import Fact, PaperEvidence, SentenceEvidence, Side

NAMED = 8
PEOPLE = 3  # the rest stand in a table
DATED = 5
DETAILED = 2  # claims of a finding that are told in their own terms


def fact_statements(draft: Draft) -> Iterator[Statement]:
    """A statement for each fact, in their order, but for what papers claim."""
    for fact in draft.evidence.facts:
        if fact.what != "claims":
            yield from _TEXTS[fact.what](draft, fact)


def claimed(draft: Draft) -> Iterator[Statement]:
    """What papers claim of two sides beside each other: it answers which is better."""
    for fact in draft.evidence.facts:
        if fact.what == "claims":
            yield from _claims(draft, fact)


def _meanings(draft: Draft, fact: Fact) -> Iterator[Statement]:
    """What a short form means here; a paper that names it alone does not say which."""
    rows = fact.run.rows.dicts()
    plain = [row for row in rows if str(row["name"]).casefold() == fact.about.casefold()]
    known = [row for row in rows if row not in plain][:NAMED]
    shown = listed([f"{row['name']} ({row['papers']})" for row in known])
    text = f"In papers of the archive {fact.about} stands for {shown}"
    if len(known) < 2:
        return
    if plain:
        text += f"; others say {fact.about} ({plain[0]['papers']}) without its long form"
    yield draft.counted(text, fact.run)


def _authors(draft: Draft, fact: Fact) -> Iterator[Statement]:
    own = {name.casefold() for name in draft.evidence.plan.constraints.authors}
    rows = [row for row in fact.run.rows.dicts() if str(row["name"]).casefold() not in own][:PEOPLE]
    if rows:
        named = listed([f"{row['name']} ({row['papers']})" for row in rows])
        bare = not (draft.evidence.plan.sides or draft.evidence.plan.shared)
        text = f"on {fact.about}, most papers of the archive are by {named}"
        text = f"of these papers the authors are, most papers first, {named}" if bare else text
        text = (
            f"with {listed(draft.evidence.plan.constraints.authors)} wrote {named}" if own else text
        )
        yield draft.counted(capital(text), fact.run)
    else:
        yield draft.absence(f"The archive names no author of papers on {fact.about}", fact.run)


def _wrote(draft: Draft, fact: Fact) -> Iterator[Statement]:
    names: dict[str, list[str]] = {}
    for row in fact.run.rows.dicts():
        names.setdefault(str(row["paper_id"]), []).append(str(row["name"]))
    for side, paper in _shown(draft):
        if paper.id in names:
            text = f"“{paper.title.rstrip('.')}” is by {listed(names[paper.id])}"
            yield draft.pointed(text, fact.run, side, [_title(paper)])
    if not names:
        yield draft.absence("The archive names no author of that paper", fact.run)


def _introduced(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = fact.run.rows.dicts()[:DATED]
    if not rows:
        yield draft.absence(f"No paper of the archive proposes {fact.about}", fact.run)
        return
    shown = listed([*map(_cited, rows)])
    count = len({row["paper_id"] for row in fact.run.rows.dicts()})
    verb = "proposes" if count == 1 else "propose"
    text = f"{papers(count)} of the archive {verb} {fact.about}: {shown}"
    cited = [(side, paper) for side, paper in _shown(draft) if paper.id in _ids(rows)]
    for side in dict.fromkeys(side.label for side, _ in cited):
        own = [pair for pair in cited if pair[0].label == side]
        yield draft.pointed(text, fact.run, own[0][0], [_title(paper) for _, paper in own])
        return
    yield draft.counted(text, fact.run)


def _proposed(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = fact.run.rows.dicts()
    if not rows:
        yield draft.absence("None of these papers is linked to a thing that it proposes", fact.run)
        return
    shown = [f"{row['name']} in {_cited(row)}" for row in rows[:NAMED]]
    yield draft.counted(f"These papers propose {listed(shown)}", fact.run)


def _cites(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = fact.run.rows.dicts()[:NAMED]
    if rows:
        shown = listed([*map(_cited, rows)])
        yield draft.counted(f"Of the archive, these cite {fact.about}: {shown}", fact.run)
    else:
        yield draft.absence(f"The archive holds no citation of papers on {fact.about}", fact.run)


def _published(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = fact.run.rows.dicts()
    dated = [row for row in rows if row["published"]]
    if dated and len(rows) <= DATED:
        shown = listed([*map(_cited, dated)])
        yield draft.counted(f"By date: {shown}", fact.run)
    elif dated:
        first, last = dated[-1], dated[0]
        text = f"The first paper on {fact.about} is {_cited(first)}, the newest {_cited(last)}"
        yield draft.counted(text, fact.run)


def _ordered(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = [row for row in fact.run.rows.dicts() if row["published"]]
    rows = (rows if fact.what == "newest" else rows[::-1])[:DATED]
    if rows:
        shown = listed([*map(_cited, rows)])
        yield draft.counted(f"The {fact.what} of them: {shown}", fact.run)


def _most(draft: Draft, fact: Fact) -> Iterator[Statement]:
    rows = fact.run.rows.dicts()
    shown = listed([f"{row['name']} ({row['mentions']})" for row in rows])
    yield draft.counted(f"Named most often in the archive are {shown}", fact.run)


def _claims(draft: Draft, fact: Fact) -> Iterator[Statement]:
    """How many papers claim what of the two sides, each counted once a finding."""
    found = findings(fact.run.rows)
    rows = fact.run.rows.dicts()
    count = len(_ids(rows))
    first, *others = found
    verb = "reports" if len(first.papers) == 1 else "report"
    opening = f"Of the {papers(count)} that compare them, {len(first.papers)} {verb}"
    opening = "1 paper compares them and reports" if count == 1 else opening
    said = [f"{opening} that {_in_detail(first)}"]
    said += [f"{len(one.papers)} that {_in_detail(one)}" for one in others]
    sides = draft.evidence.sides
    cited = {side.label: _claiming(side, rows) for side in sides}
    best = max(sides, key=lambda side: len(cited[side.label]))
    yield draft.pointed(", ".join(said), fact.run, best, cited[best.label])


def _in_detail(found: Finding) -> str:
    told = list(dict.fromkeys(filter(None, map(by_how_much, found.rows))))[:DETAILED]
    return f"{found.said} ({'; '.join(told)})" if told else found.said


def _claiming(side: Side, rows: list[dict[str, Value]]) -> list[SentenceEvidence]:
    """The sentences that claim something, one of each of the side's papers at hand."""
    places = {(row["passage_id"], row["char_start"]) for row in rows}
    found = []
    for paper in side.papers:
        own = [one for one in paper.sentences if (one.passage_id, one.char_start) in places]
        found += own[:1]
    return found


def _unknown_author(draft: Draft, fact: Fact) -> Iterator[Statement]:
    yield draft.absence(f"No author of the archive goes by “{fact.about}”", fact.run)


def _unknown_paper(draft: Draft, fact: Fact) -> Iterator[Statement]:
    yield draft.absence(f"The archive has no paper “{fact.about}”", fact.run)


_TEXTS = {
    "meanings": _meanings,
    "authors": _authors,
    "wrote": _wrote,
    "introduced": _introduced,
    "cites": _cites,
    "published": _published,
    "newest": _ordered,
    "oldest": _ordered,
    "most": _most,
    "proposed": _proposed,
    "unknown author": _unknown_author,
    "unknown paper": _unknown_paper,
}


def _shown(draft: Draft) -> Iterator[tuple[Side, PaperEvidence]]:
    for side in draft.evidence.sides:
        for paper in side.papers:
            yield side, paper


def _title(paper: PaperEvidence) -> SentenceEvidence:
    return next(one for one in paper.sentences if one.section == "title")


def _ids(rows: list[dict[str, Value]]) -> set[str]:
    return {str(row["paper_id"]) for row in rows}


def _cited(row: dict[str, Value]) -> str:
    """The title of a row's paper, and the year where it has a date."""
    year = f" of {str(row['published'])[:4]}" if row["published"] else ""
    return f"“{str(row['title']).rstrip('.')}”{year}"
