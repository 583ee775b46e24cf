"""What a paper does with what it names: propose, use, evaluate on, address, report, compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.mentions.find import Mentions
from extract.records import EntityLabel, Mention, PaperRelation, PaperRelationType, Passage
from extract.relations import cues, object_cues
from extract.relations.clauses import clause
from extract.relations.polarity import UNREAL, polarity
from extract.relations.polarity_words import Polarity
from extract.relations.predicates import is_nominal
from extract.relations.reports import Report, read_reports
from extract.schema import schema
from extract.text.places import SentencePlace, by_sentence, sentence_places
from extract.word_lists import alternations, any_case

_LEX = alternations("cues")

CUED = 0.9
BY_ROLE = 0.6
REPEATED = 0.5
_REACH = 1000  # characters before a mention that say what it is for

_PROPOSE = any_case(rf"\b(?:{_LEX['proposal stems']})\w*\b")
_COMPARE = any_case(
    r"\b(?:compar(?:ed|ing|ison|able|es?)?\b[^,;]{0,30}?\b(?:with|to|against|between)"
    rf"|{_LEX['rival cues']})\s"
)
_OTHER_CLAUSE = any_case(
    r";|,\s*\w+ing\b|,\s*and\s+\S|,\s*(?:we|our|while|which|and we|yet|but|where|when|particularly"
    r"|especially)\b|\b(?:using|by|(?<!such )as|on|when|through|via|trained|pretrained|fine-?tuned"
    r"|at|in terms|with)\s"
)
_MODELS_AFTER = re.compile(r"\s+(?:models?|LLMs?|baselines?|versions?|variants?|counterparts?)\b")
_BASELINE_AFTER = any_case(r"^[- ](?:\w+ )?baselines?\b")
_DENIED_RIVAL = any_case(r"outperform|surpass|exceed|beat|than|better|worse")
# Roles of sentences that speak of no work of the paper's own.
_OWN = frozenset(("objective", "method", "result"))
_NOT_OWN = frozenset(("background", "problem", "outlook", "availability"))
_OWN_WORK = re.compile(
    r"\b(?:[Ww]e\b|[Oo]urs\b|[Oo]ur (?!understanding|knowledge|(?:daily )?li[fv]e|universe|society"
    r"|world)|[Tt]his (?:paper|work|study|article|letter|thesis|report)\b|[Hh]ere\b)|\b(?:was"
    r"|were) (?:\w+ly )?[a-z]+(?:ed|wn|ne|ught|nd|ld) (?:by|with|using|via|in|from|through) "
)
_GOODS = any_case(rf"https?:|\b(?:{_LEX['goods stems']})")
_FEW = 2  # sentences of an abstract that say too little of each other's roles
_OURS_AFTER = re.compile(r"[^,;.\d]{0,40},?\s(?:while|whereas|but)\s(?:ours?|we)\b")
# A title that asks or allows names what the paper is about all the same.
_OPEN: frozenset[Polarity] = frozenset(("asked", "possible", "supposed", "planned"))
_OWN_FIGURE: frozenset[Polarity] = frozenset(("own", "possible", "unlike"))
_REAL_RIVAL: frozenset[Polarity] = frozenset(("others", "possible", "unlike", "own"))


def paper_relations(passages: Sequence[Passage], named: Mentions) -> list[PaperRelation]:
    """Give the paper's relations to what its sentences name, one a sentence, entity and figure."""
    relations: dict[tuple[object, ...], PaperRelation] = {}
    for relation in _stated(passages, named):
        key = (
            relation.type, relation.entity_id, relation.passage, relation.char_start,
            relation.value, relation.unit, relation.change, relation.dataset_id,
        )  # fmt: skip
        if key not in relations or relations[key].confidence < relation.confidence:
            relations[key] = relation
    return list(relations.values())


def _stated(passages: Sequence[Passage], named: Mentions) -> Iterator[PaperRelation]:
    passing: dict[str, list[tuple[SentencePlace, Mention]]] = {}
    placed: set[str] = set()
    unsure: dict[str, PaperRelation] = {}
    body = [place for place in sentence_places(passages) if _in_body(place)]
    bare = len(body) <= _FEW or not any(place.role in _OWN for place in body)
    for place, mentions in by_sentence(passages, named.mentions):
        if _is_misread(place, bare):
            place = replace(place, role="method")
        measured = _measured(place, mentions, named)
        yield from measured
        valued = {relation.entity_id for relation in measured} | {
            relation.dataset_id for relation in measured
        }
        for mention in mentions:
            label = named.entities[mention.entity_id].label
            own = mention.entity_id in named.proposed
            valid = mention.entity_id in valued and _polarity(place, mention) == "own"
            if valid and label == "Dataset":
                yield _relation("EVALUATES_ON", CUED, mention, place)
            if mention.entity_id in valued and not own:
                placed.add(mention.entity_id)
                continue
            judged = _judge(place, mention, label, own)
            if judged and not schema().paper_relations[judged[0]].reaches(label):
                continue
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


def _is_misread(place: SentencePlace, bare: bool) -> bool:
    """Tell whether a sentence's role wrongly excludes the paper's own work.

    So it does where no sentence is of its own work, or there are too few to tell; and where a
    sentence is of code and data that have no name in it.
    """
    idle = place.role == "availability" and not _GOODS.search(place.text)
    return _in_body(place) and (idle or (bare and place.role in _NOT_OWN))


def _in_body(place: SentencePlace) -> bool:
    return place.section != "title"


def _measured(
    place: SentencePlace, mentions: Sequence[Mention], named: Mentions
) -> list[PaperRelation]:
    """Give the figures of a sentence that speaks of the paper's own work."""
    if _tells_of_others(place) or place.section == "title":
        return []
    return [
        replace(
            _relation("REPORTS", CUED, report.measured, place),
            value=report.figure.value,
            unit=report.figure.unit,
            change=report.figure.change,
            dataset_id=report.dataset.entity_id if report.dataset else "",
        )
        for report in read_reports(place, named.labelled(mentions))
        if _is_reached(place, report)
    ]


def _is_reached(place: SentencePlace, report: Report) -> bool:
    """Tell whether a figure is the paper's: not denied, planned or supposed, and of no rival."""
    figure = polarity(place.text, report.figure.start, report.figure.end)
    start, _ = clause(place.text, report.figure.start)
    ours = _OURS_AFTER.match(place.text, report.figure.end)
    if ours and not _OWN_WORK.search(place.text, start, report.figure.start):
        return False
    return figure in _OWN_FIGURE and _polarity(place, report.measured) not in UNREAL


def _judge(
    place: SentencePlace, mention: Mention, label: EntityLabel, own: bool
) -> tuple[PaperRelationType, float] | None:
    """Say what the paper does with one mention, and how sure that is; None for background."""
    if label == "Domain" or _tells_of_others(place):
        return None
    before, after = place.before(mention)[-_REACH:], place.after(mention)
    title, kind = place.section == "title", _polarity(place, mention)
    if label in schema().with_role("means") and not own and not title:
        rival = _judge_rival(mention, before, after, kind)
        if rival:
            return rival
    if kind != "own" and not (title and kind in _OPEN):
        return None
    if own:
        cued = title or _PROPOSE.search(before) or _PROPOSE.search(after[:40])
        return "PROPOSES", CUED if cued else BY_ROLE
    if label == "Task":
        return _judge_task(place, before, after)
    if label == "Metric":
        return ("REPORTS", CUED) if not title and object_cues.reports(before, after) else None
    if kind == "own" and _is_titular(place) and cues.titles_use(before, after):
        return "USES", CUED
    if title:
        return None
    if label == "Dataset":
        return _judge_dataset(place, before, after)
    return ("USES", CUED) if cues.uses(before, after) else None


def _tells_of_others(place: SentencePlace) -> bool:
    """Tell whether a sentence is on no work of the paper's own; one with "we" or "our" is."""
    return place.role in _NOT_OWN and not _OWN_WORK.search(place.text)


def _is_titular(place: SentencePlace) -> bool:
    """Tell whether a sentence is a title, or opens an abstract as one would."""
    return place.section == "title" or (
        place.passage <= 1 and place.char_start == 0 and is_nominal(place.text)
    )


def _polarity(place: SentencePlace, mention: Mention) -> Polarity:
    return polarity(place.text, *place.span(mention))


def _judge_task(
    place: SentencePlace, before: str, after: str
) -> tuple[PaperRelationType, float] | None:
    if _is_titular(place):
        return "ADDRESSES", CUED
    if not object_cues.addresses(before, after):
        return None
    return "ADDRESSES", CUED if place.role == "objective" else BY_ROLE


def _judge_dataset(
    place: SentencePlace, before: str, after: str
) -> tuple[PaperRelationType, float] | None:
    if object_cues.TRAINING_ON.search(before):
        return "USES", CUED
    if object_cues.evaluates(place.text, before):
        return "EVALUATES_ON", CUED
    return ("USES", CUED) if object_cues.uses_data(before, after) else None


def _judge_rival(
    mention: Mention, before: str, after: str, kind: Polarity
) -> tuple[PaperRelationType, float] | None:
    """Judge whether a Method or Model is a rival: beaten, compared with, or set apart from."""
    cue = next(iter([*_COMPARE.finditer(before)][-1:]), None)
    real = kind in _REAL_RIVAL or (
        kind == "denied" and cue is not None and _DENIED_RIVAL.search(cue.group())
    )
    is_noun = not mention.surface.endswith("ed") or _MODELS_AFTER.match(after)
    near = cue and not _OTHER_CLAUSE.search(before[cue.end() :])
    if real and is_noun and (near or kind == "unlike" or _BASELINE_AFTER.match(after)):
        return "COMPARES_WITH", CUED
    return None


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
