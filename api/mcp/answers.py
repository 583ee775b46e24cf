"""Tools that answer: a question, and what the archive holds on subjects."""

from __future__ import annotations

from typing import Final

from api.formats.markdown import markdown
from api.http.record import note_answer
from api.http.slots import Work
from api.mcp.fitting import page
from api.mcp.inputs import AskArguments, CoverageArguments
from api.mcp.results import AnswerPage, CitedPaper
from api.mcp.tool import ArchiveTool
from kg.answer.records import Answer, Source
from kg.archive import Archive
from kg.overview.coverage import SubjectsCoverage
from kg.questions.options import Options

_LONGEST_TEXT: Final = 20_000
_STATEMENTS: Final = 24_000  # bytes of statements, beside the text


def ask(archive: Archive, given: AskArguments) -> AnswerPage:
    """Answer a question in English from the archive's papers, every statement with its evidence.

    It may compare two to four sides, be on one subject, ask for lists, counts, authors, years or
    for what is missing. Every statement quotes a passage or is counted by a query; status is
    no_evidence where the archive has nothing, and a side whose coverage is none has nothing to be
    said of. `text` is the answer in Markdown; keep its archive ids ([AG-2026.04-1]) when you cite.
    Set sides, aspects or years where the question is read otherwise than meant. Takes about a
    second.
    """
    answer = note_answer(archive.ask(given.question, given.options()))
    taken, following = page(
        answer.statements(), given.start, "ask a narrower question", _STATEMENTS
    )
    used = {link for statement in taken for link in statement.links}
    cited = {citation.source for statement in taken for citation in statement.citations}
    first = given.start == 0
    return AnswerPage(
        question=answer.question,
        kind=answer.kind,
        status=answer.status,
        text=_text(answer) if first else "",
        sides=answer.sides,
        statements=taken,
        paths={link.id: link.text for link in answer.links if link.id in used},
        sources=tuple(
            _cited(source) for source in answer.sources if first or source.number in cited
        ),
        follow_ups=tuple(further.question for further in answer.follow_ups),
        has_more=following is not None,
        next_start=following,
    )


def _text(answer: Answer) -> str:
    text = markdown(answer)
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def _cited(source: Source) -> CitedPaper:
    return CitedPaper(
        number=source.number,
        paper_id=source.paper_id,
        archive_id=source.archive_id,
        title=source.title,
        published=source.published,
        url=source.url,
        text_origin=source.text_origin,
    )


def coverage(archive: Archive, given: CoverageArguments) -> SubjectsCoverage:
    """Say what the archive has on one to four subjects, each a side, and of which years.

    Gives how many papers, known by what (links of the graph, mentions, text, meaning), how good
    that is, and words of the subject that no paper bears out. Ask it before you write on a
    subject, and say what is lacking.
    """
    options = Options(since=given.since, until=given.until)
    return archive.coverage(*given.subjects, options=options)


TOOLS: Final = (
    ArchiveTool("ask", "Ask the archive", AskArguments, AnswerPage, ask, Work.questions),
    ArchiveTool(
        "coverage",
        "What the archive has",
        CoverageArguments,
        SubjectsCoverage,
        coverage,
        Work.questions,
    ),
)
