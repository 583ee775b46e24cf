"""What one sentence states between two of its mentions, by the words around and between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from extract.mentions.find import Mentions
from extract.records import EntityLabel, EntityRelation, EntityRelationType, Mention, Passage
from extract.relations.hierarchy import LIST_GAP, Statement, ends_phrase, hyponyms
from extract.relations.polarity import UNREAL, polarity
from extract.schema import schema
from extract.text.places import SentencePlace, by_sentence
from extract.word_lists import alternations, any_case

_LEX = alternations("relations")

CUED = 0.8
LOOSE = 0.6
_MENTION_LIMIT = 24
_GAP_LIMIT = 120


class RelationExtractor(Protocol):
    """Anything that finds relations between the mentions of one paper."""

    def find(self, passages: Sequence[Passage], named: Mentions) -> list[EntityRelation]:
        """Give the relations that single sentences state."""
        ...


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two mentions of a sentence in order, with the text before, between and after them."""

    first: Mention
    second: Mention
    labels: tuple[EntityLabel, EntityLabel]
    before: str
    gap: str
    after: str
    adjacent: bool


_FOR = any_case(
    r"(?:-based)?(?:\s+[\w-]+){0,4}?\s+(?:for|to (?:perform|solve|tackle|address|improve|automate"
    r"|support|enable)|in|towards?|applied to|to)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?"
)
_WITH = any_case(
    r"(?:\s+[\w-]+){0,3}?\s+(?:with|using|via|through|by(?: \w+ing)?|based on)\s+(?:an?\s+|the\s+)?"
    r"(?:[\w-]+\s+){0,3}?"
)
_BASED = any_case(r"(?:-based|-driven|-powered)?\s+(?:[\w-]+\s+)?")
_TRAIN_ON = any_case(
    r".*\b(?:pre-?|fine-?|instruction-|re)?(?:train|tun)(?:ed|ing|e|s)?\b.*\b(?:on|with|using"
    r"|from)\b[^,;]*"
)
_TRAIN_CUE = any_case(r"\b(?:pre-?|fine-?|re)?(?:train|tun)(?:ed|ing|e|s)?\b[^,;]*$")
_TRAINING = any_case(r"train|tun(?:ed|ing)")
_ON = any_case(r"[^,;]*\b(?:on|with|using|from)\s+[^,;]*")
_EVALUATED = any_case(rf"\b(?:{_LEX['evaluation stems']})\w*")
_EVAL_GAP = any_case(rf"(?!.*,\s*(?:we|our)\b).*\b(?:{_LEX['evaluation links']})\s+.*")
_BENCHMARK = any_case(r"[^;]*?\b(?:for|to (?:evaluate|assess|measure|test|benchmark))\s+[^,;]*")
_COMPARED = any_case(
    rf"(?:[^,;]{{0,40}}?|,[^,;]{{0,40}},[^,;]{{0,20}})\b(?:{_LEX['rival cues']})\s(?:(?!by\b"
    r"|using\b|as\b|on\b|via\b|with\b|when\b)[\w-]+\s){0,6}?(?:such as\s|like\s)?"
)
_COMPARE_BEFORE = any_case(r"\b(?:compar\w+|contrast\w*|between)\b[^.;]{0,60}$")
_AND = any_case(r"\s*(?:,|,?\s*(?:and|with|to|against|versus|vs\.?))\s*(?:the\s+)?")
_PART = any_case(
    r"[^,;()]{0,30}?\b(?:component|module|part|layer|building block|element|head)s?\s+(?:of|in"
    r"|within)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}?"
)
_KNOWN_AS = any_case(
    r",?\s*\(?(?:also|often|commonly)?\s*(?:known as|referred to as|called|a\.k\.a\.|aka)\s+"
)
_BRACKET = re.compile(r"\s*\(\s*")


class PatternRelations:
    """Relations by patterns over pairs of mentions of one sentence."""

    def find(self, passages: Sequence[Passage], named: Mentions) -> list[EntityRelation]:
        """Give the relations that single sentences state, each at most once a sentence."""
        best: dict[tuple[object, ...], EntityRelation] = {}
        names = {key: entity.name for key, entity in named.entities.items()}
        for place, mentions in by_sentence(passages, named.mentions):
            labelled = named.labelled(mentions[:_MENTION_LIMIT])
            for kind, source, target, sure in _stated(place, labelled, names):
                ends = (named.entities[source].label, named.entities[target].label)
                declared = schema().entity_relations[kind]
                if source == target or not declared.joins(*ends):
                    continue
                if not is_real(kind, place, mentions, (source, target)):
                    continue
                if declared.either_way and source > target:
                    source, target = target, source
                relation = EntityRelation(
                    kind, source, target, place.passage, place.char_start, place.char_end, sure,
                    "pattern",
                )  # fmt: skip
                key = (kind, source, target, place.passage, place.char_start)
                if key not in best or best[key].confidence < sure:
                    best[key] = relation
        return list(best.values())


def is_real(
    kind: EntityRelationType,
    place: SentencePlace,
    mentions: Sequence[Mention],
    ends: tuple[str, str],
) -> bool:
    """Tell whether what is used, trained or tested is so: not denied, planned or supposed.

    An entity that is named twice counts if one of its mentions does.
    """
    return not schema().entity_relations[kind].done or all(
        any(
            polarity(place.text, *place.span(mention)) not in UNREAL
            for mention in mentions
            if mention.entity_id == end
        )
        for end in ends
    )


def _stated(
    place: SentencePlace,
    labelled: Sequence[tuple[Mention, EntityLabel]],
    names: Mapping[str, str],
) -> Iterator[Statement]:
    for (i, (first, label)), (j, (second, other)) in combinations(enumerate(labelled), 2):
        gap = place.between(first, second)
        if len(gap) > _GAP_LIMIT:
            continue
        pair = _Pair(
            first=first,
            second=second,
            labels=(label, other),
            before=place.before(first),
            gap=gap,
            after=place.after(second),
            adjacent=j == i + 1,
        )
        yield from _of_means(pair)
        yield from _of_evidence(pair)
        yield from _of_likes(pair)
    yield from hyponyms(place, labelled, names)
    yield from _of_rivals(place, labelled)


def _of_means(pair: _Pair) -> Iterator[Statement]:
    """USED_FOR: "X for Y", "X-based Y", "Y with X"."""
    first, second = pair.first.entity_id, pair.second.entity_id
    if pair.labels[0] in _means() and pair.labels[1] == "Task":
        if _FOR.fullmatch(pair.gap):
            yield "USED_FOR", first, second, CUED
        elif pair.adjacent and _BASED.fullmatch(pair.gap):
            yield "USED_FOR", first, second, LOOSE
    if pair.labels[0] == "Task" and pair.labels[1] in _means() and _WITH.fullmatch(pair.gap):
        yield "USED_FOR", second, first, CUED


def _of_evidence(pair: _Pair) -> Iterator[Statement]:
    """TRAINED_WITH, EVALUATED_WITH and BENCHMARK_FOR."""
    first, second = pair.first.entity_id, pair.second.entity_id
    means, other = pair.labels
    if means in _means() and other == "Dataset" and not _TRAINING.search(pair.first.surface):
        if _TRAIN_ON.fullmatch(pair.gap) or (
            _TRAIN_CUE.search(pair.before) and _ON.fullmatch(pair.gap)
        ):
            yield "TRAINED_WITH", first, second, CUED
        elif _EVALUATED.search(pair.before + pair.gap) and _EVAL_GAP.fullmatch(pair.gap):
            yield "EVALUATED_WITH", first, second, CUED
    measured = other == "Metric" and not _TRAINING.search(pair.first.surface)
    if means in _means() and measured and _EVAL_GAP.fullmatch(pair.gap):
        yield "EVALUATED_WITH", first, second, CUED if _EVALUATED.search(pair.gap) else LOOSE
    if means == "Dataset" and other == "Task" and _BENCHMARK.fullmatch(pair.gap):
        yield "BENCHMARK_FOR", first, second, CUED
    if means == "Task" and other == "Dataset" and re.fullmatch(
        r"\s+(?:on|using)\s+(?:the\s+)?|\s+(?:datasets?|benchmarks?|corpora|corpus),?\s*\(?"
        r"(?:such as\s+|including\s+|like\s+)?|,?\s*\(?", pair.gap, re.IGNORECASE,
    ):  # fmt: skip
        yield "BENCHMARK_FOR", second, first, LOOSE


def _of_likes(pair: _Pair) -> Iterator[Statement]:
    """PART_OF and SYNONYM_OF."""
    first, second = pair.first.entity_id, pair.second.entity_id
    means = all(label in _means() for label in pair.labels)
    if means and _PART.fullmatch(pair.gap) and ends_phrase(pair.after[:80].lower(), pair.labels[1]):
        yield "PART_OF", first, second, CUED
    if pair.labels[0] == pair.labels[1]:
        bracketed = _BRACKET.fullmatch(pair.gap) and pair.after.startswith(")")
        if bracketed or _KNOWN_AS.fullmatch(pair.gap):
            yield "SYNONYM_OF", first, second, LOOSE if bracketed else CUED


def _of_rivals(
    place: SentencePlace, labelled: Sequence[tuple[Mention, EntityLabel]]
) -> Iterator[Statement]:
    """COMPARED_WITH by "X outperforms Y and Z" or "we compare X with Y"."""
    means = [mention for mention, label in labelled if label in _means()]
    for at, mention in enumerate(means):
        before, last = place.before(mention), mention
        for other in means[at + 1 :]:
            gap, first = place.between(last, other), last is mention
            compared = first and _COMPARED.fullmatch(gap)
            paired = first and _COMPARE_BEFORE.search(before) and _AND.fullmatch(gap)
            if not (compared or paired or (not first and LIST_GAP.fullmatch(gap.lower()))):
                break
            yield "COMPARED_WITH", mention.entity_id, other.entity_id, CUED
            last = other


def _means() -> frozenset[str]:
    return schema().with_role("means")
