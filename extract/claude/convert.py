"""A checked answer becomes an extraction: what the program finds in the text counts, else nothing.

A mention's surface must stand in the sentence that Claude gives for it; a relation's quote must
stand in one sentence, and that sentence must name what it relates; a role must begin as its
sentence begins. The rest is dropped and counted. Pure and deterministic, so that an answer that was
paid for once can be converted again with a newer vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.claude.entities import concept_of, is_pointer
from extract.claude.quotes import Place, SentSentence, Text
from extract.claude.reply import ClaudeAnswer, Dropped, SaidEntity, SaidLink, SaidRole, SaidUse
from extract.entities.alias_reasons import seen_entity
from extract.mentions.exclusions import is_guarded
from extract.mentions.find import Mentions
from extract.pipeline import assembled, passages_of
from extract.records import (
    Entity,
    EntityRelation,
    Extraction,
    Mention,
    Paper,
    PaperRelation,
    Passage,
    Role,
    Sentence,
)
from extract.relations.domains import find_domains
from extract.schema import schema
from extract.vocabulary import Concept, Vocabulary

EXTRACTOR = "claude"
# Not calibrated: above the floor of what counts as a link, below a rule that a person wrote.
KNOWN, OWN, STATED = 0.9, 0.8, 0.8


def to_extraction(
    paper: Paper, spans: Sequence[SentSentence], answer: ClaudeAnswer, vocabulary: Vocabulary
) -> tuple[Extraction, Dropped]:
    """Give what of the answer stands in the paper, and how much of it does not.

    `spans` are the sentences as they were sent; the passages are cut anew.
    """
    text = Text(paper, spans)
    roles, lost_roles = _roles(text, answer.roles)
    passages = tuple(_with_roles(passage, roles) for passage in passages_of(paper))
    page = _Page(text, passages)
    named, lost_mentions = _named(page, answer, vocabulary)
    mentions = _mentions(named)
    kept = _kept(named, mentions)
    lost_mentions += len(named) - len(mentions.mentions)
    uses = [_use(page, use, kept) for use in answer.uses]
    links = [_link(page, link, kept) for link in answer.links]
    stated = [use for use in uses if use]
    between = [link for link in links if link]
    lost = len(uses) - len(stated) + len(links) - len(between)
    stated += find_domains(paper, passages, mentions.mentions, vocabulary)
    made = assembled(paper.id, passages, mentions, stated, between, vocabulary)
    return made, answer.dropped + Dropped(lost_mentions, lost, lost_roles)


@dataclass(frozen=True, slots=True)
class _Located:
    """Words found in a passage, and the concept that they name."""

    said: str
    sentence: int
    concept: Concept
    mention: Mention


@dataclass(frozen=True, slots=True)
class _Page:
    """A paper's text with its passages: where a place is in them."""

    text: Text
    passages: tuple[Passage, ...]

    def at(self, place: Place) -> tuple[Passage, Sentence] | None:
        """The passage that holds a place whole, and the sentence in which it starts."""
        for passage in self.passages:
            start, end = place.start - passage.char_start, place.end - passage.char_start
            if passage.section == place.sentence.section and 0 <= start < end <= len(passage.text):
                for sentence in passage.sentences:
                    if sentence.char_start <= start < sentence.char_end:
                        return passage, sentence
        return None

    def evidence(self, sentence: int, quote: str) -> tuple[Passage, Sentence] | None:
        """Where a quote stands; None where it doesn't."""
        places = self.text.find(sentence, quote)
        return self.at(places[0]) if places else None


def _roles(text: Text, said: Iterable[SaidRole]) -> tuple[dict[tuple[int, int], Role], int]:
    """Roles of the abstract's sentences by their offsets; how many belong to none."""
    roles: dict[tuple[int, int], Role] = {}
    lost = 0
    for role in said:
        span = text.opens(role.sentence, role.opening)
        if span is None or span.section == "title" or (span.start, span.end) in roles:
            lost += 1
        else:
            roles[span.start, span.end] = role.role
    return roles, lost


def _with_roles(passage: Passage, roles: Mapping[tuple[int, int], Role]) -> Passage:
    if passage.section == "title":
        return passage
    first = passage.char_start
    sentences = tuple(
        replace(
            sentence,
            role=roles.get((first + sentence.char_start, first + sentence.char_end), sentence.role),
        )
        for sentence in passage.sentences
    )
    return replace(passage, sentences=sentences)


def _named(page: _Page, answer: ClaudeAnswer, vocabulary: Vocabulary) -> tuple[list[_Located], int]:
    """Every place where an entity is named; how many mentions name nothing there."""
    own = {
        use.entity
        for use in answer.uses
        if use.type == "PROPOSES" and page.evidence(use.sentence, use.quote)
    }
    named: dict[tuple[int, int, int, str], _Located] = {}
    lost = 0
    for entity in answer.entities:
        places, missing = _places(page, entity, vocabulary)
        lost += missing
        if not places:
            continue
        surfaces = [p.text[start:end] for _, p, start, end in places]
        proposed = entity.name in own
        concept = concept_of(entity.name, entity.label, surfaces, proposed, vocabulary)
        sure = KNOWN if concept.id in vocabulary.concepts else OWN
        for sentence, passage, start, end in places:
            if is_guarded(concept, passage.text, start, end):
                lost += 1
                continue
            surface = passage.text[start:end]
            mention = Mention(
                passage.position, start, end, surface, concept.id, sure, EXTRACTOR
            )  # fmt: skip
            key = (passage.position, start, end, entity.name)
            named[key] = _Located(entity.name, sentence, concept, mention)
    return list(named.values()), lost


def _places(
    page: _Page, entity: SaidEntity, vocabulary: Vocabulary
) -> tuple[list[tuple[int, Passage, int, int]], int]:
    """Sentence, passage and offsets of each mention; how many surfaces stand nowhere."""
    places = []
    missing = 0
    for said in dict.fromkeys(entity.mentions):
        pointer = is_pointer(said.surface, vocabulary)
        matches = [] if pointer else page.text.find(said.sentence, said.surface)
        held = [(place, at[0]) for place in matches if (at := page.at(place))]
        missing += not held
        for place, passage in held:
            first = passage.char_start
            places.append((said.sentence, passage, place.start - first, place.end - first))
    return places, missing


def _mentions(named: Sequence[_Located]) -> Mentions:
    """The mentions without overlaps, the longest first, and the entities that they name."""
    kept: list[_Located] = []
    taken: set[tuple[int, int]] = set()
    for place in sorted(named, key=_rank):
        mention = place.mention
        covered = {(mention.passage, at) for at in range(mention.char_start, mention.char_end)}
        if taken.isdisjoint(covered):
            taken |= covered
            kept.append(place)
    mentions = sorted((named.mention for named in kept), key=lambda m: (m.passage, m.char_start))
    seen: dict[str, set[str]] = {}
    for mention in mentions:
        seen.setdefault(mention.entity_id, set()).add(mention.surface)
    entities = {
        named.concept.id: seen_entity(named.concept, seen[named.concept.id]) for named in kept
    }
    return Mentions(tuple(mentions), dict(sorted(entities.items())), frozenset())


def _rank(place: _Located) -> tuple[int, int, int, str]:
    m = place.mention
    return (m.char_start - m.char_end, m.passage, m.char_start, m.entity_id)


def _kept(named: Iterable[_Located], mentions: Mentions) -> dict[tuple[str, int], Entity]:
    """Entities by what Claude called them and by the sentence that names them."""
    kept = set(mentions.mentions)
    return {
        (named.said, named.sentence): mentions.entities[named.concept.id]
        for named in named
        if named.mention in kept
    }


def _use(
    page: _Page, said: SaidUse, kept: Mapping[tuple[str, int], Entity]
) -> PaperRelation | None:
    entity = kept.get((said.entity, said.sentence))
    at = page.evidence(said.sentence, said.quote)
    if entity is None or at is None or not _may_be(said, entity):
        return None
    passage, sentence = at
    start, end = sentence.char_start, sentence.char_end
    return PaperRelation(said.type, entity.id, passage.position, start, end, STATED, EXTRACTOR)


def _may_be(said: SaidUse, entity: Entity) -> bool:
    declared = schema().paper_relations[said.type]
    return declared.reaches(entity.label) and entity.label in (declared.asked or (entity.label,))


def _link(
    page: _Page, said: SaidLink, kept: Mapping[tuple[str, int], Entity]
) -> EntityRelation | None:
    source = kept.get((said.source, said.sentence))
    target = kept.get((said.target, said.sentence))
    at = page.evidence(said.sentence, said.quote)
    if source is None or target is None or at is None or source.id == target.id:
        return None
    first, second = source.id, target.id
    if schema().entity_relations[said.type].either_way:
        first, second = sorted((first, second))
    passage, sentence = at
    start, end = sentence.char_start, sentence.char_end
    return EntityRelation(
        said.type, first, second, passage.position, start, end, STATED, EXTRACTOR
    )  # fmt: skip
