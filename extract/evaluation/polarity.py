"""How often what is denied, planned, supposed or said of others is taken for the paper's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.evaluation.figures import Row
from extract.evaluation.rows import read_rows
from extract.pipeline import extract_papers
from extract.records import Extraction, Paper
from extract.vocabulary import data_dir, load_vocabulary

PLAIN = "plain"
POSITIVE = frozenset(("USES", "EVALUATES_ON", "PROPOSES", "ADDRESSES", "REPORTS"))
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Tally:
    """The texts of one kind: all, those judged wrong, those whose entity nothing mentions."""

    texts: int
    wrong: int
    unmentioned: int


def polarity_rows() -> Iterator[Row]:
    """Measure texts and figures of all parts; words were made with those of `dev` at hand."""
    for part in ("dev", "dev2", "test", "test2"):
        tallies = tally_polarity(_read(f"{part}.jsonl"))
        negative = [tally for kind, tally in tallies.items() if kind != PLAIN]
        wrong, texts = sum(t.wrong for t in negative), sum(t.texts for t in negative)
        plain = tallies[PLAIN]
        name = f"polarity, {part}"
        yield Row(f"{name}: negative, no positive relation", 1 - wrong / texts, bar=">= .95")
        lost = plain.wrong / (plain.texts - plain.unmentioned)
        yield Row(f"{name}: plain, lost", lost, bar="<= .03")
        yield Row(f"{name}: not mentioned", sum(tally.unmentioned for tally in tallies.values()))
    for part in ("dev", "test"):
        name = f"polarity, {part}: sentences with figures"
        yield Row(name, right_figures(_read(f"figures_{part}.jsonl")))


def tally_polarity(rows: Sequence[dict[str, object]]) -> dict[str, Tally]:
    """Count by kind the texts whose entity gets a relation that it should not, or lacks one."""
    texts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    unmentioned: Counter[str] = Counter()
    for row, extraction in zip(rows, _extracted(rows), strict=True):
        kind = str(row["kind"])
        named = _named(extraction, str(row["text"]), str(row["entity"]))
        texts[kind] += 1
        unmentioned[kind] += not named
        wrong[kind] += bool(named) and _is_wrong(extraction, named, kind)
    return {kind: Tally(texts[kind], wrong[kind], unmentioned[kind]) for kind in texts}


def right_figures(rows: Sequence[dict[str, object]]) -> float:
    """Give the share of sentences whose figures are all found, and no more."""
    right = 0
    for row, extraction in zip(rows, _extracted(rows), strict=True):
        figures = [r for r in extraction.paper_relations if r.value is not None]
        values = Counter((round(r.value or 0, 4), r.unit) for r in figures)
        changes = Counter(round(r.value or 0, 4) for r in figures if r.change)
        right += values == _values(row["reports"]) and changes == Counter(
            value for value, _ in _values(row["changes"]).elements()
        )
    return right / len(rows)


def _values(reports: object) -> Counter[tuple[float, str]]:
    assert isinstance(reports, list)
    return Counter((round(value, 4), unit) for _, value, unit in reports)


def _is_wrong(extraction: Extraction, named: set[str], kind: str) -> bool:
    relations = [
        r for r in extraction.paper_relations if r.entity_id in named and r.why == "passage"
    ]
    if kind == PLAIN:
        domains = all(entity.startswith("domain:") for entity in named)
        return not relations and not domains
    return any(relation.type in POSITIVE and relation.confidence >= SURE for relation in relations)


def _named(extraction: Extraction, text: str, entity: str) -> set[str]:
    """Give the ids of the mentions that overlap the entity's place."""
    start = text.find(entity)
    end = start + len(entity)
    offset = {passage.position: passage.char_start for passage in extraction.passages}
    return {
        m.entity_id
        for m in extraction.mentions
        if offset[m.passage] + m.char_start < end and offset[m.passage] + m.char_end > start
    }


def _extracted(rows: Sequence[dict[str, object]]) -> list[Extraction]:
    papers = [Paper(f"file:{n}", "", str(row["text"])) for n, row in enumerate(rows)]
    return extract_papers(papers, load_vocabulary())


def _read(name: str) -> list[dict[str, object]]:
    return list(read_rows(data_dir() / "gold" / "polarity" / name))
