"""An answer laid out for reading: what the terminal, Markdown, HTML and CSV have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from extract.sources.ids import web_address
from kg.answer.records import Answer, AspectRow, Section, Source, Statement, TableEntity
from kg.questions.plan import Constraints

_ARCHIVE_ID: Final = re.compile(r"\[?(AG-\d{4}\.\d{2}-\d+)\]?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NUMBER: Final = re.compile(r"\[(\d+)\]")
CELL_NAMES: Final = 4
NOTHING: Final = "–"
HOLDINGS: Final = "What the archive holds"
_PATH_STEP: Final = re.compile(r" (?=<?-[A-Z_]+->? )")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one side (empty: no side in particular) has on an aspect, and one path that leads there.

    `lead` is the side's name where the text doesn't begin with it.
    """

    side: str
    lead: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading and its paragraphs, side after side, or the items of a list."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The comparison table: column headings, and rows that begin with the aspect."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(text: object) -> str:
    """The text without characters that would command a terminal."""
    return _CONTROL.sub("", str(text))


def pieces(answer: Answer, text: str) -> Iterator[str | int]:
    """The text cut where it cites: its words, and the number of each source that they name."""
    numbers = {source.archive_id: source.number for source in answer.sources}
    shown, start = plain(text), 0
    for match in _ARCHIVE_ID.finditer(shown):
        if match[1] in numbers:
            yield shown[start : match.start()]
            yield numbers[match[1]]
            start = match.end()
    yield shown[start:]


def numbered(answer: Answer, text: str) -> str:
    """The text with source numbers in the place of archive ids: `[AG-2026.04-1]` becomes `[1]`."""
    parts = pieces(answer, text)
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in parts)


def by_archive_id(answer: Answer, cell: str) -> str:
    """A cell of the comparison table with archive ids in the place of source numbers."""
    ids = {str(source.number): source.archive_id for source in answer.sources}
    return _NUMBER.sub(lambda match: f"[{ids.get(match[1], match[1])}]", cell)


def understood(answer: Answer) -> str:
    """One line: how the question was taken, by whom it was answered, how long that took."""
    sides = " | ".join(
        f"{side.label} ({counted(side.papers, 'paper')})".strip()
        for side in answer.sides
        if side.label or side.papers
    )
    plan, by = answer.plan, answer.provenance.answered_by
    milliseconds = sum(answer.provenance.timings_ms.values())
    parts = [
        answer.kind.capitalize(),
        f"aspect: {', '.join(plan.aspects)}" if plan.aspects else "",
        f"{'sides' if len(answer.sides) > 1 else 'on'}: {sides}" if sides else "",
        f"shared: {', '.join(plan.shared)}" if plan.shared and len(answer.sides) > 1 else "",
        *constrained(plan.constraints),
        *(f"“{word.from_}” read as “{word.to}”" for word in plan.corrected),
        f"left aside: {', '.join(plan.left_aside)}" if plan.left_aside else "",
        "answered offline" if "offline" in by else f"answered by {by}" if by else "",
        f"{milliseconds:,.0f} ms" if milliseconds else "",
    ]
    return plain(" · ".join(filter(None, parts)))


def constrained(constraints: Constraints) -> Iterator[str]:
    """What papers had to be, part by part."""
    first, last = constraints.since, constraints.until
    if first and last:
        yield f"{first}" if first == last else f"{first}-{last}"
    elif first or last:
        yield f"since {first}" if first else f"until {last}"
    phrases = {
        "in": constraints.categories,
        "by": constraints.authors,
        "without": constraints.exclude,
    }
    yield from (f"{lead} {', '.join(some)}" for lead, some in phrases.items() if some)


def counted(count: int, noun: str) -> str:
    """So many of what a noun names: `1 paper`, `1,200 papers`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def in_reading_order(answer: Answer) -> Iterator[tuple[str | None, Statement]]:
    """Each statement with the heading that it stands under; None: in short, before all others."""
    yield from ((None, statement) for statement in answer.bottom_line)
    yield from ((HOLDINGS, statement) for statement in answer.scope)
    for section in answer.sections:
        yield from ((section.heading, statement) for statement in section.statements)


def joined(statements: Iterable[Statement]) -> str:
    """The statements as one run of text."""
    return " ".join(statement.text for statement in statements)


def parts(answer: Answer) -> tuple[Part, ...]:
    """The sections with their statements grouped by side; each path is shown once."""
    side_of = {
        statement: cell.side
        for aspect in answer.comparison.aspects
        for cell in aspect.cells
        for statement in cell.statements
    }
    shown: set[str] = set()
    return tuple(
        Part(
            plain(section.heading),
            tuple(_paragraphs(answer, section, side_of, shown)),
            section.listed,
        )
        for section in answer.sections
        if section.statements
    )


def _paragraphs(
    answer: Answer, section: Section, side_of: Mapping[str, str], shown: set[str]
) -> Iterable[Paragraph]:
    """A paragraph a side; of a list one an item."""
    if section.listed:
        yield from (Paragraph("", "", plain(item.text), "") for item in section.statements)
        return
    for side, statements in _by_side(section.statements, side_of):
        yield _paragraph(answer, side, statements, shown)


def _by_side(
    statements: Iterable[Statement], side_of: Mapping[str, str]
) -> list[tuple[str, list[Statement]]]:
    """Neighbouring statements of the same side together, in their order."""
    groups: list[tuple[str, list[Statement]]] = []
    for statement in statements:
        side = side_of.get(statement.id, "")
        if not groups or groups[-1][0] != side:
            groups.append((side, []))
        groups[-1][1].append(statement)
    return groups


def _paragraph(
    answer: Answer, side: str, statements: list[Statement], shown: set[str]
) -> Paragraph:
    text = plain(joined(statements))
    said = text.startswith(("For ", "Papers on "))
    lead = "" if said or not side else f"{side[:1].upper()}{side[1:]}."
    return Paragraph(side, lead, text, _new_path(answer, statements, shown))


def _new_path(answer: Answer, statements: list[Statement], shown: set[str]) -> str:
    """A path that no paragraph before has shown: the longest of the first statement with one."""
    texts = {link.id: link.text for link in answer.links}
    for statement in statements:
        paths = [texts[link] for link in statement.links if link in texts]
        paths = [path for path in paths if path not in {"", *shown}]
        if paths:
            longest = max(paths, key=lambda path: len(path_steps(path)))
            shown.add(longest)
            return plain(longest)
    return ""


def path_steps(path: str) -> list[str]:
    """A path cut where a line may break: before each relationship."""
    return _PATH_STEP.split(path)


def grid(answer: Answer) -> Grid | None:
    """The comparison as a table; None where nothing is compared."""
    aspects = answer.comparison.aspects
    sides = [side.label for side in answer.sides]
    if not aspects or len(sides) < 2:
        return None
    cited = {
        statement.id: sorted({citation.source for citation in statement.citations})
        for statement in answer.statements()
    }
    rows = tuple(
        (
            plain(aspect.aspect),
            *(_only(aspect, side, cited) for side in sides),
            _entities(aspect.shared) or NOTHING,
        )
        for aspect in aspects
    )
    return Grid(("", *map(plain, sides), "shared"), rows)


def _only(aspect: AspectRow, side: str, cited: Mapping[str, list[int]]) -> str:
    """A cell: what only this side has and what its statements name, else their sources, or none."""
    named = [*aspect.only.get(side, ())]
    for cell in aspect.cells:
        if cell.side == side:
            known = {entity.id for entity in named}
            named += [entity for entity in cell.names if entity.id not in known]
    if named:
        return _entities(named[:CELL_NAMES])
    for cell in aspect.cells:
        if cell.side == side and cell.status == "evidence":
            sources = sorted({each for name in cell.statements for each in cited.get(name, ())})
            return f"see {_brackets(sources)}" if sources else NOTHING
    return "no evidence"


def _entities(entities: Iterable[TableEntity]) -> str:
    named = []
    for entity in entities:
        numbers = sorted({number for side in entity.papers.values() for number in side})
        named.append(f"{plain(entity.name)} {_brackets(numbers)}".strip())
    return ", ".join(named)


def _brackets(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def percent(source: Source) -> str:
    """How near a source is to the question; empty where nothing was embedded."""
    near = source.similarity
    return "" if near is None else f"{100 * near:.0f} %"


def year(source: Source) -> str:
    """The year that a source is of; empty where it is not known."""
    return plain(source.published)[:4]


def address(source: Source) -> str:
    """The web address where a source is read; empty where what stands there is none."""
    return web_address(plain(source.url))


def described(source: Source) -> str:
    """A source's title and year."""
    title = plain(source.title)
    return f"{title} ({year(source)})" if year(source) else title


def origin(source: Source) -> str:
    """Which text of the paper was read: `abstract`, `digest` or `full text`."""
    return source.text_origin.replace("_", " ")
