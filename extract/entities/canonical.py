"""Which surfaces of one paper name the same entity, and by which rule.

Rules only, no similarity: short forms that the paper defines, the vocabulary's spellings, spaces
and hyphens, head words, acronyms, versions, shortened names, slips of the pen. A surface that fits
two entities is left alone. Entities that the vocabulary distinguishes are never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.entities.forms import Form, Key, KeyedForms, Known
from extract.entities.surfaces import (
    OPENING,
    Words,
    contains,
    head_words,
    is_acronym,
    is_coined,
    is_near_spelling,
    variant_of,
    version_of,
    words_beside,
)
from extract.keys import singular, spelling_difference


@dataclass(frozen=True, slots=True)
class FormName:
    """What a form names: the entity's plainest form, its concept, and the rules that led there.

    `concept_id` is None where the vocabulary has no such concept; `why` is empty for the plainest
    form itself.
    """

    name: Form
    concept_id: str | None
    why: tuple[str, ...]


# A form that joins another by these is not its name: "BERT-base", "translation".
_LEANING = frozenset({"version", "coreference"})


def _is_common(word: str) -> bool:
    return word.islower() and singular(word) not in head_words("Dataset")


def resolve(
    forms: Mapping[Form, int], short_forms: Mapping[str, str], known: Known
) -> dict[Form, FormName]:
    """Say of each form what it names, given how often each is used and what the paper defines.

    Equal for equal input, whatever the order of forms and definitions.
    """
    paper = _Paper(forms, short_forms, known)
    paper.merge_all()
    return paper.named()


class _Paper:
    """The groups that the keys of one paper's forms grow into, each joining with its reason."""

    def __init__(
        self, forms: Mapping[Form, int], short_forms: Mapping[str, str], known: Known
    ) -> None:
        self._forms = KeyedForms(forms, short_forms, known)
        self._lookup = known
        self._uses: dict[Key, int] = defaultdict(int)
        for form, key in self._forms.key_of.items():
            self._uses[key] += self._forms.uses[form]
        self._keys = sorted(self._uses)
        self._group = {key: key for key in self._keys}
        self._members = {key: [key] for key in self._keys}
        self._edges: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
        self._concept: dict[Key, str] = {}
        self._leaning: set[Key] = set()

    def merge_all(self) -> None:
        """Apply every rule, the surest first."""
        self._by_vocabulary()
        self._by_writing()
        for rule in (self._acronym, self._version, self._shortened, self._slip):
            for key in self._keys:
                rule(key)
        for key in self._keys:
            self._bare_kind(key)

    def named(self) -> dict[Form, FormName]:
        """Give the plainest form of each group and why each other form belongs to it."""
        groups: dict[Key, list[Form]] = defaultdict(list)
        for form, key in self._forms.key_of.items():
            groups[self._group[key]].append(form)
        names: dict[Form, FormName] = {}
        for group, members in groups.items():
            name = min(members, key=self._plainness)
            ways = self._ways(self._forms.key_of[name])
            for form in members:
                why = dict.fromkeys((*self._forms.why[form], *ways[self._forms.key_of[form]]))
                names[form] = FormName(name, self._concept.get(group), self._why(why, form, name))
        return names

    def _why(self, why: Iterable[str], form: Form, name: Form) -> tuple[str, ...]:
        """Leave out the name's own rules; with none left, give the difference of spelling."""
        if form == name:
            return ()
        reasons = tuple(reason for reason in why if reason not in self._forms.why[name])
        return reasons or (spelling_difference(form.surface, name.surface),)

    def _plainness(self, form: Form) -> tuple[bool, int, int, str, str]:
        leaning = self._forms.key_of[form] in self._leaning
        why, uses = self._forms.why[form], self._forms.uses[form]
        return (leaning, len(why), -uses, form.surface, form.label)

    def _join(self, left: Key, right: Key, why: str, *, renames: bool = False) -> None:
        """Make one group of two, unless the vocabulary distinguishes them.

        `renames`: the left is the right here, whatever the vocabulary calls it.
        """
        a, b = self._group[left], self._group[right]
        if a == b:
            return
        ours, theirs = self._concept.get(a), self._concept.get(b)
        if ours and theirs and ours != theirs and not renames:
            return
        if why in _LEANING:
            self._leaning.add(left)
        self._edges[left].append((right, why))
        self._edges[right].append((left, why))
        for key in self._members[a]:
            self._group[key] = b
        self._members[b] += self._members.pop(a)
        self._concept.pop(a, None)
        concept = theirs if renames else theirs or ours
        if concept:
            self._concept[b] = concept

    def _ways(self, start: Key) -> dict[Key, tuple[str, ...]]:
        """Give the reasons on the way from a key to every other of its group."""
        ways: dict[Key, tuple[str, ...]] = {start: ()}
        waiting = [start]
        for key in waiting:
            for other, why in self._edges[key]:
                if other not in ways:
                    ways[other] = (*ways[key], why)
                    waiting.append(other)
        return ways

    def _by_vocabulary(self) -> None:
        spelt: dict[str, list[Key]] = defaultdict(list)
        for form, key in self._forms.key_of.items():
            concept_id = self._forms.meaning(form) or self._lookup(" ".join(key[1]), form.label)
            if concept_id and key not in self._concept:
                self._concept[key] = concept_id
                spelt[concept_id].append(key)
        for keys in spelt.values():
            for key in keys[1:]:
                self._join(key, keys[0], "vocabulary")

    def _by_writing(self) -> None:
        """Spaces and hyphens make no difference: "miniImageNet", "mini-ImageNet"."""
        joined: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for label, words in self._keys:
            joined[label, "".join(words)].append((label, words))
        for keys in joined.values():
            for key in keys[1:]:
                self._join(key, keys[0], "hyphen")

    def _sole_group(self, keys: Sequence[Key]) -> Key | None:
        """Give a key of the group that all keys are of; None for several groups or none."""
        groups = {self._group[key] for key in keys}
        return min(keys, key=lambda key: (len(key[1]), key)) if len(groups) == 1 else None

    def _alike(self, label: str, fits: Callable[[Words], bool]) -> list[Key]:
        return [key for key in self._keys if key[0] == label and fits(key[1])]

    def _acronym(self, key: Key) -> None:
        """A short form that neither the paper nor the vocabulary explains, by its letters."""
        if key in self._forms.explained or self._group[key] in self._concept:
            return
        surfaces = self._forms.surfaces[key]
        long_forms = [
            other
            for other in self._keys
            if other[0] == key[0]
            and self._group[other] != self._group[key]
            and any(
                is_acronym(surface, words)
                for surface in surfaces
                for words in self._forms.written[other]
            )
        ]
        long = self._sole_group(long_forms)
        if long:
            self._join(key, long, "abbreviation")

    def _version(self, key: Key) -> None:
        """The longest family that the paper names; a dataset's only where it has one version."""
        label, words = key
        if label not in {"Method", "Dataset"} or self._group[key] in self._concept:
            return
        families = self._alike(
            label, lambda other: version_of(words, other) or self._is_variant(key, other)
        )
        if not families:
            return
        parent = max(families, key=lambda other: len(other[1]))
        if label == "Dataset" and not any(char.isdigit() for char in words[-1]):
            return
        versions = self._alike(label, lambda other: version_of(other, parent[1]))
        if label == "Method" or self._sole_group(versions):
            self._join(key, parent, "version")

    def _is_variant(self, key: Key, other: Words) -> bool:
        """Of a name that the paper coined, with letters behind that name nothing themselves."""
        label, parent = key[0], (key[0], other)
        rest = variant_of(key[1], other)
        if not rest or not self._is_coined(parent):
            return False
        return not any(self._lookup(end, "Method") or (label, (end,)) in self._uses for end in rest)

    def _is_coined(self, key: Key) -> bool:
        explained = key in self._forms.explained or any(map(is_coined, self._forms.surfaces[key]))
        return explained and not self._known(key)

    def _shortened(self, key: Key) -> None:
        """A dataset's name in short, where just one longer name holds it as words of its own.

        "MPII" is "MPII Human Pose", but "ImageNet" not "ImageNet-Sketch". A name that the
        vocabulary knows takes in plain words only: "Gigaword", "annotated Gigaword corpus".
        """
        label, part = key
        named = any(char.isupper() for surface in self._forms.surfaces[key] for char in surface)
        if label != "Dataset" or not named or part[0].isdigit():
            return
        longer = [other for other in self._keys if self._holds(other, part)]
        full = self._sole_group(longer)
        if full and (not self._known(key) or self._known(full) or self._is_described(full, part)):
            self._join(key, full, "short name")

    def _known(self, key: Key) -> bool:
        return self._group[key] in self._concept

    def _holds(self, key: Key, part: Words) -> bool:
        """Tell whether a longer name has the part, not as a word before a common noun's."""
        if key[0] != "Dataset" or not contains(key[1], part):
            return False
        beside = [
            sides for surface in self._forms.surfaces[key] if (sides := words_beside(surface, part))
        ]
        return any(not any(map(_is_common, behind)) for _, behind in beside)

    def _is_described(self, key: Key, part: Words) -> bool:
        beside = [words_beside(surface, part) or ((), ()) for surface in self._forms.surfaces[key]]
        words = [word for before, behind in beside for word in (*before, *behind)]
        return all(word.islower() or word.casefold() in OPENING for word in words)

    def _slip(self, key: Key) -> None:
        label, words = key
        near = self._sole_group(self._alike(label, lambda other: is_near_spelling(words, other)))
        if near:
            self._join(key, near, "near spelling")

    def _bare_kind(self, key: Key) -> None:
        """A word for a kind, where the paper names one entity of the kind: "translation".

        Tasks and metrics are so called even if the vocabulary knows the word, and by two words if
        it does not; methods by one word that it does not know.
        """
        label, words = key
        if not self._may_be_bare(key):
            return
        size = len(words)
        kinds = self._alike(label, lambda other: len(other) > size and other[-size:] == words)
        if not kinds:
            return
        kind = min(kinds, key=lambda other: (len(other[1]), -self._uses[other], other))
        if all(self._is_kind_of(other, kind) for other in kinds):
            self._join(key, kind, "coreference", renames=True)

    def _may_be_bare(self, key: Key) -> bool:
        label, words = key
        lacking = not self._known(key)
        if label == "Method":
            return lacking and len(words) == 1
        return label in {"Task", "Metric"} and (len(words) == 1 or (lacking and len(words) == 2))

    def _is_kind_of(self, key: Key, other: Key) -> bool:
        size = len(other[1])
        return self._group[key] == self._group[other] or key[1][-size:] == other[1]
