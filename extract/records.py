"""What extraction reads and gives: papers in, typed facts with their place in the text out.

Offsets are counted in Unicode code points, start inclusive, end exclusive. Offsets of sentences,
mentions and relations are within the text of their passage; a passage's own offsets are within the
field (`section`) of the paper it was cut from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final, Literal, TypeAlias

# Names of `data/schema.json`; what comes from outside is checked against it where it is read.
EntityLabel: TypeAlias = str
PaperRelationType: TypeAlias = str
EntityRelationType: TypeAlias = str
Role = Literal[
    "background",
    "problem",
    "objective",
    "method",
    "result",
    "limitation",
    "outlook",
    "availability",
]
# Sentences of these roles describe others' work, not of the paper's own.
OF_OTHERS: Final = frozenset[Role]({"background", "problem"})
TextOrigin = Literal["abstract", "full_text", "digest"]
Change = Literal["", "increase", "decrease"]
Predicate = Literal[
    "better", "worse", "equal", "faster", "slower", "needs_less", "needs_more", "fails_on"
]
PHRASE = "phrase:"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as its source gives it. `published` is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty."""

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: str = ""
    url: str = ""
    doi: str = ""
    text_origin: TextOrigin = "abstract"

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) of every field; it changes exactly when the paper's content changes."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of input that was not taken, with its place (`line` counts from 1; 0: the file)."""

    file: str
    line: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage with its rhetorical role."""

    char_start: int
    char_end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one section (`title` or `abstract`) of a paper."""

    position: int
    section: str
    text: str
    char_start: int
    char_end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One meaning: id `<label>:<slug of the canonical name>`, and every spelling seen or known.

    `reasons` say why each alias is one, in the order of `aliases` ("vocabulary", "abbreviation",
    "plural"…; rules that worked together with ` + ` between). It is empty where an extraction of
    an older version kept none.
    """

    id: str
    name: str
    label: EntityLabel
    aliases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a passage names an entity; `surface` is the passage's text at the offsets."""

    passage: int
    char_start: int
    char_end: int
    surface: str
    entity_id: str
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class PaperRelation:
    """Paper -> entity. `why` is `passage` (then offsets are of the sentence) or a category's id.

    REPORTS may have a figure: `value` in `unit` (`%`, `points`, `x` or none), `change` where it is
    an increase or a decrease by so much and no level, `dataset_id` where the sentence says on what.
    """

    type: PaperRelationType
    entity_id: str
    passage: int
    char_start: int
    char_end: int
    confidence: float
    extractor: str
    why: str = "passage"
    value: float | None = None
    unit: str = ""
    change: Change = ""
    dataset_id: str = ""


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """Entity -> entity as one sentence of the paper states it (offsets: that sentence)."""

    type: EntityRelationType
    source_id: str
    target_id: str
    passage: int
    char_start: int
    char_end: int
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence states of one entity beside another; `predicate` is said of the subject.

    An end is an entity's id, `phrase:<words>` of a noun phrase that may turn out to be a term, or,
    of a subject, nothing: then it is the paper's own system, which has no name. `value` in `unit`
    is by how much, `condition` the words that say when it holds.
    """

    predicate: Predicate
    subject_id: str
    object_id: str
    passage: int
    char_start: int
    char_end: int
    confidence: float
    extractor: str
    metric_id: str = ""
    value: float | None = None
    unit: str = ""
    dataset_id: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one paper gives; every list is sorted, so that equal input gives equal bytes.

    `phrases` are the places of noun phrases, for each passage `(start, end, start, end, …)`.
    """

    paper_id: str
    passages: tuple[Passage, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    paper_relations: tuple[PaperRelation, ...] = ()
    entity_relations: tuple[EntityRelation, ...] = ()
    phrases: tuple[tuple[int, ...], ...] = ()
    claims: tuple[Claim, ...] = ()
