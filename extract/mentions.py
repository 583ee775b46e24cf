"""Which passage names which concept, and where: the vocabulary first, then patterns.

Overlaps go to the longest name, then the earliest, then the order of `records.EntityLabel`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from extract.abbreviations import find_abbreviations
from extract.aliases import COREFERENCE, make_entity
from extract.canonical import Form
from extract.coreference import Place, Thing, find_references
from extract.guards import is_cued, is_guarded
from extract.homonyms import Context, usual
from extract.kinds import says_its_kind
from extract.lexicon import label_of_long_form
from extract.linker import Linker
from extract.matcher import Match, Matcher, tokenize
from extract.names import Named, cited_names, own_names
from extract.naming import entity_id, fold, fold_cased, fold_name
from extract.records import Entity, EntityLabel, Mention, Passage
from extract.settle import Own, Settled, settle
from extract.tagged_names import TAGGER, TaggedName
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

    def labelled(self, mentions: Iterable[Mention]) -> list[tuple[Mention, EntityLabel]]:
        """Give mentions with the labels of what they name."""
        return [(one, self.entities[one.entity_id].label) for one in mentions]


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: int
    start: int
    end: int
    concept: Concept
    confidence: float
    extractor: str

    @property
    def rank(self) -> tuple[bool, int, int, int, bool, int, str]:
        """Smaller wins: not the tagger's, longer, earlier, the paper's own, label order, id."""
        order = _LABEL_ORDER[self.concept.label]
        known = self.extractor != "pattern"
        tagged = self.extractor.startswith(TAGGER)
        length = self.end - self.start
        return (tagged, -length, self.passage, self.start, known, order, self.concept.id)

    def settled(self, settled: Mapping[str, Settled]) -> _Candidate:
        """Give the candidate with the concept that its own name is of."""
        found = settled.get(self.concept.id)
        return replace(self, concept=found.concept) if found else self


class PatternMentions:
    """Vocabulary and patterns, and where they find nothing what a trained tagger found."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._matcher = Matcher.of(vocabulary)
        self._linker = Linker(vocabulary)

    def find(self, passages: Sequence[Passage], tagged: Iterable[TaggedName] = ()) -> Mentions:
        """Give the mentions of all passages of one paper, sorted by place.

        Of the tagger's names those that the vocabulary has are left out: rules found or ruled out
        these. So are short forms of what is of another kind.
        """
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
        candidates = [*self._candidates(passages, local), *self._unknown(tagged, short_forms)]
        found = self._resolved(candidates, passages)
        return self._mentions(passages, _without_overlaps(found), local, short_forms)

    def _mentions(
        self,
        passages: Sequence[Passage],
        candidates: Sequence[_Candidate],
        local: _Local,
        short_forms: Mapping[str, str],
    ) -> Mentions:
        """Settle the paper's own names, find what stands for them, and build mentions of all."""
        texts = {p.position: p.text for p in passages}
        uses = Counter(
            (Form(texts[c.passage][c.start : c.end], c.concept.label), c.concept.id)
            for c in candidates
        )
        own = Own(local.concepts, local.proposed, short_forms)
        settled = settle(uses, own, self._vocabulary, self._linker)
        named = [c.settled(settled) for c in candidates]
        proposed = {settled[key].concept.id if key in settled else key for key in local.proposed}
        all_candidates = _with_references(passages, named, proposed)
        mentions = tuple(_mention(c, texts[c.passage]) for c in all_candidates)
        concepts = {c.concept.id: local.extended(c.concept) for c in all_candidates}
        told = _told(mentions, settled)
        return Mentions(
            mentions=mentions,
            entities={
                key: make_entity(
                    concepts[key],
                    self._vocabulary,
                    (m.surface for m in mentions if m.entity_id == key),
                    short_forms,
                    told.get(key, {}),
                )
                for key in sorted(concepts)
            },
            proposed=frozenset(proposed & concepts.keys()),
            abbreviations=short_forms,
        )

    def named(self, text: str) -> Concept | None:
        """Give the vocabulary's concept that the whole text names."""
        tokens = tokenize(text)
        match = self._matcher.match_at(tokens, 0) if tokens else None
        return usual(match.concepts, text) if match and match.end == len(tokens) else None

    def _candidates(self, passages: Sequence[Passage], local: _Local) -> list[_Candidate]:
        own = Matcher(local.concepts.values())
        context = Context((p.text for p in passages), self._vocabulary)
        found = []
        for passage in passages:
            number = passage.position
            tokens = tokenize(passage.text)
            for match in self._matcher.find(tokens):
                if not local.redefines(match, passage.text):
                    found += _vocabulary_candidate(number, passage.text, match, context)
            for match in own.find(tokens):
                found.append(local.candidate(number, passage.text, match))
        return found

    def _unknown(
        self, tagged: Iterable[TaggedName], short_forms: Mapping[str, str]
    ) -> Iterator[_Candidate]:
        for one in tagged:
            long = short_forms.get(one.surface.removesuffix("s"), short_forms.get(one.surface))
            # "RAF" is no method where the paper says that it is short for a kind of sets.
            told = long is None or says_its_kind(long, one.concept.label)
            if told and self.named(one.surface) is None:
                yield _Candidate(
                    one.passage, one.start, one.end, one.concept, one.confidence, one.extractor
                )

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

    def extended(self, concept: Concept) -> Concept:
        """Give the concept with the spellings that this paper adds."""
        return self.concepts.get(concept.id, concept)

    def _add(
        self, key: str, spelt: str, label: EntityLabel, aliases: tuple[str, ...], sure: float
    ) -> None:
        earlier = self.concepts.get(key)
        name = earlier.name if earlier else spelt
        spellings = {*aliases, *(earlier.spellings if earlier else ()), spelt} - {name}
        self.concepts[key] = Concept(key, name, label, tuple(sorted(spellings)), cased=True)
        self.sure[key] = max(sure, self.sure.get(key, 0))


def _is_spelt(concept: Concept, name: str) -> bool:
    """Tell whether the vocabulary writes a concept with these capitals: CodeT5, not PHYSICS."""
    return fold_cased(name) in {fold_cased(spelling) for spelling in concept.spellings}


def _vocabulary_candidate(
    passage: int, text: str, match: Match, context: Context
) -> list[_Candidate]:
    surface = text[match.char_start : match.char_end]
    concepts = [one for one in match.concepts if not one.cues or is_cued(one, text, match)]
    if not concepts:
        return []
    concept, confidence = concepts[0], 0.9
    if len(concepts) > 1:
        choice = context.choose(concepts, surface, text[match.char_end :])
        concept, confidence = choice.concept, choice.confidence
    elif len(surface) <= _SHORT_ALIAS and surface.islower():
        confidence = 0.6
    if is_guarded(concept, text, match.char_start, match.char_end):
        return []
    end = with_version(text, match.char_end, concept)
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


def _with_references(
    passages: Sequence[Passage], named: Sequence[_Candidate], proposed: set[str]
) -> list[_Candidate]:
    """Add what stands for a named thing without naming it: "our model"."""
    concepts = {c.concept.id: c.concept for c in named}
    body = {p.position: p.text for p in passages if p.section != "title"}
    capital = {
        c.concept.id
        for c in named
        if c.passage in body and not body[c.passage][c.start : c.end].islower()
    }
    things = [
        Thing(key, one.label, key in proposed, key in capital)
        for key, one in sorted(concepts.items())
    ]
    places: dict[Place, str] = {(c.passage, c.start): c.concept.id for c in named}
    references = [
        _Candidate(
            one.passage,
            one.char_start,
            one.char_end,
            concepts[one.thing_id],
            one.confidence,
            COREFERENCE,
        )
        for one in find_references(passages, things, places)
    ]
    taken = {c.passage: [o for o in named if o.passage == c.passage] for c in references}
    free = [
        c for c in references if all(c.end <= o.start or o.end <= c.start for o in taken[c.passage])
    ]
    return sorted([*named, *free], key=lambda c: (c.passage, c.start))


def _told(mentions: Iterable[Mention], settled: Mapping[str, Settled]) -> dict[str, dict[str, str]]:
    """Give by entity why a surface stands for it, where a rule of this paper says so."""
    told: dict[str, dict[str, str]] = {}
    for one in settled.values():
        told.setdefault(one.concept.id, {}).update(one.told)
    for mention in mentions:
        if mention.extractor == COREFERENCE:
            told.setdefault(mention.entity_id, {})[mention.surface] = COREFERENCE
    return told
