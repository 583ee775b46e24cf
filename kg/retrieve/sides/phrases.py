"""Phrases cut into runs of telling words, and kinds of words by their form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.keys import fold
from extract.schema import schema
from kg.questions.folding import word_list
from kg.retrieve.sides.names import NameMatch
from kg.retrieve.sides.patterns import LONGEST_SHORT_FORM

MAX_WORDS = 40
_DESCRIBING = re.compile(
    r"(?:ed|ing|ive|ous|ful|less|able|ible|al|ic|ary|ory|ish|y|er|est|ant|ent|i[sz]e|ate|ify|ect)$"
)
_WORD = re.compile(r"[^\s,;:()\[\]\"\u201c\u201d/]+")
COMPOUND = re.compile(r"[^\W_]*[A-Z0-9][^\W_]*-[^\W_]+")


@dataclass(frozen=True, slots=True)
class PhrasePart:
    """A run of telling words: names in it, words beside them, and the name that is all of it."""

    first: int
    last: int
    matches: tuple[NameMatch, ...]
    loose: tuple[int, ...]

    @property
    def whole(self) -> NameMatch | None:
        """The name that is all of it, if any is."""
        return self.matches[0] if len(self.matches) == 1 and not self.loose else None


def parts_of(words: Sequence[str], matches: Sequence[NameMatch]) -> Iterator[PhrasePart]:
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
        yield PhrasePart(run[0], run[-1] + 1, inside, loose)


def is_longer_name(words: Sequence[str], part: PhrasePart, compounds: frozenset[str]) -> bool:
    """Whether words continue a name, so that both are one name: `BERT-large`."""
    versioned = schema().with_role("means", "data", "other")
    for match in part.matches:
        if match.last not in part.loose or not all(node.label in versioned for node in match.nodes):
            continue
        before, after = words[match.last - 1], words[match.last]
        if after[0].isupper() or f"{before}-{after}" in compounds:
            return True
    return False


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase as names are looked up by: hyphens part them."""
    text = unicodedata.normalize("NFKC", phrase)
    text = re.sub(r"['\u2019]s\b", "", text)
    return [
        word.strip(".!?`*'\u2018\u2019") for word in _WORD.findall(text.replace("-", " "))
        if any(map(str.isalnum, word))
    ][:MAX_WORDS]  # fmt: skip


def _tells(word: str) -> bool:
    small = fold(word).casefold()
    adverb = small.endswith("ly") and len(small) > LONGEST_SHORT_FORM
    return not adverb and small not in word_list("generic") and small not in word_list("filling")


def without_head(text: str) -> str:
    """What narrows a head such as `algorithms`: few papers write it after `bandit` each time."""
    rest, _, head = text.rpartition(" ")
    return rest if fold(head).casefold() in word_list("generic") else ""


def is_short_for(text: str, name: str) -> bool:
    """Whether a word in capitals or with digits has its letters in a name, in order: `NER`."""
    if not _is_proper(text) or text.istitle():
        return False
    rest = iter(fold(name).casefold())
    return all(letter in rest for letter in fold(text).casefold() if letter.isalpha())


def is_name_or_noun(word: str) -> bool:
    """Whether a word is a name, or a noun by its ending: not how or what something is done."""
    return _is_proper(word) or (" " not in word and _DESCRIBING.search(word) is None)


def _is_proper(word: str) -> bool:
    return any(map(str.isupper, word)) or any(map(str.isdigit, word))
