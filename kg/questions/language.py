"""May a text be asked? English shows by letters, and by words that no language does without."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from extract.word_lists import word_lists
from kg.errors import WrongUsage
from kg.questions.folding import plain_words, word_list
from kg.questions.plan import MAX_QUESTION

OTHER_LETTERS = 0.3  # fraction of letters that are not Latin above which a text is not English
LEAST_WORDS = 2
QUESTION_WORDS = "question words"


def check_question(text: str) -> None:
    """Raise WrongUsage for a question that is empty, too long or in another language."""
    check_length(text, "question")
    if not is_english(text):
        raise WrongUsage("questions are read in English: ask it in English")


def check_length(text: str, what: str) -> None:
    """Raise WrongUsage for a text without a letter or digit, or with too many characters."""
    if not any(map(str.isalnum, text)):
        raise WrongUsage(f"the {what} is empty")
    if len(text) > MAX_QUESTION:
        raise WrongUsage(f"the {what} is longer than {MAX_QUESTION:,} characters")


def is_english(text: str) -> bool:
    """Whether a question is English; keywords and names without function words pass."""
    letters = [letter for letter in text if letter.isalpha()]
    other = sum(not _latin(letter) for letter in letters)
    if letters and other > OTHER_LETTERS * len(letters) and other > 4:
        return False
    words = plain_words(text)
    english = sum(word in word_list("function") for word in words)
    opens = words[0] in _small_words()[QUESTION_WORDS] if words else False
    return not (opens and not english) and all(
        _foreign(words, small) <= max(english, LEAST_WORDS - 1) for small in _small_words().values()
    )


def _foreign(words: list[str], small: frozenset[str]) -> int:
    """How many small words of another language there are; those outside ASCII count twice."""
    return sum((1 if word.isascii() else 2) for word in words if word in small)


def _latin(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(("LATIN", "GREEK", "MICRO", "MODIFIER", "DOUBLE-STRUCK", "SCRIPT"))


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    """The small words of other languages, without those that English has too."""
    english = word_list("function") | word_list("asking")
    lists = word_lists("other_languages")
    return {language: frozenset(words) - english for language, words in lists.items()}
