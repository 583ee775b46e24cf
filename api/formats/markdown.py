"""An answer as Markdown, citing by archive id: for notes, wikis and pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.answer.output import layout
from kg.answer.output.layout import Paragraph
from kg.answer.records import Answer, AnswerTable

_SPECIAL: Final = re.compile(r"([\\`*_<>|#~]|\](?=\())")


def markdown(answer: Answer) -> str:
    """The whole answer, ending with a line break."""
    return "\n".join(_lines(answer)) + "\n"


def _escaped(text: object) -> str:
    return _SPECIAL.sub(r"\\\1", layout.plain(text))


def _lines(answer: Answer) -> Iterator[str]:
    yield f"# {_escaped(answer.question)}"
    yield f"\n{_escaped(layout.understood(answer))}"
    if answer.bottom_line:
        yield f"\n**In short.** {_escaped(layout.joined(answer.bottom_line))}"
    if answer.scope:
        yield f"\n**{layout.HOLDINGS}.** {_escaped(layout.joined(answer.scope))}"
    for part in layout.parts(answer):
        yield f"\n## {_escaped(part.heading)}\n"
        for paragraph in part.paragraphs:
            yield from _paragraph(paragraph)
    for given in answer.tables:
        yield from _rows(given)
    yield from _table(answer)
    yield from _sources(answer)
    if answer.follow_ups:
        yield "\n## Keep exploring\n"
        yield from (f"- {_escaped(each.question)}" for each in answer.follow_ups)
    yield f"\n*{_escaped(answer.disclaimer)}*"


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    lead = f"**{_escaped(paragraph.lead)}** " if paragraph.lead else ""
    yield f"- {lead}{_escaped(paragraph.text)}"
    if paragraph.path:
        yield f"\n  `{paragraph.path.replace('`', '')}`"


def _rows(given: AnswerTable) -> Iterator[str]:
    yield f"\n## {_escaped(given.heading)}\n"
    yield f"| {' | '.join(map(_escaped, given.columns))} |"
    yield f"|{'---|' * len(given.columns)}"
    for row in given.rows:
        yield f"| {' | '.join(map(_escaped, row))} |"


def _table(answer: Answer) -> Iterator[str]:
    grid = layout.grid(answer)
    if grid is None:
        return
    yield f"\n| {' | '.join(map(_escaped, grid.columns))} |"
    yield f"|{'---|' * len(grid.columns)}"
    for row in grid.rows:
        cells = (layout.by_archive_id(answer, cell) for cell in row)
        yield f"| {' | '.join(map(_escaped, cells))} |"


def _sources(answer: Answer) -> Iterator[str]:
    if answer.sources:
        yield "\n## Sources\n"
    for source in answer.sources:
        title = _escaped(layout.described(source))
        address = layout.address(source).replace("(", "%28").replace(")", "%29")
        shown = f"[{title}]({address})" if address else title
        facts = [source.category, layout.percent(source), layout.origin(source)]
        rest = " · ".join(_escaped(fact) for fact in facts if fact)
        yield f"{source.number}. `{source.archive_id}` {shown} · {rest}"
