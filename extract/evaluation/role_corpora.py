"""Abstracts with roles, from corpora with different labels.

A sentence's target is the set of moves that its corpus's label leaves open (partial labels): a
background of CSAbstruct may state a problem, for there is no label for problems there. Our own
annotations of arXiv papers are kept without their text, which lies beside the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.evaluation.figures import Absent
from extract.evaluation.rows import papers, read_rows
from extract.records import Paper
from extract.text.role_moves import MOVES, ROLE_OF, Move
from extract.text.sentences import abstract_start, split_sentences
from extract.vocabulary import data_dir

OWN = "arxiv.jsonl"
DIGESTS = "digests"
ARXIV = "arxiv"

# What a label of a corpus may be; where a label is not listed, the moves of the role of that name.
_OPEN: Mapping[str, Mapping[str, tuple[Move, ...]]] = {
    "csabstruct": {
        "background": ("background", "problem"),
        "objective": ("aim",),
        "method": ("method", "offer"),
        "result": ("result", "limitation", "outlook", "release"),
        "other": ("notice",),
    },
    "samd": {
        "BAC": ("background",),
        "GAP": ("problem",),
        "PUR": ("aim", "offer"),
        "MTD": ("method", "offer"),
        "RST": ("result", "limitation"),
        "CLN": ("result", "limitation", "outlook"),
        "CTN": ("aim", "offer", "method", "result", "outlook", "release"),
        "IMP": ("result", "limitation", "outlook"),
    },
    # The digests were annotated with five roles.
    DIGESTS: {
        "background": ("background", "problem"),
        "objective": ("aim", "offer", "release"),
        "result": ("result", "outlook"),
        "limitation": ("limitation", "outlook"),
    },
}
_RELEASED = re.compile(
    r"\b(?:code|data|datasets?|models?|implementation|corpus|toolkit|software|resources?|page|demo)\b"
    r".{0,80}\b(?:available|released?|open-?sourced?|github)\b|https?://",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Abstract:
    """The sentences of one abstract with the labels of its corpus.

    `sure` says how far its annotators agreed on each label; all are sure where it is empty.
    """

    paper: str
    corpus: str
    field: str
    split: str
    sentences: tuple[str, ...]
    labels: tuple[str, ...]
    sure: tuple[float, ...] = ()

    @property
    def open_moves(self) -> list[tuple[Move, ...]]:
        """What each sentence may be."""
        return [
            open_moves(self.corpus, label, sentence)
            for label, sentence in zip(self.labels, self.sentences, strict=True)
        ]


def open_moves(corpus: str, label: str, sentence: str) -> tuple[Move, ...]:
    """Give the moves that a corpus's label leaves open for a sentence."""
    moves = _OPEN.get(corpus, {}).get(label)
    if moves is None:
        return tuple(move for move in MOVES if ROLE_OF[move] == label)
    if label == "CTN" and _RELEASED.search(sentence):
        return ("release",)
    return moves


def read_corpus(data: Path, corpus: str, split: str) -> list[Abstract]:
    """Read CSAbstruct or SAMD; Absent where it is not there."""
    file = data / corpus / f"{split}.jsonl"
    if not file.is_file():
        raise Absent(f"no {corpus} beside the checkout")
    return [
        Abstract(f"{corpus}:{split}:{n}", corpus, corpus, split, tuple(row["sentences"]),
                 tuple(row["labels"]), tuple(row.get("confs", ())))
        for n, row in enumerate(read_rows(file))
    ]  # fmt: skip


def gold_files() -> list[Path]:
    """Every file of own sentences with roles, sorted."""
    gold = data_dir() / "gold"
    own = [file for file in (gold / "roles").glob("*.jsonl") if file.name != OWN]
    return sorted([*(gold / "sentences").glob("*.jsonl"), *own])


def read_digests(files: Sequence[Path]) -> list[Abstract]:
    """Give the abstracts of gold files that hold their sentences, in their order there."""
    rows: dict[tuple[str, str, str], list[tuple[int, str, str]]] = {}
    for file in files:
        for row in read_rows(file):
            key = (row["paper"], row["field"], row["split"])
            rows.setdefault(key, []).append((row["n"], row["text"], row["role"]))
    return [
        Abstract(paper, DIGESTS, field, split, tuple(text for _, text, _ in made),
                 tuple(role for *_, role in made))
        for (paper, field, split), made in ((key, sorted(made)) for key, made in rows.items())
    ]  # fmt: skip


def read_own(data: Path, split: str | None = None) -> list[Abstract]:
    """Give our annotated arXiv papers with the texts of `data`; Absent where they are not there."""
    annotated = read_rows(data_dir() / "gold" / "roles" / OWN)
    rows = [row for row in annotated if split in (None, row["split"])]
    wanted = {row["paper"] for row in rows}
    abstracts = {p.id: p for p in papers(data / "arxiv-16k") if p.id in wanted}
    missing = wanted - abstracts.keys()
    if missing:
        raise Absent(f"arxiv-16k beside the checkout lacks {len(missing)} annotated papers")
    return [
        Abstract(row["paper"], ARXIV, row["field"], row["split"],
                 sentences_of(abstracts[row["paper"]]), tuple(row["roles"]))
        for row in rows
    ]  # fmt: skip


def sentences_of(paper: Paper) -> tuple[str, ...]:
    """Cut an abstract into sentences as an extraction does, blanks as they are printed."""
    text = " ".join(paper.abstract.split())
    return tuple(text[a:b] for a, b in split_sentences(text, abstract_start(text)))


def of_split(abstracts: Iterable[Abstract], split: str) -> list[Abstract]:
    """Give the abstracts of a split."""
    return [abstract for abstract in abstracts if abstract.split == split]
