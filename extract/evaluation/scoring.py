"""Exact-match scores: micro F1 of names and of relations, in per cent."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from extract.evaluation.corpora import Example, Link
from extract.records import EntityLabel
from extract.tagger.pairs import NameSpan, Relation
from extract.tagger.tagger import Relations, Spans, Tagger

LabelMap = Callable[[EntityLabel], EntityLabel | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts: predicted (`given`), annotated (`there`), and equal ones (`same`)."""

    same: int
    given: int
    there: int

    @property
    def precision(self) -> float:
        """Per cent of the predicted."""
        return 100 * self.same / max(self.given, 1)

    @property
    def recall(self) -> float:
        """Per cent of the annotated."""
        return 100 * self.same / max(self.there, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 200 * self.same / max(self.given + self.there, 1)


def to_scier(label: EntityLabel) -> EntityLabel | None:
    """Map a label to SciER's, where a model is a method and metrics and domains are not marked."""
    if label in ("Metric", "Domain"):
        return None
    return "Method" if label == "Model" else label


def to_tdmsci(label: EntityLabel) -> EntityLabel | None:
    """Map a label to TDMSci's, which marks tasks, data sets and metrics only."""
    return label if label in ("Task", "Dataset", "Metric") else None


def names_by(tagger: Tagger, examples: Sequence[Example]) -> list[Spans]:
    """Give the names that a tagger finds in each example, those of a document as one text."""
    texts = [[example.text for example in document] for document in _documents(examples)]
    return [spans for text in tagger.tag(texts) for spans in text]


def relations_by(
    tagger: Tagger, examples: Sequence[Example], spans: Sequence[Spans]
) -> list[Relations]:
    """Give the relations that a tagger finds between names of each example."""
    rest, relations = iter(spans), list[Relations]()
    for document in _documents(examples):
        own = list(islice(rest, len(document)))
        relations += tagger.relate([example.text for example in document], own)
    return relations


def _documents(examples: Sequence[Example]) -> list[list[Example]]:
    return [list(group) for _, group in groupby(examples, key=lambda example: example.document)]


def spans_of(example: Example) -> list[NameSpan]:
    """Give an example's names as a tagger would."""
    return [NameSpan(name.start, name.end, name.label) for name in example.names]


def score_names(
    examples: Sequence[Example], tagged: Sequence[Sequence[NameSpan]], to: LabelMap | None = None
) -> Score:
    """Compare names with the annotated ones: both ends and the label must be the same.

    `to` maps a predicted label to the corpus's, or to None where the corpus marks no such names.
    """
    there: list[set[Hashable]] = [
        {(n.start, n.end, n.label) for n in example.names} for example in examples
    ]
    given: list[set[Hashable]] = [
        {
            (s.char_start, s.char_end, label)
            for s in spans
            if (label := to(s.label) if to else s.label)
        }
        for spans in tagged
    ]
    return _score(there, given)


def score_relations(
    examples: Sequence[Example],
    spans: Sequence[Sequence[NameSpan]],
    relations: Sequence[Sequence[Relation]],
    with_labels: bool,
) -> Score:
    """Compare relations with the annotated ones: type, direction, both names' ends.

    With `with_labels` both names' labels must be right too (Rel+ of SciER, Zhang et al., 2024).
    """
    there = [_ends(e.links, spans_of(e), with_labels) for e in examples]
    given = [
        _ends(links, names, with_labels) for names, links in zip(spans, relations, strict=True)
    ]
    return _score(there, given)


def _ends(
    relations: Iterable[Relation | Link], names: Sequence[NameSpan], with_labels: bool
) -> set[Hashable]:
    """Give each relation by its type and by where its names are, with their labels or without."""
    ends = [(span.char_start, span.char_end, span.label if with_labels else "") for span in names]
    return {(relation.type, ends[relation.source], ends[relation.target]) for relation in relations}


def _score(there: Iterable[set[Hashable]], given: Iterable[set[Hashable]]) -> Score:
    same = given_count = there_count = 0
    for expected, actual in zip(there, given, strict=True):
        same += len(expected & actual)
        given_count += len(actual)
        there_count += len(expected)
    return Score(same, given_count, there_count)
