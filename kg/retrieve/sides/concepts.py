"""The concepts of a phrase, each with the papers that bear it out: by link, by mention, by text.

A phrase is cut at its small words; each part is a concept. A part that is the name of an entity has
the papers linked to it or to what is below it, and those that name it in their title. Any other
part has the papers that hold its words one after the other, and those that bear out each of its
names and words singly. No telling word is dropped: one that no paper holds is kept as `missing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from extract.schema import schema
from extract.sources.ids import paper_id
from extract.vocabulary import Vocabulary
from kg.questions.folding import folded
from kg.records import Parameters, Value
from kg.retrieve.evidence import Concept, Node, Papers, QueryRun
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.names import NameFinder
from kg.retrieve.sides.patterns import index_prefixes, phrase_pattern, word_pattern, word_root
from kg.retrieve.sides.phrases import (
    COMPOUND,
    PhrasePart,
    is_longer_name,
    is_name_or_noun,
    is_short_for,
    parts_of,
    phrase_words,
    without_head,
)

FLOOR = 0.6
FEW_LINKED = 4
LOOSE_HEAD = 3  # times as many papers as what narrows it


@dataclass(slots=True)
class ConceptFinder:
    """Finds concepts in one archive, for the span of one answer.

    `context` are the stems of the question, which disambiguate short forms.
    """

    log: QueryLog
    vocabulary: Vocabulary
    context: frozenset[str] = frozenset()
    names: NameFinder = field(init=False)
    _known: dict[str, tuple[Concept, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = NameFinder(self.log, self.vocabulary, self.context)

    def read(self, phrases: Iterable[str]) -> None:
        """Look up all names of several phrases at once."""
        self.names.read(map(phrase_words, phrases))

    def concepts(self, phrase: str) -> tuple[Concept, ...]:
        """The concepts of a phrase, in its order."""
        if phrase not in self._known and (paper := self._paper(phrase)):
            self._known[phrase] = (paper,)
        if phrase not in self._known:
            words = phrase_words(phrase)
            matches = self.names.names_in(words)
            compounds = frozenset(COMPOUND.findall(phrase))
            concepts = (self._concept(words, part, compounds) for part in parts_of(words, matches))
            self._known[phrase] = tuple(concept for concept in concepts if concept is not None)
        return self._known[phrase]

    def spoken(self, concept: Concept) -> Concept:
        """The concept with every paper that holds its words anywhere, or those of its parts."""
        parts = tuple(map(self.spoken, concept.parts))
        said = self.holding(concept.phrase)
        if parts and len(concept.phrase.split()) > 2:
            said |= frozenset.intersection(*(part.wide for part in parts))
        return replace(concept, named=concept.named | said, parts=parts)

    def _paper(self, phrase: str) -> Concept | None:
        """The concept of a side that is the id of a paper."""
        known = paper_id(phrase)
        if known.startswith("tracker:"):
            return None
        run = self.log.run("papers_by_ids", {"papers": [known]})
        return Concept(phrase, text=_papers(run))

    def _concept(
        self, words: Sequence[str], part: PhrasePart, compounds: frozenset[str]
    ) -> Concept | None:
        text = " ".join(words[part.first : part.last])
        if part.whole is not None:
            whole = self._entity(text, part.whole.nodes, part.whole.others)
            if whole.wide or " " not in text:
                return whole
            return self._joined(text, [self._word(word) for word in text.split()])
        singles = [
            self._entity(" ".join(words[match.first : match.last]), match.nodes, match.others)
            for match in part.matches
        ]
        singles += [self._word(words[n]) for n in part.loose]
        if not singles:
            return None
        if len(singles) == 1 and not part.matches:
            return singles[0]
        return self._joined(text, singles, whole=is_longer_name(words, part, compounds))

    def _joined(self, text: str, singles: Sequence[Concept], *, whole: bool = False) -> Concept:
        """The concept of several names and words: the papers of the phrase, or of all of them.

        Of a `whole` name ("GPT-4 Turbo") those that hold it alone.
        """
        said = self.holding(text)
        parts = tuple(sorted(singles, key=lambda single: text.find(single.phrase)))
        if whole and not said:
            return Concept(text, missing=(text,), parts=parts)
        every = frozenset.intersection(*(single.wide for single in singles))
        joined = Concept(
            text,
            tuple(node for single in singles for node in single.nodes),
            text=said | every,
            said=said,
            missing=tuple(single.phrase for single in singles if not single.wide),
            parts=parts,
        )
        return joined if joined.text else self._relax(joined)

    def _relax(self, concept: Concept) -> Concept:
        """The concept with the papers of what is left of it: its end, or its names.

        A name or noun that no paper holds (`COBOL`, `cholera`) leaves nothing, nor does a head. A
        head that far more papers hold than what narrows it (`grasp planning`) may be given up. At
        least half is left, a phrase that papers hold: `deep sea mining` is no `deep mining`.
        """
        words = concept.phrase.split()
        parts = concept.parts
        if not parts[-1].wide or any(map(is_name_or_noun, concept.missing)):
            return concept
        for first in range(1, len(words) - 1):
            before = " ".join(words[:first])
            if any(part.nodes and part.wide and part.phrase in before for part in parts):
                break
            said = self.holding(" ".join(words[first:]))
            if said:
                return replace(concept, relaxed=said, lost=(" ".join(words[:first]),))
        head, named = parts[-1], [part for part in parts[:-1] if part.wide]
        loose = bool(named) and len(head.wide) >= LOOSE_HEAD * min(
            len(concept.wide) for concept in named
        )
        given_up = parts if loose and not head.nodes else parts[:-1]
        weak = [concept for concept in given_up if not (concept.nodes and concept.wide)]
        weak.sort(key=lambda part: (-len(part.wide), part.phrase))
        for size in range(1, min(len(weak), len(parts) // 2) + 1):
            for gone in combinations(weak, size):
                kept = [part for part in parts if part not in gone]
                papers = frozenset.intersection(*(concept.wide for concept in kept))
                if len(kept) > 1:
                    papers &= self.holding(" ".join(concept.phrase for concept in kept))
                if papers:
                    phrases = tuple(concept.phrase for concept in gone)
                    return replace(concept, relaxed=papers, lost=phrases)
        return concept

    def _entity(self, text: str, nodes: Sequence[Node], others: Sequence[Node] = ()) -> Concept:
        if text.islower() and " " not in text and not self._is_curated(nodes):
            return self._word(text)
        ids: list[Value] = [node.id for node in nodes]
        runs = (
            self.log.run("papers_below", {"entities": ids, "floor": FLOOR}),
            self.log.run("papers_titling", {"entities": ids}),
            self.log.run("papers_naming", {"entities": ids}),
        )
        link, title, named = map(_papers, runs)
        said: Papers = frozenset()
        if self._is_other_word(text, nodes) or len(link | title) < FEW_LINKED:
            said = self.holding(text)
        if others:
            given: Parameters = {"entities": [node.id for node in others]}
            said -= _papers(self.log.run("papers_naming", given))
        if self._is_other_word(text, nodes):
            link, title, named = link & said, title & said, frozenset()
        elif len(link | title | said) < FEW_LINKED:
            said |= named
        narrow = "" if self._is_curated(nodes) else without_head(text)
        if narrow:
            named |= self.holding(narrow)
            said |= named if len(link | title | said) < FEW_LINKED else frozenset()
        return Concept(text, tuple(nodes), link, title - link, said - title - link, named)

    def _is_curated(self, nodes: Sequence[Node]) -> bool:
        return any(node.id in self.vocabulary.concepts for node in nodes)

    def _is_other_word(self, text: str, nodes: Sequence[Node]) -> bool:
        """Whether a phrase is neither name nor short form of its fields and tasks.

        Its papers are then those that hold the word itself.
        """
        return all(
            node.label in schema().with_role("field", "task")
            and not folded(text) & folded(node.name)
            and not is_short_for(text, node.name)
            for node in nodes
        )

    def holding(self, text: str) -> Papers:
        """The papers that hold a phrase: those of the store's index that its pattern takes."""
        likely = frozenset().union(*map(self.log.holding, index_prefixes(text)))
        if not likely:
            return frozenset()
        given: Parameters = {"pattern": phrase_pattern(text), "papers": [*sorted(likely)]}
        rows = self.log.quiet("papers_with_phrase_in", given).rows
        return frozenset(str(row[0]) for row in rows)

    def absence(self, phrase: str) -> QueryRun | None:
        """The run over all passages that shows that none holds a phrase; None where one does."""
        pattern = word_pattern(phrase) if " " not in phrase else phrase_pattern(phrase)
        run = self.log.run("papers_with_phrase", {"pattern": pattern})
        return None if run.rows.rows else run

    def _word(self, word: str) -> Concept:
        root = word_root(word)
        papers = self.log.holding([frozenset([root])]) if root else self.holding(word)
        return Concept(word, text=papers, missing=() if papers else (word,))


def _papers(run: QueryRun) -> Papers:
    return frozenset(str(row[0]) for row in run.rows.rows)
