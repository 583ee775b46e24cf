"""What a paper does with what it names: propose, use, evaluate on, address, report, compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.mentions import Mentions
from extract.records import (
    OF_OTHERS,
    EntityLabel,
    Mention,
    PaperRelation,
    PaperRelationType,
    Passage,
)
from extract.reports import read_reports
from extract.spans import SentencePlace, by_sentence

CUED = 0.9
BY_ROLE = 0.6
REPEATED = 0.5
_REACH = 1000  # characters before a mention that say what it is for

_PROPOSE = re.compile(
    r"\b(?:propos|introduc|present|releas|develop|creat|construct|build|built|curat|design"
    r"|contribut"
    r"|call|name|dub|term|establish)\w*\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"\b(?:compar(?:ed|ing|ison|able|es?)?\b[^,;]{0,30}?\b(?:with|to|against|between)|outperform\w*"
    r"|surpass\w*|exceed\w*|beat(?:s|ing)?|better than|superior to|worse than|baselines?(?: \w+)?,?"
    r"(?: such as| including| like|:)|improv\w+ over|on par with|versus|vs\.?"
    r"|competitive with|as opposed to|against|than)\s",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r";|,\s*\w+ing\b|,\s*and\s+\S|,\s*(?:we|our|while|which|and we|yet|but|where|when"
    r"|particularly|especially)\b"
    r"|\b(?:using|by|(?<!such )as|on|when|through|via|trained|pretrained|fine-?tuned|at|in terms"
    r"|with)\s",
    re.IGNORECASE,
)
_THINGS_AFTER = re.compile(r"\s+(?:models?|LLMs?|baselines?|versions?|variants?|counterparts?)\b")
_BASELINE_AFTER = re.compile(r"^[- ](?:\w+ )?baselines?\b", re.IGNORECASE)
_EVALUATE = re.compile(
    r"\b(?:evaluat|experiment|benchmark|test(?:ed|ing|s)?\b|results?\b|achiev|outperform|surpass"
    r"|scor|assess|validat|demonstrat|accuracy|performance|improv|measur|compar)\w*",
    re.IGNORECASE,
)
_TRAINING_ON = re.compile(
    r"\b(?:train|fine-?tun|pre-?train|tun|learn)\w*\b[^,;.]{0,60}?\b(?:on|with|using"
    r"|from)\b[^,;.]{0,60}$",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\d|\b(?:scor|achiev|improv|measur|metric|evaluat|assess|report|in terms of|increase|decrease"
    r"|reduc|higher|lower|gain|best)\w*",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|employ|leverag|appl(?:y|ies|ied|ying)|adopt|adapt|utili[sz]|based on"
    r"|built? (?:on|upon)|via|through|with|by|fine-?tun|train|combin|integrat|incorporat|exploit"
    r"|harness|prompt|augment|extend|from|perform|conduct|followed by|and)\w*\b[^.;]{0,70}$",
    re.IGNORECASE,
)
_USE_AFTER = re.compile(
    r"^(?:-based|-driven|-guided|-powered|-enhanced| (?:is|are) (?:used|applied))"
)
_ADDRESS = re.compile(
    r"\b(?:for|in|of|on|address|tackl|solv|perform|improv|automat|stud|investigat|task|problem|the"
    r"|to|toward|towards)\w*\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def paper_relations(passages: Sequence[Passage], found: Mentions) -> list[PaperRelation]:
    """Give the paper's relations to what its sentences name, one a sentence, entity and figure."""
    relations: dict[tuple[object, ...], PaperRelation] = {}
    for relation in _told(passages, found):
        key = (
            relation.type, relation.entity_id, relation.passage, relation.char_start,
            relation.value, relation.unit, relation.change, relation.dataset_id,
        )  # fmt: skip
        if key not in relations or relations[key].confidence < relation.confidence:
            relations[key] = relation
    return list(relations.values())


def _told(passages: Sequence[Passage], found: Mentions) -> Iterator[PaperRelation]:
    passing: dict[str, list[tuple[SentencePlace, Mention]]] = {}
    placed: set[str] = set()
    unsure: dict[str, PaperRelation] = {}
    for place, mentions in by_sentence(passages, found.mentions):
        measured = _measured(place, mentions, found)
        yield from measured
        valued = {one.entity_id for one in measured} | {one.dataset_id for one in measured}
        for mention in mentions:
            label = found.entities[mention.entity_id].label
            own = mention.entity_id in found.proposed
            if mention.entity_id in valued and label == "Dataset":
                yield _relation("EVALUATES_ON", CUED, mention, place)
            if mention.entity_id in valued and not own:
                placed.add(mention.entity_id)
                continue
            judged = _judge(place, mention, label, own)
            if judged == ("PROPOSES", BY_ROLE):
                unsure.setdefault(mention.entity_id, _relation(*judged, mention, place))
            elif judged:
                placed.add(mention.entity_id)
                yield _relation(*judged, mention, place)
            elif label == "Task":
                passing.setdefault(mention.entity_id, []).append((place, mention))
    yield from (unsure[key] for key in sorted(unsure.keys() - placed))
    for key, places in sorted(passing.items()):
        if len(places) > 1 and key not in placed:
            place, mention = places[0]
            yield _relation("ADDRESSES", REPEATED, mention, place)


def _measured(
    place: SentencePlace, mentions: Sequence[Mention], found: Mentions
) -> list[PaperRelation]:
    """Give the figures of a sentence that speaks of the paper's own work."""
    if place.role in OF_OTHERS or place.section == "title":
        return []
    return [
        replace(
            _relation("REPORTS", CUED, report.measured, place),
            value=report.figure.value,
            unit=report.figure.unit,
            change=report.figure.change,
            dataset_id=report.dataset.entity_id if report.dataset else "",
        )
        for report in read_reports(place, found.labelled(mentions))
    ]


def _judge(
    place: SentencePlace, mention: Mention, label: EntityLabel, own: bool
) -> tuple[PaperRelationType, float] | None:
    """Say what the paper does with one mention, and how sure that is; None for others' work."""
    before, after = place.before(mention)[-_REACH:], place.after(mention)
    title = place.section == "title"
    if label == "Domain" or place.role in OF_OTHERS:
        return None
    if own and (title or _PROPOSE.search(before) or _PROPOSE.search(after[:40])):
        return "PROPOSES", CUED
    if own:
        return "PROPOSES", BY_ROLE
    if label == "Task":
        cued = title or (place.role == "objective" and bool(_ADDRESS.search(before)))
        return "ADDRESSES", CUED if cued else BY_ROLE
    if label == "Metric":
        return "REPORTS", CUED if _REPORT.search(place.text) and not title else BY_ROLE
    if label == "Dataset":
        return _judge_dataset(place, before)
    return _judge_means(place, mention, before, after)


def _judge_dataset(place: SentencePlace, before: str) -> tuple[PaperRelationType, float]:
    if _TRAINING_ON.search(before):
        return "USES", CUED
    if _EVALUATE.search(place.text):
        near = re.search(r"\b(?:on|across|over|using|in)\b[^.;]{0,60}$", before)
        return "EVALUATES_ON", CUED if near else BY_ROLE
    return "USES", CUED if _USE.search(before) else BY_ROLE


def _judge_means(
    place: SentencePlace, mention: Mention, before: str, after: str
) -> tuple[PaperRelationType, float]:
    """Judge a Method or Model: a rival of the comparison, or a means."""
    cues = [*_COMPARE.finditer(before)]
    a_thing = not mention.surface.endswith("ed") or _THINGS_AFTER.match(after)
    if cues and a_thing and not _OTHER_CLAUSE.search(before[cues[-1].end() :]):
        return "COMPARES_WITH", CUED
    if _BASELINE_AFTER.match(after):
        return "COMPARES_WITH", CUED
    cued = place.section == "title" or _USE.search(before) or _USE_AFTER.match(after)
    return "USES", CUED if cued else BY_ROLE


def _relation(
    kind: PaperRelationType, sure: float, mention: Mention, place: SentencePlace
) -> PaperRelation:
    return PaperRelation(
        type=kind,
        entity_id=mention.entity_id,
        passage=place.passage,
        char_start=place.char_start,
        char_end=place.char_end,
        confidence=round(min(sure, mention.confidence + 0.05), 2),
        extractor="pattern",
    )
