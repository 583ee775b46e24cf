"""Which passage names which concept, and where: the vocabulary first, then patterns.

Overlaps go to the longest name, then the earliest, then the order of `records.EntityLabel`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, get_args

from extract.abbreviations import find_abbreviations
from extract.guards import is_guarded
from extract.lexicon import label_of_long_form
from extract.matcher import Match, Matcher, tokenize
from extract.names import Named, cited_names, own_names
from extract.naming import entity_id, fold, fold_cased, singular
from extract.records import Entity, EntityLabel, Mention, Passage
from extract.vocabulary import Concept, Vocabulary

_LABEL_ORDER = {label: place for place, label in enumerate(get_args(EntityLabel))}
_SHORT_ALIAS = 3
_OF_BEFORE = re.compile(r"\b(?:of|for|in|the|and)\s*$")
_VERSION = re.compile(
    r"(?:[- ]?v?\d+(?:\.\d+)*[A-Za-z]{0,2}(?![\w%])(?!\.\d)"
    r"|[-. ](?:Instruct|Chat|Base|Large|Small|Mini|Nano|Tiny|Turbo|Pro|Flash|Ultra|Opus|Sonnet"
    r"|Haiku|Codex|Coder|Math|Distill|Preview|Omni|Vision|VL|Thinking|Plus|Max|XL|XXL|it|base"
    r"|large|small|mini"
    r"|nano|turbo|instruct|chat|preview|pro|flash)(?![\w]))+"
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one paper names: places, entities by id, and the ids it gives as its own."""

    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    proposed: frozenset[str]
    abbreviations: Mapping[str, str] = field(default_factory=dict)


class MentionExtractor(Protocol):
    """Anything that finds mentions in a paper's passages."""

    def find(self, passages: Sequence[Passage]) -> Mentions:
        """Give the mentions of all passages of one paper, sorted by place."""
        ...


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: int
    start: int
    end: int
    concept: Concept
    confidence: float
    extractor: str

    @property
    def rank(self) -> tuple[int, int, int, bool, int, str]:
        """Smaller wins: longer, earlier, the paper's own definition, label order, id."""
        order = _LABEL_ORDER[self.concept.label]
        known = self.extractor != "pattern"
        return (self.start - self.end, self.passage, self.start, known, order, self.concept.id)


class PatternMentions:
    """Vocabulary and patterns, nothing learned."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._matcher = Matcher.of(vocabulary)

    def find(self, passages: Sequence[Passage]) -> Mentions:
        """Give the mentions of all passages of one paper, sorted by place."""
        title = next((p.text for p in passages if p.section == "title"), "")
        body = [p for p in passages if p.section != "title"]
        short_forms = find_abbreviations(
            p.text[s.char_start : s.char_end] for p in passages for s in p.sentences
        )
        local = _Local()
        text = " ".join(p.text for p in body)
        for named in own_names(title, text, short_forms):
            local.add_name(named, self.named(named.name), short_forms.get(named.name))
        for short, long in sorted(short_forms.items()):
            local.add_abbreviation(short, long, self.named(long), self.named(short))
        for named in cited_names(f"{text}\n{title}"):
            local.add_name(named, self.named(named.name), None)
        found = self._resolved(self._candidates(passages, local), passages)
        texts = {p.position: p.text for p in passages}
        mentions = tuple(_mention(c, texts[c.passage]) for c in _without_overlaps(found))
        named_ids = {mention.entity_id for mention in mentions}
        concepts = {c.concept.id: c.concept for c in found if c.concept.id in named_ids}
        return Mentions(
            mentions=mentions,
            entities={key: _entity(concepts[key], mentions) for key in sorted(concepts)},
            proposed=frozenset(local.proposed & named_ids),
            abbreviations=short_forms,
        )

    def named(self, text: str) -> Concept | None:
        """Give the vocabulary's concept that the whole text names."""
        tokens = tokenize(text)
        match = self._matcher.match_at(tokens, 0) if tokens else None
        return best_concept(match, text) if match and match.end == len(tokens) else None

    def _candidates(self, passages: Sequence[Passage], local: _Local) -> list[_Candidate]:
        own = Matcher(local.concepts.values())
        found = []
        for passage in passages:
            number = passage.position
            tokens = tokenize(passage.text)
            for match in self._matcher.find(tokens):
                if not local.redefines(match, passage.text):
                    found += _vocabulary_candidate(number, passage.text, match)
            for match in own.find(tokens):
                found.append(local.candidate(number, passage.text, match))
        return found

    def _resolved(
        self, candidates: list[_Candidate], passages: Sequence[Passage]
    ) -> list[_Candidate]:
        """Let "summarization" be code summarization in a paper that names no other kind of it."""
        texts = {p.position: p.text for p in passages}
        keys = {
            c: fold(texts[c.passage][c.start : c.end])
            for c in candidates
            if c.concept.label == "Task"
        }
        spelt = {(key, c.concept.id): c.concept for c, key in keys.items()}
        first: dict[str, tuple[int, int]] = {}
        for c in keys:
            first[c.concept.id] = min(
                (c.passage, c.start), first.get(c.concept.id, (c.passage, c.start))
            )
        kinds: dict[str, dict[str, Concept]] = {}
        for short in sorted(set(keys.values())):
            kinds[short] = {
                key: concept
                for (longer, key), concept in sorted(spelt.items())
                if longer.endswith(f" {short}") and not _OF_BEFORE.search(longer[: -len(short)])
            }
        return [
            self._resolve(
                c,
                {k: v for k, v in kinds[keys[c]].items() if first[k] < (c.passage, c.start)},
                keys[c],
            )
            if c in keys
            else c
            for c in candidates
        ]

    def _resolve(self, candidate: _Candidate, kinds: Mapping[str, Concept], key: str) -> _Candidate:
        """Give the one longer name's concept; a name of several words keeps its own above it."""
        meant = next(iter(kinds.values()), None)
        if meant is None or len(kinds) > 1 or meant.id == candidate.concept.id:
            return candidate
        if " " in key and meant.id in self._vocabulary.descendants(candidate.concept.id):
            return candidate
        return replace(candidate, concept=meant, confidence=0.7, extractor="coreference")


@dataclass(slots=True)
class _Local:
    """What this paper alone defines: its abbreviations and names, each as a cased concept."""

    concepts: dict[str, Concept] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    proposed: set[str] = field(default_factory=set)
    defined: dict[str, str | None] = field(default_factory=dict)

    def add_abbreviation(
        self, short: str, long: str, known: Concept | None, usual: Concept | None
    ) -> None:
        """Let a short form stand for its long form where that is a concept or has a type."""
        own = next((c.id for c in self.concepts.values() if short in c.spellings), None)
        if own:
            self.defined[fold(short)] = own
            return
        self.defined[fold(short)] = known.id if known else None
        if known:
            if known != usual:
                self._add(known.id, short, known.label, (short,), 0.9)
            return
        label = label_of_long_form(long)
        if label:
            name = fold_name(long)
            self._add(entity_id(label, name), name, label, (short, long), 0.7)

    def add_name(self, named: Named, known: Concept | None, long: str | None) -> None:
        """Take a name found by a pattern; a name the vocabulary knows is that concept."""
        if known and (known.label == named.label or _is_spelt(known, named.name)):
            if named.proposed:
                self.proposed.add(known.id)
            return
        if not named.proposed and fold(named.name) in self.defined:
            return
        earlier = next((c for c in self.concepts.values() if named.name in c.spellings), None)
        if earlier:
            if named.proposed:
                self.proposed.add(earlier.id)
            return
        key = entity_id(named.label, named.name)
        self._add(key, named.name, named.label, (long,) if long else (), named.confidence)
        if named.proposed:
            self.proposed.add(key)

    def redefines(self, match: Match, text: str) -> bool:
        """Tell whether the paper gives a short form another meaning than the vocabulary does."""
        key = fold(text[match.char_start : match.char_end])
        if key not in self.defined:
            return False
        meaning = self.defined[key]
        return meaning is None or all(concept.id != meaning for concept in match.concepts)

    def candidate(self, passage: int, text: str, match: Match) -> _Candidate:
        """Give the mention of a local concept."""
        concept = match.concepts[0]
        end = with_version(text, match.char_end, concept)
        sure = self.sure[concept.id]
        return _Candidate(passage, match.char_start, end, concept, sure, "pattern")

    def _add(
        self, key: str, name: str, label: EntityLabel, aliases: tuple[str, ...], sure: float
    ) -> None:
        earlier = self.concepts.get(key)
        spellings = {*aliases, *(earlier.spellings if earlier else ())} - {name}
        self.concepts[key] = Concept(key, name, label, tuple(sorted(spellings)), cased=True)
        self.sure[key] = max(sure, self.sure.get(key, 0))


def _is_spelt(concept: Concept, name: str) -> bool:
    """Tell whether the vocabulary writes a concept with these capitals: CodeT5, not PHYSICS."""
    return fold_cased(name) in {fold_cased(spelling) for spelling in concept.spellings}


def fold_name(long: str) -> str:
    """Give the canonical name of a concept from its long form: one space, no plural."""
    words = " ".join(long.split()).split(" ")
    return " ".join([*words[:-1], singular(words[-1])])


def best_concept(match: Match, surface: str) -> Concept:
    """Choose among homonyms: a spelling that equals the surface, then label order, then id."""
    return min(
        match.concepts,
        key=lambda c: (surface not in c.spellings, _LABEL_ORDER[c.label], c.id),
    )


def _vocabulary_candidate(passage: int, text: str, match: Match) -> list[_Candidate]:
    surface = text[match.char_start : match.char_end]
    concept = best_concept(match, surface)
    if is_guarded(concept, text, match.char_start, match.char_end):
        return []
    doubtful = len(match.concepts) > 1 or (len(surface) <= _SHORT_ALIAS and surface.islower())
    end = with_version(text, match.char_end, concept)
    confidence = 0.6 if doubtful else 0.9
    return [_Candidate(passage, match.char_start, end, concept, confidence, "vocabulary")]


def with_version(text: str, end: int, concept: Concept) -> int:
    """Stretch a model's mention over its version and size: "Llama" to "Llama-3.1-8B"."""
    if concept.label != "Model":
        return end
    version = _VERSION.match(text, end)
    return version.end() if version else end


def _without_overlaps(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    taken: dict[int, list[_Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank):
        row = taken.setdefault(candidate.passage, [])  # by start, none over another
        at = bisect_left(row, candidate.start, key=lambda c: c.start)
        before, after = row[at - 1 : at], row[at : at + 1]
        if all(c.end <= candidate.start for c in before) and all(
            c.start >= candidate.end for c in after
        ):
            row.insert(at, candidate)
    return [candidate for _, row in sorted(taken.items()) for candidate in row]


def _mention(candidate: _Candidate, text: str) -> Mention:
    return Mention(
        passage=candidate.passage,
        char_start=candidate.start,
        char_end=candidate.end,
        surface=text[candidate.start : candidate.end],
        entity_id=candidate.concept.id,
        confidence=candidate.confidence,
        extractor=candidate.extractor,
    )


def _entity(concept: Concept, mentions: Iterable[Mention]) -> Entity:
    seen = {mention.surface for mention in mentions if mention.entity_id == concept.id}
    aliases = tuple(sorted({*concept.aliases, *seen} - {concept.name}))
    return Entity(concept.id, concept.name, concept.label, aliases)
