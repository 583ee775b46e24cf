"""One paper in, everything it states out: passages, mentions, relations. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.entities.alias_reasons import vocabulary_entity
from extract.mentions.find import Mentions, PatternMentions
from extract.mentions.tagged_names import TaggedName, tagged_names
from extract.records import (
    PHRASE,
    Claim,
    Entity,
    EntityRelation,
    Extraction,
    Paper,
    PaperRelation,
    Passage,
    Sentence,
)
from extract.relations.claims.find import find_claims
from extract.relations.domains import find_domains
from extract.relations.hierarchy import head_nouns
from extract.relations.in_sentence import RelationExtractor
from extract.relations.of_paper import paper_relations
from extract.relations.tagged import TaggedRelations
from extract.tagger.labels import Tier
from extract.tagger.tagger import load_tagger
from extract.text.abbreviations import abbreviation_engine
from extract.text.phrases import phrases_of
from extract.text.role_model import role_classifier
from extract.text.role_rules import RoleClassifier
from extract.text.sentences import (
    abstract_start,
    group_sentences,
    split_sentences,
    title_span,
)
from extract.versions import stated_version
from extract.vocabulary import Vocabulary


def extractor_version(vocabulary: Vocabulary, tier: Tier = "fast") -> str:
    """Name what an extraction depends on beside the paper: components, engine, vocabulary, tier."""
    stated = f"{stated_version()},abbreviations={abbreviation_engine()}"
    return f"{stated}-{vocabulary.version[:12]}-{tier}"


def extract_paper(paper: Paper, vocabulary: Vocabulary, tier: Tier = "fast") -> Extraction:
    """Give all that one paper's title and abstract state; equal input gives equal output."""
    return extract_papers([paper], vocabulary, tier)[0]


def extract_papers(
    papers: Sequence[Paper], vocabulary: Vocabulary, tier: Tier = "fast"
) -> list[Extraction]:
    """Give what `extract_paper` gives for each, sooner than one by one."""
    tagger = load_tagger(tier)
    cut = [passages_of(paper) for paper in papers]
    rows = zip(papers, cut, tagged_names(cut, tagger), strict=True)
    relations = TaggedRelations(tagger)
    return [_extracted(*row, relations, vocabulary) for row in rows]


def _extracted(
    paper: Paper,
    passages: tuple[Passage, ...],
    tagged: Sequence[TaggedName],
    relations: RelationExtractor,
    vocabulary: Vocabulary,
) -> Extraction:
    mentions = _mention_extractor(vocabulary).find(passages, tagged)
    domains = find_domains(paper, passages, mentions.mentions, vocabulary)
    stated = [*paper_relations(passages, mentions), *domains]
    between = [*relations.find(passages, mentions), *head_nouns(passages, mentions, vocabulary)]
    return assembled(paper.id, passages, mentions, stated, between, vocabulary)


def assembled(
    paper_id: str,
    passages: tuple[Passage, ...],
    mentions: Mentions,
    stated: list[PaperRelation],
    between: list[EntityRelation],
    vocabulary: Vocabulary,
) -> Extraction:
    """Put one paper's facts together, each once and in order, with every entity they need."""
    phrases = phrases_of(passages, mentions.mentions)
    claims = find_claims(passages, mentions, phrases)
    ends = [end for c in claims for end in (c.subject_id, c.object_id, c.dataset_id)]
    related = [end for end in ends if end and not end.startswith(PHRASE)]
    related += [relation.entity_id for relation in stated]
    related += [relation.target_id for relation in between]
    return Extraction(
        paper_id=paper_id,
        passages=passages,
        entities=_entities(mentions, related, vocabulary),
        mentions=mentions.mentions,
        phrases=phrases,
        claims=tuple(sorted(claims, key=_claim_place)),
        paper_relations=tuple(sorted(set(stated), key=_place)),
        entity_relations=tuple(sorted(set(between), key=_link_place)),
    )


def passages_of(paper: Paper) -> tuple[Passage, ...]:
    """Give the paper's passages as every extractor cuts them, with roles by cues."""
    return make_passages(paper, role_classifier())


def make_passages(paper: Paper, roles: RoleClassifier) -> tuple[Passage, ...]:
    """Cut title and abstract into passages with roles; an empty field gives no passage."""
    passages = []
    start, end = title_span(paper.title)
    if start < end:
        sentence = Sentence(0, end - start, "objective")
        passages.append(Passage(0, "title", paper.title[start:end], start, end, (sentence,)))
    text = paper.abstract
    spans = split_sentences(text, abstract_start(text))
    role_of = dict(zip(spans, roles.classify([text[a:b] for a, b in spans]), strict=True))
    for number, group in enumerate(group_sentences(spans), start=1):
        first, last = group[0][0], group[-1][1]
        sentences = tuple(Sentence(a - first, b - first, role_of[a, b]) for a, b in group)
        passages.append(Passage(number, "abstract", text[first:last], first, last, sentences))
    return tuple(passages)


@lru_cache(maxsize=2)
def _mention_extractor(vocabulary: Vocabulary) -> PatternMentions:
    """Build the index of a vocabulary once a process."""
    return PatternMentions(vocabulary)


def _entities(mentions: Mentions, related: list[str], vocabulary: Vocabulary) -> tuple[Entity, ...]:
    """Give every entity that is mentioned or related."""
    entities = dict(mentions.entities)
    for key in set(related) - entities.keys():
        entities[key] = vocabulary_entity(vocabulary.concepts[key])
    return tuple(entities[key] for key in sorted(entities))


def _place(relation: PaperRelation) -> tuple[object, ...]:
    ends = (relation.passage, relation.char_start, relation.type, relation.entity_id, relation.why)
    value = relation.value if relation.value is not None else -1.0
    figure = (value, relation.unit, relation.change, relation.dataset_id)
    return (*ends, -relation.confidence, relation.extractor, *figure)


def _link_place(relation: EntityRelation) -> tuple[object, ...]:
    ends = (relation.type, relation.source_id, relation.target_id)
    sure = (-relation.confidence, relation.extractor)
    return (relation.passage, relation.char_start, *ends, *sure)


def _claim_place(claim: Claim) -> tuple[object, ...]:
    ends = (claim.subject_id, claim.object_id)
    return (claim.passage, claim.char_start, claim.predicate, *ends)
