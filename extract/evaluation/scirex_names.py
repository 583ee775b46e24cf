"""How well surfaces become entities, on SciREX's coreference clusters (Jain et al., 2020).

Each document's mentions are given with their types, as annotated; their grouping is scored by
B-cubed. SciREX has clusters of the few entities of a paper's results ("salient") and of all others.
Of the salient ones "all of a type are one entity" is nearly true, and scores well for no merit: so
that figure is given too, and the same measure on all clusters, where it is worth little.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from extract.entities.canonical import resolve
from extract.entities.forms import Form, known_in
from extract.evaluation.bcubed import BCubed, score
from extract.evaluation.figures import Row
from extract.evaluation.rows import read_rows
from extract.keys import fold
from extract.records import EntityLabel
from extract.text.abbreviations import find_abbreviations
from extract.vocabulary import load_vocabulary

BAR: Final = ">= 85"
Part = Literal["dev", "test"]

_LABELS: Final[dict[str, EntityLabel]] = {
    "Material": "Dataset",
    "Method": "Method",
    "Metric": "Metric",
    "Task": "Task",
}


@dataclass(frozen=True, slots=True)
class Document:
    """Gold mentions in order, the cluster of each, and the sentences of the document."""

    id: str
    forms: tuple[Form, ...]
    clusters: tuple[str, ...]
    sentences: tuple[str, ...]


Resolver = Callable[[Document], Sequence[Hashable]]


def naming_rows(shared: Path, part: Part = "test") -> list[Row]:
    """Measure names on SciREX under the folder of shared data: F1, per cent.

    The parts are split by a hash of a document's id: rules were made on `dev` alone. The
    baseline is the match key (`fold`) of each surface.
    """
    rows = []
    for name, others, bar in (("salient clusters", False, BAR), ("all clusters", True, "")):
        scores = [BCubed() for _ in range(3)]
        for document in read_documents(shared / "scirex", part, others):
            for at, resolver in enumerate(_RESOLVERS):
                scores[at] += score(document.clusters, resolver(document))
        ours, keys, types = (s.f1 for s in scores)
        rows += [
            Row(f"names: B-cubed F1, SciREX {name}", ours, keys, bar),
            Row(f"  the same, all of a type one thing ({name})", types, keys),
        ]
    return rows


def resolved(document: Document) -> list[Form]:
    """Group by the names of `canonical.resolve`, which sees surfaces, types and the text."""
    short_forms = find_abbreviations(document.sentences)
    known = known_in(load_vocabulary())
    named = resolve(Counter(document.forms), short_forms, known)
    return [named[form].name for form in document.forms]


def folded(document: Document) -> list[str]:
    """Group by match key."""
    return [fold(form.surface) for form in document.forms]


def by_type(document: Document) -> list[str]:
    """Group by type alone."""
    return [form.label for form in document.forms]


_RESOLVERS: Final[tuple[Resolver, ...]] = (resolved, folded, by_type)


def part_of(document_id: str) -> Part:
    """Give the part of a document."""
    return "test" if hashlib.sha256(document_id.encode()).digest()[0] % 2 else "dev"


def read_documents(folder: Path, part: Part, others: bool) -> Iterator[Document]:
    """Read the documents of a part; with `others` the clusters of not salient entities as well."""
    for row in read_rows(folder / "train_docs.jsonl.gz"):
        if part_of(row["doc_id"]) == part:
            yield _document(row, others)


def _document(row: dict[str, Any], others: bool) -> Document:
    """A span of several clusters counts in the first by name, a salient one before others."""
    clusters: dict[tuple[int, int], str] = {}
    for kind in ("coref", "coref_non_salient") if others else ("coref",):
        for name, spans in sorted(row[kind].items()):
            for start, end in spans:
                clusters.setdefault((start, end), f"{kind} {name}")
    types = {(start, end): _LABELS[kind] for start, end, kind in row["ner"]}
    spans = sorted(clusters)
    words: list[str] = row["words"]
    return Document(
        id=row["doc_id"],
        forms=tuple(Form(_joined(words[a:b]), types.get((a, b), "Method")) for a, b in spans),
        clusters=tuple(clusters[span] for span in spans),
        sentences=tuple(_joined(words[a:b]) for a, b in row["sentences"]),
    )


def _joined(words: Sequence[str]) -> str:
    """Write words as a text would: SciREX parts hyphens and brackets from them by blanks."""
    text = re.sub(r"(?<=\w) - (?=\w)", "-", " ".join(words))
    text = re.sub(r"\( ", "(", text)
    text = re.sub(r" \)", ")", text)
    return re.sub(r" (?=[,.;:]|\u2019s\b)", "", text)
