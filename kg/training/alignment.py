"""Gold plans as tags on the words of their questions: what the tagger learns from."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tagger.tokens import Word, words_of
from kg.evaluation.question_gold import GoldQuestion
from kg.questions.folding import folded, plain_words, stem, word_list
from kg.questions.tags import ASKED, WORD_TAGS, label_runs

Labels = list[str]  # a label a word, empty for none; `SIDE#2` is the third side


def word_labels(gold: GoldQuestion) -> Labels:
    """The span of each word of the question, numbered so that neighbours stay apart."""
    words = words_of(gold.question)
    labels = [""] * len(words)
    for number, title in enumerate(gold.constraints.papers):
        _mark(words, labels, title, f"TITLE#{number}")
    for number, author in enumerate(gold.constraints.authors):
        _mark(words, labels, author, f"AUTHOR#{number}")
    for number, phrase in enumerate(gold.constraints.exclude):
        _mark(words, labels, phrase, f"EXCLUDE#{number}")
    common = _common(gold.sides, words)
    for number, phrase in enumerate(gold.sides):
        _mark(words, labels, phrase, f"SIDE#{number}", common)
    for number, phrase in enumerate(gold.shared):
        if phrase not in gold.aspects:
            _mark(words, labels, phrase, f"SHARED#{number}")
    for number, phrase in enumerate(gold.aspects):
        if phrase not in ASKED or phrase in ("introduced", "compare", "cite", "uses", "year"):
            _mark(words, labels, phrase, f"ASPECT#{number}")
    return _main_runs(words, labels, len(gold.sides))


def _common(sides: Sequence[str], words: Sequence[Word]) -> frozenset[str]:
    """The stems that all sides have and that the question writes fewer times than it has sides."""
    if len(sides) < 2:
        return frozenset()
    written = [stem(word.text.casefold()) for word in words]
    both = frozenset.intersection(*(folded(side) for side in sides))
    return frozenset(word for word in both if written.count(word) < len(sides))


def _mark(
    words: Sequence[Word],
    labels: Labels,
    phrase: str,
    label: str,
    common: frozenset[str] = frozenset(),
) -> None:
    """Label the words of a phrase where they stand together most closely and are free."""
    places = _best_places(words, labels, plain_words(phrase))
    if not places:
        return
    for place in places:
        small = words[place].text.casefold()
        shared = stem(small) in common and small not in word_list("function")
        if not labels[place] or shared:
            labels[place] = "SHARED#c" if shared else label
    for n in range(places[0], places[-1]):
        if not labels[n] and _fills(words, labels, n, places):
            labels[n] = labels[n - 1]


def _fills(words: Sequence[Word], labels: Labels, n: int, places: Sequence[int]) -> bool:
    """Whether a word between two of a phrase belongs to it: a sign or a function word."""
    small = words[n].text.casefold()
    return bool(labels[n - 1]) and (not small.isalnum() or small in word_list("function"))


def _best_places(words: Sequence[Word], labels: Labels, wanted: Sequence[str]) -> list[int]:
    """The places of the wanted words in order, as close together and as free as can be."""
    small = [word.text.casefold() for word in words]
    best: tuple[tuple[int, int], list[int]] | None = None
    for start in (n for n, word in enumerate(small) if wanted and word == wanted[0]):
        places, at = [start], start
        for term in wanted[1:]:
            later = [n for n in range(at + 1, len(small)) if small[n] == term]
            if not later:
                if term in word_list("function"):
                    continue
                break
            at = later[0]
            places.append(at)
        else:
            taken = sum(bool(labels[n]) for n in places)
            key = (3 * taken + places[-1] - places[0] - len(places), start)
            if best is None or key < best[0]:
                best = (key, places)
    return best[1] if best else _loose_places(small, labels, wanted)


def _loose_places(small: Sequence[str], labels: Labels, wanted: Sequence[str]) -> list[int]:
    """Any places of the content words, the free ones first: for phrases out of order."""
    chosen = []
    for term in wanted:
        if term in word_list("function"):
            continue
        places = sorted(
            (n for n, word in enumerate(small) if word == term and n not in chosen),
            key=lambda n: (bool(labels[n]), n),
        )
        chosen += places[:1]
    return sorted(chosen)


def _main_runs(words: Sequence[Word], labels: Labels, sides: int) -> Labels:
    """Keep the longest run of an only side as the side; its other runs are shared."""
    if sides == 1:
        runs = [run[:2] for run in label_runs(labels) if run[2] == "SIDE#0"]
        for first, last in sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[1:]:
            labels[first:last] = ["SHARED#r"] * (last - first)
    return _trimmed(words, labels)


def _trimmed(words: Sequence[Word], labels: Labels) -> Labels:
    """Without function words and signs at the end of a run."""
    for n in range(len(labels) - 1, -1, -1):
        last = n + 1 == len(labels) or labels[n + 1] != labels[n]
        small = words[n].text.casefold()
        if labels[n] and last and small in word_list("function") and not small.isdigit():
            labels[n] = ""
    return labels


def tags_of(labels: Labels) -> list[int]:
    """The number of the tag of each word: a label that goes on is inside its span."""
    tags = []
    for n, label in enumerate(labels):
        if not label:
            tags.append(0)
            continue
        inside = n > 0 and labels[n - 1] == label
        tags.append(WORD_TAGS.index(f"{'I' if inside else 'B'}-{label.partition('#')[0]}"))
    return tags


def asked_of(gold: GoldQuestion) -> str:
    """The class of what is asked without a noun: one of `ASKED`."""
    fixed = [aspect for aspect in gold.aspects if aspect in ASKED]
    if fixed[:2] == ["definition", "uses"]:
        return "definition+uses"
    return fixed[0] if fixed else ""
