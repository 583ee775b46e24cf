"""The surfaces of one paper and the words that they are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract.entities.surfaces import (
    STATISTICS,
    Words,
    family,
    with_plain_head,
    without_heads,
    without_opening,
    words_of,
)
from extract.keys import fold
from extract.records import EntityLabel
from extract.vocabulary import Vocabulary

Known = Callable[[str, EntityLabel], str | None]
Key = tuple[str, Words]  # a label's family, and the words that count


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A surface with the label of what it names."""

    surface: str
    label: EntityLabel


def known_in(vocabulary: Vocabulary) -> Known:
    """Give what looks a text up: the one concept of this label's family that it spells, or None."""

    def known(text: str, label: EntityLabel) -> str | None:
        concepts = [vocabulary.concepts[key] for key in vocabulary.by_key.get(fold(text), ())]
        spelt = [concept.id for concept in concepts if family(concept.label) == family(label)]
        return spelt[0] if len(spelt) == 1 else None

    return known


class KeyedForms:
    """Each form's key: its words, with short forms written out, without opening and head words.

    `written` are the words of a key as they stand, `explained` the keys of short forms that the
    paper defines, `why` the rules that a form's key was found by.
    """

    def __init__(
        self, forms: Mapping[Form, int], short_forms: Mapping[str, str], known: Known
    ) -> None:
        self.uses = {form: forms[form] for form in sorted(forms)}
        self._short = {
            words_of(short): words_of(short_forms[short]) for short in sorted(short_forms)
        }
        self._lookup = known
        self.why: dict[Form, tuple[str, ...]] = {}
        self.key_of: dict[Form, Key] = {}
        self.surfaces: dict[Key, list[str]] = defaultdict(list)
        self.written: dict[Key, set[Words]] = defaultdict(set)
        self.explained: set[Key] = set()
        self._give_keys()

    def _give_keys(self) -> None:
        for form in self.uses:
            words, was_short = self._written_out(words_of(form.surface))
            self.key_of[form] = (family(form.label), words)
            self.why[form] = ("abbreviation",) if was_short else ()
        present = frozenset(self.key_of.values())
        for form, (label, words) in self.key_of.items():
            known = self.meaning(form)
            bare = words if known else self._trimmed(label, words, present)
            if bare != words:
                self.why[form] += ("head word",)
            self.key_of[form] = (label, bare)
            as_written = words_of(form.surface)
            self.written[label, bare] |= {bare, as_written}
            self.surfaces[label, bare].append(form.surface)
            if as_written in self._short:
                self.explained.add((label, bare))

    def meaning(self, form: Form) -> str | None:
        """Give the vocabulary's concept of a form, unless the paper defines the form itself."""
        own = words_of(form.surface) in self._short
        return None if own else self._lookup(form.surface, form.label)

    def _written_out(self, words: Words) -> tuple[Words, bool]:
        was_short = False
        for short, long in self._short.items():
            size = len(short)
            at = next((i for i in range(len(words)) if words[i : i + size] == short), None)
            if at is not None:
                words, was_short = (*words[:at], *long, *words[at + size :]), True
        return words, was_short

    def _trimmed(self, label: str, words: Words, present: frozenset[Key]) -> Words:
        bare = best = without_opening(words, label)
        if (
            label == "Metric"
            and bare[0] in STATISTICS
            and any(
                (label, rest) in present for rest in (bare[1:], *without_heads(bare[1:], label))
            )
        ):
            bare = best = bare[1:]
        for shorter in without_heads(bare, label):
            free = label in {"Dataset", "Metric"} or (label == "Task" and len(shorter) > 1)
            if free or (label, shorter) in present:
                best = shorter
        return with_plain_head(best) if label == "Method" else best
