"""The concepts of a phrase, each with the papers that bear it out: by link, by mention, by text.

A phrase is cut at its small words; each part is a concept. A part that is the name of an entity has
the papers linked to it or to what is below it, and those that name it in their title. Any other
part has the papers that hold its words one after the other, and those that bear out each of its
names and words singly. No telling word is dropped: one that no paper holds is kept as `missing`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from extract.naming import fold
from extract.sources.ids import paper_id
from extract.vocabulary import Vocabulary
from kg.questions.folding import folded, stem, word_list
from kg.records import Value
from kg.retrieve.evidence import Concept, Node, Papers, QueryRun
from kg.retrieve.names import Match, names_in
from kg.retrieve.runs import QueryLog

FLOOR = 0.6
FEW_LINKED = 4
LEAST_STEM = 4
LONG_STEM = 7  # letters from which any ending will do
_ENDINGS = (
    r"(?:s|es|e|ed|er|ers|ing|ings|ion|ions|ation|ations|al|ally|ic|ical|ly|y|ies|i[ae]s|is|ment"
    r"|ments|ity|ities|able|or|ors|led|ling|ial|ially|ied|ious)?"
)
_DESCRIBING = re.compile(
    r"(?:ed|ing|ive|ous|ful|less|able|ible|al|ic|ary|ory|ish|y|er|est|ant|ent|i[sz]e|ate|ify|ect)$"
)
LONGEST_SHORT_FORM = 6
MAX_WORDS = 40
_WORD = re.compile(r"[^\s,;:()\[\]\"\u201c\u201d/]+")
NOTHING = r"[^\s\S]"


@dataclass(slots=True)
class ConceptFinder:
    """Finds concepts in one archive, for the span of one answer."""

    log: QueryLog
    vocabulary: Vocabulary
    _known: dict[str, tuple[Concept, ...]] = field(default_factory=dict)

    def concepts(self, phrase: str) -> tuple[Concept, ...]:
        """The concepts of a phrase, in its order."""
        if phrase not in self._known and (paper := self._paper(phrase)):
            self._known[phrase] = (paper,)
        if phrase not in self._known:
            words = phrase_words(phrase)
            matches = names_in(words, self.log, self.vocabulary)
            found = (self._concept(words, part) for part in _parts(words, matches))
            self._known[phrase] = tuple(one for one in found if one is not None)
        return self._known[phrase]

    def spoken(self, concept: Concept) -> Concept:
        """The concept with every paper that holds its words anywhere, or those of its parts."""
        parts = tuple(map(self.spoken, concept.parts))
        run = self._phrase_run(concept.phrase)
        said = _papers(run)
        if parts:
            said |= frozenset.intersection(*(part.wide for part in parts))
        runs = concept.runs if run in concept.runs else (*concept.runs, run)
        return replace(concept, named=concept.named | said, runs=runs, parts=parts)

    def _paper(self, phrase: str) -> Concept | None:
        """The concept of a side that is the id of a paper."""
        known = paper_id(phrase)
        if known.startswith("tracker:"):
            return None
        run = self.log.run("papers_by_ids", {"papers": [known]})
        return Concept(phrase, text=_papers(run), runs=(run,))

    def _concept(self, words: Sequence[str], part: _Part) -> Concept | None:
        text = " ".join(words[part.first : part.last])
        if part.whole is not None:
            found = self._entity(text, part.whole.nodes)
            if found.wide or " " not in text:
                return found
            return self._joined(text, [self._word(word) for word in text.split()])
        singles = [self._entity(" ".join(words[m.first : m.last]), m.nodes) for m in part.matches]
        singles += [self._word(words[n]) for n in part.loose]
        if not singles:
            return None
        if len(singles) == 1 and not part.matches:
            return singles[0]
        return self._joined(text, singles)

    def _joined(self, text: str, singles: Sequence[Concept]) -> Concept:
        """The concept of several names and words: the papers of the phrase, or of all of them."""
        run = self._phrase_run(text)
        every = frozenset.intersection(*(one.wide for one in singles))
        found = Concept(
            text,
            tuple(node for one in singles for node in one.nodes),
            text=_papers(run) | every,
            runs=(run, *(run for one in singles for run in one.runs)),
            missing=tuple(one.phrase for one in singles if not one.wide),
            parts=tuple(sorted(singles, key=lambda one: text.find(one.phrase))),
        )
        return found if found.text else self._relax(found)

    def _relax(self, concept: Concept) -> Concept:
        """The concept with the papers of what is left of it: its end, or its names.

        A name or noun that no paper holds (`COBOL`, `cholera`) leaves nothing, nor does a head.
        """
        words = concept.phrase.split()
        parts = concept.parts
        if not parts[-1].wide or any(map(_is_thing, concept.missing)):
            return concept
        for first in range(1, len(words) - 1):
            before = " ".join(words[:first])
            if any(one.nodes and one.wide and one.phrase in before for one in parts):
                break
            run = self._phrase_run(" ".join(words[first:]))
            if run.rows.rows:
                lost = " ".join(words[:first])
                runs = (*concept.runs, run)
                return replace(concept, relaxed=_papers(run), lost=(lost,), runs=runs)
        weak = [one for one in parts[:-1] if not (one.nodes and one.wide)]
        weak.sort(key=lambda one: (-len(one.wide), one.phrase))
        for size in range(1, len(weak) + 1):
            for gone in combinations(weak, size):
                papers = frozenset.intersection(*(one.wide for one in parts if one not in gone))
                if papers:
                    phrases = tuple(one.phrase for one in gone)
                    return replace(concept, relaxed=papers, lost=phrases)
        return concept

    def _entity(self, text: str, nodes: Sequence[Node]) -> Concept:
        if text.islower() and " " not in text and not self._is_curated(nodes):
            return self._word(text)
        ids: list[Value] = [node.id for node in nodes]
        runs = [
            self.log.run("papers_below", {"entities": ids, "floor": FLOOR}),
            self.log.run("papers_titling", {"entities": ids}),
            self.log.run("papers_naming", {"entities": ids}),
        ]
        link, title, named = map(_papers, runs)
        said: Papers = frozenset()
        if self._is_other_word(text, nodes) or len(link | title) < FEW_LINKED:
            runs.append(self._phrase_run(text))
            said = _papers(runs[-1])
        if self._is_other_word(text, nodes):
            link, title, named = link & said, title & said, frozenset()
        elif len(link | title | said) < FEW_LINKED:
            said |= named
        narrow = "" if self._is_curated(nodes) else _without_head(text)
        if narrow:
            runs.append(self._phrase_run(narrow))
            named |= _papers(runs[-1])
            said |= named if len(link | title | said) < FEW_LINKED else frozenset()
        return Concept(
            text, tuple(nodes), link, title - link, said - title - link, named, tuple(runs)
        )

    def _is_curated(self, nodes: Sequence[Node]) -> bool:
        return any(node.id in self.vocabulary.concepts for node in nodes)

    def _is_other_word(self, text: str, nodes: Sequence[Node]) -> bool:
        """Whether a field or task goes by a word that may mean less than it: no name or short form.

        Its papers are then those that hold the word itself.
        """
        return all(
            node.label in ("Domain", "Task")
            and not folded(text) & folded(node.name)
            and not _is_short_for(text, node.name)
            for node in nodes
        )

    def _phrase_run(self, text: str) -> QueryRun:
        return self.log.run("papers_with_phrase", {"pattern": phrase_pattern(text)})

    def _word(self, word: str) -> Concept:
        run = self.log.run("papers_with_phrase", {"pattern": word_pattern(word)})
        found = _papers(run)
        return Concept(word, text=found, runs=(run,), missing=() if found else (word,))


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of telling words: names in it, words beside them, and the name that is all of it."""

    first: int
    last: int
    matches: tuple[Match, ...]
    loose: tuple[int, ...]

    @property
    def whole(self) -> Match | None:
        return self.matches[0] if len(self.matches) == 1 and not self.loose else None


def _parts(words: Sequence[str], matches: Sequence[Match]) -> Iterator[_Part]:
    """Cut words at small ones, never within a name."""
    named = {n: match for match in matches for n in range(match.first, match.last)}
    runs: list[list[int]] = []
    for n, word in enumerate(words):
        breaks = n not in named and fold(word).lower() in word_list("function")
        if breaks:
            runs.append([])
        elif runs:
            runs[-1].append(n)
        else:
            runs.append([n])
    telling = [run for run in runs if any(n in named or _tells(words[n]) for n in run)]
    for run in telling or [run for run in runs if run]:
        inside = tuple(dict.fromkeys(named[n] for n in run if n in named))
        loose = tuple(n for n in run if n not in named and (_tells(words[n]) or not telling))
        yield _Part(run[0], run[-1] + 1, inside, loose)


def _without_head(text: str) -> str:
    """What narrows a head such as `algorithms`: few papers write it after `bandit` each time."""
    rest, _, head = text.rpartition(" ")
    return rest if fold(head).casefold() in word_list("generic") else ""


def _tells(word: str) -> bool:
    small = fold(word).casefold()
    adverb = small.endswith("ly") and len(small) > LONGEST_SHORT_FORM
    return not adverb and small not in word_list("generic") and small not in word_list("filling")


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase as names are looked up by: hyphens part them."""
    text = unicodedata.normalize("NFKC", phrase)
    text = re.sub(r"['\u2019]s\b", "", text)
    return [
        word.strip(".!?`*'\u2018\u2019") for word in _WORD.findall(text.replace("-", " "))
        if any(map(str.isalnum, word))
    ][:MAX_WORDS]  # fmt: skip


def phrase_pattern(phrase: str) -> str:
    """A regular expression for texts that hold the words of a phrase one after the other.

    Hyphen, blank or nothing may stand between them, and each may be plural; it reads alike in
    Rust and Java. A phrase without a letter or digit gives one that no text matches.
    """
    words = re.findall(r"[^\W_]+", phrase)
    if not words:
        return NOTHING
    return rf"(?is).*\b{'[^a-z0-9]{0,3}'.join(map(_spelt, words))}\b.*"


def word_pattern(word: str) -> str:
    """A regular expression for texts that hold a word in any of its forms."""
    plain = "".join(re.findall(r"[^\W_]+", word.casefold()))
    root = "" if _is_short_form(word) else stem(plain)
    if not plain or not root.isascii() or len(root) < LEAST_STEM or not plain.startswith(root[:-1]):
        return phrase_pattern(word)
    return rf"(?is).*\b{root.removesuffix('i')}[a-z]*\b.*"


def _is_short_for(text: str, name: str) -> bool:
    """Whether a word in capitals or with digits has its letters in a name, in order: `NER`."""
    if not _is_proper(text) or text.istitle():
        return False
    rest = iter(fold(name).casefold())
    return all(letter in rest for letter in fold(text).casefold() if letter.isalpha())


def _is_thing(word: str) -> bool:
    """Whether a word is a name, or a noun by its ending: not how or what something is done."""
    return _is_proper(word) or (" " not in word and _DESCRIBING.search(word) is None)


def _is_proper(word: str) -> bool:
    return any(map(str.isupper, word)) or any(map(str.isdigit, word))


def _spelt(word: str) -> str:
    """A word in singular and plural, its letters with or without accents; short forms as typed."""
    if _is_short_form(word):
        return rf"(?-i:{word.removesuffix('s')})s?"
    one = fold(word.casefold())
    root = stem(one)
    if len(root) >= LEAST_STEM and root.isascii() and root.isalpha() and one.startswith(root[:-1]):
        ending = "[a-z]*" if len(root) >= LONG_STEM else _ENDINGS
        return _either_english(root.removesuffix("i")) + ending
    ending = r"(?:e?s)?"
    if one.endswith("y") and len(one) > 3:
        one, ending = one[:-1], r"(?:y|ies)"
    return "".join(map(_letter, one)) + ending


def _either_english(root: str) -> str:
    """A stem in British and American spelling."""
    root = re.sub(r"(?<=[a-z]{2})ou?r$", "ou?r", root)
    return re.sub(r"(?<=[a-z]{2})i[sz]$", "i[sz]", root).replace("ll", "ll?")


def _is_short_form(word: str) -> bool:
    """Whether a word is typed as short forms are, in capitals: `IT` is not `it`."""
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= LONGEST_SHORT_FORM and letters.isascii() and letters.isupper()


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return (
        rf"(?:{letter}|\W{{0,2}}{plain}\W{{0,2}})"
        if plain.isascii() and plain.isalnum()
        else letter
    )


def _papers(run: QueryRun) -> Papers:
    return frozenset(str(row[0]) for row in run.rows.rows)
