"""What a surface says apart from how it is written: its words, its head word, its short form.

Everything here looks at one or two surfaces only; `canonical` decides with it over a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from extract.keys import fold, singular
from extract.records import EntityLabel
from extract.schema import schema
from extract.word_lists import alternations, lexicon_words

_LEX = alternations("names")

Words = tuple[str, ...]


_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)*|[+#*]+|@")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_BRACKET = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|[*)\]]+$")
_SMALL_START = re.compile(r"^[a-z]{2,5}(?=[A-Z])")
_NET = re.compile(r"(?<=\s)nets?\b")
_COINED = re.compile(r"[a-z][A-Z]")
_CAPITALS = re.compile(r"[A-Z].*[A-Z\d]|[a-z][A-Z]|[A-Za-z]\d")
_VARIANT_WORD = re.compile(r"[a-z]{1,4}\d{0,2}")
_VERSION_WORD = re.compile(rf"[a-z]|{_LEX['versions']}")

OPENING: Final = lexicon_words("names", "openings")
# Taken off only where the paper has the rest as well: an average of it, a raw value of it.
STATISTICS: Final = lexicon_words("names", "statistics")
_ALIKE_HEADS: Final = lexicon_words("names", "alike heads")
_SMALL_WORDS: Final = lexicon_words("names", "small words")
_PREFIX_LIMIT = 5
_SHORT_LENGTHS = range(3, 13)
_SLIP_LENGTH = 5
_FAMILY_LENGTH = 3


def family(label: EntityLabel) -> str:
    """Give what a label is compared as: a model is a method."""
    return schema().entity_types[label].family or label


@cache
def head_words(label: EntityLabel) -> frozenset[str]:
    """Give the words at the end of a label's names that add nothing to them."""
    return frozenset(schema().entity_types[label].nouns.loose)


@cache
def _opening(label: EntityLabel) -> frozenset[str]:
    return OPENING.union(schema().entity_types[label].nouns.qualities)


def words_of(surface: str) -> Words:
    """Give a surface's words, small and singular, without brackets: one word at least."""
    bare = _NET.sub("network", _BRACKET.sub(" ", surface))
    words = _words(bare) or _words(surface)
    return words or (fold(surface),)


def _words(text: str) -> Words:
    return tuple(singular(word).casefold() for word in _TOKEN.findall(_POSSESSIVE.sub("", text)))


def without_opening(words: Words, label: str) -> Words:
    """Take off what only points or praises: "our novel X" -> "X"; the last word stays."""
    at = 0
    while at < len(words) - 1 and words[at] in _opening(label):
        at += 1
    return words[at:]


def without_heads(words: Words, label: str) -> Iterator[Words]:
    """Give the words without one, two… head words of the label at their end, longest first."""
    heads = head_words(label)
    end = len(words)
    while end > 1 and words[end - 1] in heads:
        end -= 1
        yield words[:end]


def with_plain_head(words: Words) -> Words:
    """Let "graph attention model" and "graph attention framework" end alike."""
    named = len(words) > 2 and words[-1] in _ALIKE_HEADS
    return (*words[:-1], "network") if named else words


def version_of(words: Words, families: Words) -> bool:
    """Tell whether the words are the family's with a version behind: "BERT base", "VOC 2007"."""
    rest = words[len(families) :]
    return (
        bool(rest)
        and len("".join(families)) >= _FAMILY_LENGTH
        and words[: len(families)] == families
        and all(_VERSION_WORD.fullmatch(word) for word in rest)
    )


def variant_of(words: Words, families: Words) -> Words:
    """Give the short words behind a family's, as in "StarGAN-SNG"; none where it is no variant."""
    rest = words[len(families) :]
    fits = words[: len(families)] == families and all(map(_VARIANT_WORD.fullmatch, rest))
    return rest if fits else ()


def contains(words: Words, part: Words) -> bool:
    """Tell whether a part stands in the words, whole and in order, and isn't all of them."""
    size = len(part)
    places = range(len(words) - size + 1)
    return size < len(words) and any(words[at : at + size] == part for at in places)


def words_beside(surface: str, part: Words) -> tuple[list[str], list[str]] | None:
    """Give the words before and behind a part that no hyphen ties to it; None without such."""
    pieces = surface.split()
    words = [words_of(piece) for piece in pieces]
    for first in range(len(pieces)):
        for end in range(first + 1, len(pieces) + 1):
            if tuple(word for piece in words[first:end] for word in piece) == part:
                return pieces[:first], pieces[end:]
    return None


def is_acronym(surface: str, long: Words) -> bool:
    """Tell whether a surface is made of beginnings of the long form's words, in order.

    After Schwartz and Hearst, 2003, but stricter: every word but "of" and its like gives up to five
    letters of its beginning, the first of them a capital or such as "o" in "IoU", and nothing is
    left over: "ResNet" is "residual network", but "GAN" not "generalization analysis". A word of
    the long form that is short itself may stand whole: "OE-CNN", "orthogonal embedding CNN".
    """
    letters = "".join(singular(word) for word in _TOKEN.findall(surface))
    letters = _SMALL_START.sub(lambda start: start.group().upper(), letters)  # "dasNet"
    if not looks_like_name(surface) or len(letters) not in _SHORT_LENGTHS or len(long) < 2:
        return False
    return len("".join(long)) >= len(letters) + 4 and _spells(letters, long)


@lru_cache(maxsize=4096)
def _spells(letters: str, words: Words) -> bool:
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    small = letters.casefold()
    if small.startswith(first) and _spells(letters[len(first) :], rest):
        return True
    for size in range(1, min(len(first), len(letters), _PREFIX_LIMIT) + 1):
        if small[:size] != first[:size] or letters[1:size] != small[1:size]:
            break
        if _may_begin(letters[size:]) and _spells(letters[size:], rest):
            return True
    return first in _SMALL_WORDS and _spells(letters, rest)


def _may_begin(letters: str) -> bool:
    """Tell whether a new word may begin here: at a capital or digit, or a lone small letter."""
    return not letters[:1].islower() or not letters[1:2].islower()


def is_near_spelling(left: Words, right: Words) -> bool:
    """Tell whether two names differ by one slip of the pen inside one word of five letters or more.

    A slip is a vowel or a doubled letter too many or too few, two letters that changed places, or
    "z" for "s"; first and last letters, numbers and all other words agree: "ImagNet" is ImageNet,
    but Mixtral is not Mistral, ResNeXt not ResNet, RoBERTa not RoBERT and GPT-3 not GPT-4.
    """
    if len(left) != len(right):
        return False
    unlike = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and _is_slip(*sorted(unlike[0], key=lambda word: (len(word), word)))


def _is_slip(short: str, long: str) -> bool:
    if len(short) < _SLIP_LENGTH or not (short.isalpha() and long.isalpha()):
        return False
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    at = next(at for at, letter in enumerate(long) if short[at : at + 1] != letter)
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :] and (long[at] in "aeiou" or long[at] == long[at - 1])
    if len(long) != len(short):
        return False
    same_after = short[at + 1 :] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or (same_after and {short[at], long[at]} == {"s", "z"})


def is_coined(surface: str) -> bool:
    """Tell whether a surface has small letters before capitals in a word, as coined names have."""
    return bool(_COINED.search(surface))


def looks_like_name(surface: str) -> bool:
    """Tell whether a surface has the capitals or digits of a name: CamelCase, acronym, digit."""
    return bool(_CAPITALS.search(surface))


def skeleton(words: Words) -> str:
    """Give what near spellings have in common: of each long word its ends and consonants."""
    return " ".join(word if len(word) < _SLIP_LENGTH else _bones(word) for word in words)


def _bones(word: str) -> str:
    consonants = set(word.replace("z", "s")) - set("aeiou")
    return f"{word[0]}{''.join(sorted(consonants))}{word[-1]}"
