"""Which passage names which concept, and where: the vocabulary first, then patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.entities.alias_reasons import COREFERENCE, make_entity
from extract.entities.forms import Form
from extract.entities.homonyms import Context, usual
from extract.entities.near_spellings import Linker
from extract.entities.resolution import Own, ResolvedName, resolve_names
from extract.keys import fold
from extract.mentions.candidates import Candidate, vocabulary_candidates, without_overlaps
from extract.mentions.coreference import Place, Referent, find_references
from extract.mentions.head_nouns import ends_in_noun_of
from extract.mentions.matcher import Matcher, tokenize
from extract.mentions.name_patterns import cited_names, own_names
from extract.mentions.paper_names import PaperNames
from extract.mentions.tagged_names import TaggedName
from extract.records import Entity, EntityLabel, Mention, Passage
from extract.text.abbreviations import find_abbreviations
from extract.vocabulary import Concept, Vocabulary

_OF_BEFORE = re.compile(r"\b(?:of|for|in|the|and)\s*$")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one paper names: places, entities by id, and the ids it gives as its own."""

    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    proposed: frozenset[str]
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def labelled(self, mentions: Iterable[Mention]) -> list[tuple[Mention, EntityLabel]]:
        """Give mentions with the labels of what they name."""
        return [(mention, self.entities[mention.entity_id].label) for mention in mentions]


class PatternMentions:
    """Finds mentions by vocabulary and patterns; takes a tagger's names where these give none."""

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
        local = PaperNames()
        text = " ".join(p.text for p in body)
        for named in own_names(title, text, short_forms):
            local.add_name(named, self.named(named.name), short_forms.get(named.name))
        for short, long in sorted(short_forms.items()):
            local.add_abbreviation(short, long, self.named(long), self.named(short))
        for named in cited_names(f"{text}\n{title}"):
            local.add_name(named, self.named(named.name), None)
        candidates = [*self._candidates(passages, local), *self._unknown(tagged, short_forms)]
        candidates = without_overlaps(self._resolved(candidates, passages))
        return self._mentions(passages, candidates, local, short_forms)

    def _mentions(
        self,
        passages: Sequence[Passage],
        candidates: Sequence[Candidate],
        local: PaperNames,
        short_forms: Mapping[str, str],
    ) -> Mentions:
        """Resolve the paper's own names, find references to them, and build mentions of all."""
        texts = {p.position: p.text for p in passages}
        uses = Counter(
            (Form(texts[c.passage][c.start : c.end], c.concept.label), c.concept.id)
            for c in candidates
        )
        own = Own(local.concepts, local.proposed, short_forms)
        resolved = resolve_names(uses, own, self._vocabulary, self._linker)
        named = [c.resolved(resolved) for c in candidates]
        proposed = {resolved[key].concept.id if key in resolved else key for key in local.proposed}
        all_candidates = _with_references(passages, named, proposed)
        mentions = tuple(_mention(c, texts[c.passage]) for c in all_candidates)
        concepts = {c.concept.id: local.extended(c.concept) for c in all_candidates}
        reasons = _reasons(mentions, resolved)
        return Mentions(
            mentions=mentions,
            entities={
                key: make_entity(
                    concepts[key],
                    self._vocabulary,
                    (m.surface for m in mentions if m.entity_id == key),
                    short_forms,
                    reasons.get(key, {}),
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

    def _candidates(self, passages: Sequence[Passage], local: PaperNames) -> list[Candidate]:
        own = Matcher(local.concepts.values())
        context = Context((p.text for p in passages), self._vocabulary)
        candidates = []
        for passage in passages:
            number = passage.position
            tokens = tokenize(passage.text)
            for match in self._matcher.find(tokens):
                if not local.redefines(match, passage.text):
                    candidates += vocabulary_candidates(number, passage.text, match, context)
            for match in own.find(tokens):
                candidates.append(local.candidate(number, passage.text, match))
        return candidates

    def _unknown(
        self, tagged: Iterable[TaggedName], short_forms: Mapping[str, str]
    ) -> Iterator[Candidate]:
        for name in tagged:
            long = short_forms.get(name.surface.removesuffix("s"), short_forms.get(name.surface))
            # "RAF" is no method where the paper says that it is short for a kind of sets.
            fits = long is None or ends_in_noun_of(long, name.concept.label)
            if fits and self.named(name.surface) is None:
                yield Candidate(
                    name.passage,
                    name.start,
                    name.end,
                    name.concept,
                    name.confidence,
                    name.extractor,
                )

    def _resolved(
        self, candidates: list[Candidate], passages: Sequence[Passage]
    ) -> list[Candidate]:
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

    def _resolve(self, candidate: Candidate, kinds: Mapping[str, Concept], key: str) -> Candidate:
        """Give the one longer name's concept; a name of several words keeps its own above it."""
        meant = next(iter(kinds.values()), None)
        if meant is None or len(kinds) > 1 or meant.id == candidate.concept.id:
            return candidate
        if " " in key and meant.id in self._vocabulary.descendants(candidate.concept.id):
            return candidate
        return replace(candidate, concept=meant, confidence=0.7, extractor="coreference")


def _mention(candidate: Candidate, text: str) -> Mention:
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
    passages: Sequence[Passage], named: Sequence[Candidate], proposed: set[str]
) -> list[Candidate]:
    """Add the references to named entities that don't name them: "our model"."""
    concepts = {c.concept.id: c.concept for c in named}
    body = {p.position: p.text for p in passages if p.section != "title"}
    capital = {
        c.concept.id
        for c in named
        if c.passage in body and not body[c.passage][c.start : c.end].islower()
    }
    referents = [
        Referent(key, concept.label, key in proposed, key in capital)
        for key, concept in sorted(concepts.items())
    ]
    places: dict[Place, str] = {(c.passage, c.start): c.concept.id for c in named}
    references = [
        Candidate(
            reference.passage,
            reference.char_start,
            reference.char_end,
            concepts[reference.referent_id],
            reference.confidence,
            COREFERENCE,
        )
        for reference in find_references(passages, referents, places)
    ]
    taken = {c.passage: [o for o in named if o.passage == c.passage] for c in references}
    free = [
        c for c in references if all(c.end <= o.start or o.end <= c.start for o in taken[c.passage])
    ]
    return sorted([*named, *free], key=lambda c: (c.passage, c.start))


def _reasons(
    mentions: Iterable[Mention], resolved: Mapping[str, ResolvedName]
) -> dict[str, dict[str, str]]:
    """Give by entity why a surface stands for it, where a rule of this paper says so."""
    reasons: dict[str, dict[str, str]] = {}
    for name in resolved.values():
        reasons.setdefault(name.concept.id, {}).update(name.reasons)
    for mention in mentions:
        if mention.extractor == COREFERENCE:
            reasons.setdefault(mention.entity_id, {})[mention.surface] = COREFERENCE
    return reasons
