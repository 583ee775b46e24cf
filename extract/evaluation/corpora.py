"""Annotated sentences as each corpus gives them, in one form.

A text of a corpus that comes cut into words is those words with single blanks between; spans are
character offsets in it, start inclusive, end exclusive. Sources: SciER (Zhang et al., 2024), SciREX
(Jain et al., 2020), TDMSci (Hou et al., 2021), and the project's own annotations in `data/gold`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.evaluation.rows import read_rows
from extract.records import EntityLabel, EntityRelationType

SCIER_RELATIONS: dict[str, EntityRelationType] = {
    "Used-For": "USED_FOR",
    "Evaluated-With": "EVALUATED_WITH",
    "Trained-With": "TRAINED_WITH",
    "Part-Of": "PART_OF",
    "SubClass-Of": "SUBCLASS_OF",
    "SubTask-Of": "SUBTASK_OF",
    "Benchmark-For": "BENCHMARK_FOR",
    "Compare-With": "COMPARED_WITH",
    "Synonym-Of": "SYNONYM_OF",
}
LABELS: dict[str, EntityLabel] = {
    "Method": "Method",
    "Model": "Model",
    "Dataset": "Dataset",
    "Task": "Task",
    "Metric": "Metric",
    "Domain": "Domain",
    "Material": "Dataset",
    "DATASET": "Dataset",
    "TASK": "Task",
    "METRIC": "Metric",
}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """An annotated mention."""

    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Link:
    """An annotated relation between two names of one example, by their numbers."""

    source: int
    type: EntityRelationType
    target: int


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated sentence of a document; `names` are sorted and do not overlap."""

    corpus: str
    document: str
    text: str
    names: tuple[Name, ...]
    links: tuple[Link, ...] = ()


def read_scier(folder: Path, split: str) -> list[Example]:
    """Read SciER: `dev` and `test` with their spans, `train` with spans searched by its names."""
    if split == "train":
        return [_aligned(row) for row in read_rows(folder / "LLM" / "train.jsonl")]
    rows = read_rows(folder / "PLM" / f"{split}.jsonl")
    return [example for row in rows for example in _spanned(row)]


def read_scirex(folder: Path) -> list[Example]:
    """Read the sentences of SciREX, those without a name too."""
    rows = read_rows(folder / "train_docs.jsonl.gz")
    return [example for row in rows for example in _scirex_document(row)]


def read_tdmsci(folder: Path, split: str) -> list[Example]:
    """Read TDMSci's `train` or `test`; blocks of blank-separated lines are its sentences."""
    name = {"train": "train_1500_v2.conll", "test": "test_500_v2.conll"}[split]
    blocks = (folder / name).read_text(encoding="utf-8").split("\n\n")
    rows = [[line.split("\t") for line in block.splitlines() if line.strip()] for block in blocks]
    return [_tagged(f"tdmsci-{split}-{n}", block) for n, block in enumerate(rows) if block]


def read_gold(folder: Path, split: str) -> list[Example]:
    """Read the project's own sentences of a split, where there are any."""
    files = sorted((folder / "gold" / "sentences").glob("*.jsonl"))
    rows = [row for file in files for row in read_rows(file) if row["split"] == split]
    return [_own(row) for row in rows]


def _aligned(row: dict[str, Any]) -> Example:
    text: str = row["sentence"]
    spans = _places(text, [name for name, _ in row["ner"]])
    placed = {
        Name(span[0], span[1], LABELS[label])
        for (_, label), span in zip(row["ner"], spans, strict=True)
        if span
    }
    names = _without_overlaps(placed)
    links = {
        link
        for source, kind, target in row["rel"]
        if (link := _nearest(text, names, source, kind, target))
    }
    return _example("scier", row["doc_id"], text, names, links)


def _places(text: str, wanted: Sequence[str]) -> list[tuple[int, int] | None]:
    """Find names that are listed in the order of the text: each after the one before it."""
    places: list[tuple[int, int] | None] = []
    taken: set[tuple[int, int]] = set()
    after = 0
    padded = f" {text} "
    for name in wanted:
        starts = [after, 0]
        span = None
        for start in starts:
            at = padded.find(f" {name} ", start)
            while at >= 0 and (at, at + len(name)) in taken:
                at = padded.find(f" {name} ", at + 1)
            if at >= 0:
                span = (at, at + len(name))
                break
        if span:
            taken.add(span)
            after = span[1]
        places.append(span)
    return places


def _nearest(text: str, names: Sequence[Name], source: str, kind: str, target: str) -> Link | None:
    """Link the two nearest mentions of the names that a relation is annotated between."""
    sources = [n for n, name in enumerate(names) if text[name.start : name.end] == source]
    targets = [n for n, name in enumerate(names) if text[name.start : name.end] == target]
    pairs = [(abs(a - b), a, b) for a in sources for b in targets if a != b]
    if not pairs:
        return None
    _, first, second = min(pairs)
    return Link(first, SCIER_RELATIONS[kind], second)


def _spanned(row: dict[str, Any]) -> Iterator[Example]:
    at = 0
    for words, ner, relations in zip(row["sentences"], row["ner"], row["relations"], strict=True):
        text, starts = _joined(words)
        spans = [_name(words, starts, a - at, b - at + 1, label) for a, b, label in ner]
        names = _without_overlaps(spans)
        number = {(name.start, name.end): n for n, name in enumerate(names)}
        links = set()
        for a, b, c, d, kind in relations:
            first = number.get((starts[a - at], starts[b - at] + len(words[b - at])))
            second = number.get((starts[c - at], starts[d - at] + len(words[d - at])))
            if first is not None and second is not None:
                links.add(Link(first, SCIER_RELATIONS[kind], second))
        yield _example("scier", row["doc_id"], text, names, links)
        at += len(words)


def _scirex_document(row: dict[str, Any]) -> Iterator[Example]:
    words: list[str] = row["words"]
    spans = sorted((a, b, label) for a, b, label in row["ner"])
    for start, end in row["sentences"]:
        text, starts = _joined(words[start:end])
        inside = [(a - start, b - start, label) for a, b, label in spans if start <= a and b <= end]
        names = [_name(words[start:end], starts, a, b, label) for a, b, label in inside if a < b]
        yield _example("scirex", row["doc_id"], text, _without_overlaps(names), ())


def _tagged(document: str, rows: Sequence[Sequence[str]]) -> Example:
    words = [row[0] for row in rows]
    text, starts = _joined(words)
    names: list[Name] = []
    begun: tuple[int, str] | None = None
    for n, tag in enumerate([*(row[2] for row in rows), "O"]):
        if begun and not tag.startswith("I-"):
            names.append(_name(words, starts, begun[0], n, begun[1]))
            begun = None
        if tag.startswith("B-") or (tag.startswith("I-") and not begun):
            begun = (n, tag[2:])
    return _example("tdmsci", document, text, names, ())


def _own(row: dict[str, Any]) -> Example:
    spans = sorted(
        (Name(e["start"], e["end"], LABELS[e["type"]]), e["id"]) for e in row["entities"]
    )
    number = {identity: n for n, (_, identity) in enumerate(spans)}
    links = {Link(number[a], kind, number[b]) for a, kind, b in row.get("relations", ())}
    return _example("gold", row["paper"], row["text"], [name for name, _ in spans], links)


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    starts = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return " ".join(words), starts


def _name(words: Sequence[str], starts: Sequence[int], first: int, end: int, label: str) -> Name:
    return Name(starts[first], starts[end - 1] + len(words[end - 1]), LABELS[label])


def _without_overlaps(names: Iterator[Name] | Sequence[Name] | set[Name]) -> list[Name]:
    """Keep the longer of two names that overlap, the earlier of two as long."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda n: (n.start - n.end, n.start, n.label)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept)


def _example(corpus: str, document: str, text: str, names: Sequence[Name], links: Any) -> Example:
    ordered = sorted(links, key=lambda link: (link.source, link.target, link.type))
    return Example(corpus, document, text, tuple(names), tuple(ordered))
