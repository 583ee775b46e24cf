"""Concepts that are added to a vocabulary: no meaning twice, no cycle, no order."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extract.mentions.matcher import Matcher, tokenize
from extract.records import EntityLabel
from extract.vocabularies.concepts import concepts_of, dump_concepts
from extract.vocabularies.merge import Joined, join, own_vocabulary
from extract.vocabularies.terms import FileTerm, Reading
from extract.vocabulary import Concept, load_vocabulary, make_vocabulary

KNOWN = (
    Concept("domain:astronomy", "astronomy", "Domain", aliases=("astrophysics",)),
    Concept("domain:cosmology", "cosmology", "Domain", parents=(("PART_OF", "domain:astronomy"),)),
    Concept("method:random-forest", "random forest", "Method", aliases=("RF", "forests")),
    Concept("task:object-detection", "object detection", "Task"),
    Concept("model:rag", "RAG", "Model", cased=True),
)
NAMES = st.sampled_from(
    ["astronomy", "astrophysics", "forests", "halo", "Halos", "disk", "RF", "rag"]
)
TERMS = st.builds(
    FileTerm,
    ref=st.sampled_from("abcdef"),
    line=st.just(0),
    name=NAMES,
    label=st.sampled_from(["Domain", "Task", "Method"]),
    aliases=st.lists(NAMES, max_size=3).map(tuple),
    parents=st.lists(
        st.sampled_from([*"abcdef", *(concept.id for concept in KNOWN)]), max_size=3
    ).map(tuple),
)
VOCABULARY = make_vocabulary({concept.id: concept for concept in KNOWN}, "1")


def domain(
    name: str, *above: str, label: EntityLabel = "Domain", aliases: tuple[str, ...] = ()
) -> FileTerm:
    return FileTerm(name, 0, name, label, aliases=aliases, parents=above)


def joined(*terms: FileTerm) -> Joined:
    return join(VOCABULARY, concepts_of(Reading("f", list(terms))).concepts)


def test_a_known_spelling_is_the_known_concept_whatever_its_type() -> None:
    made = joined(
        domain("Astrophysics", aliases=("star science",)),
        domain("object detection", "Astrophysics"),
        domain("pictures of things", aliases=("Random Forests",)),
    )
    concepts = made.vocabulary.concepts
    assert concepts.keys() == VOCABULARY.concepts.keys()
    assert made.known == 3
    assert concepts["domain:astronomy"].aliases == ("astrophysics", "star science")
    assert concepts["task:object-detection"].domains == ("domain:astronomy",)
    assert "pictures of things" in concepts["method:random-forest"].aliases
    assert made.vocabulary.own == {
        "domain:astronomy",
        "task:object-detection",
        "method:random-forest",
    }


def test_an_alias_alone_makes_no_two_concepts_one() -> None:
    made = joined(domain("radio frequency", aliases=("RF",)))
    assert made.vocabulary.concepts["domain:radio-frequency"].aliases == ()
    assert made.faults == (
        (
            "domain:radio-frequency",
            "alias “RF” is a spelling of method:random-forest: left out",
        ),
    )


def test_another_case_of_a_cased_name_is_another_concept() -> None:
    made = joined(domain("rag paper"), domain("rags", aliases=("cleaning rag",)))
    assert {"domain:rag-paper", "domain:rags"} <= made.vocabulary.concepts.keys()


def test_short_forms_are_matched_in_their_case() -> None:
    term = replace(domain("acquired immunity", aliases=("AIDS",)), exact=("AIDS",))
    matcher = Matcher.of(joined(term).vocabulary)
    assert [len(matcher.find(tokenize(text))) for text in ("AIDS", "aids")] == [1, 0]


def test_parents_are_links_of_the_type_that_the_label_has() -> None:
    made = joined(
        domain("stellar streams", "domain:cosmology"),
        domain("stream finding", "task:object-detection", "stellar streams", label="Task"),
        domain("stream data", "task:object-detection", "domain:nowhere", label="Dataset"),
    )
    concepts = made.vocabulary.concepts
    assert made.vocabulary.ancestors("domain:stellar-streams") == (
        "domain:cosmology",
        "domain:astronomy",
    )
    assert concepts["task:stream-finding"].parents == (("SUBTASK_OF", "task:object-detection"),)
    assert concepts["task:stream-finding"].domains == ("domain:stellar-streams",)
    assert [reason for _, reason in made.faults] == [
        "a Dataset can't be below task:object-detection, a Task: left out",
        "there is no concept domain:nowhere to be below: left out",
    ]


def test_of_a_cycle_only_what_is_added_is_left_out() -> None:
    made = joined(
        domain("astronomy", "domain:cosmology"),
        domain("halo", "disk", "domain:cosmology"),
        domain("disk", "halo"),
    )
    assert made.vocabulary.ancestors("domain:cosmology") == ("domain:astronomy",)
    assert made.vocabulary.ancestors("domain:halo") == ("domain:cosmology", "domain:astronomy")
    assert made.vocabulary.ancestors("domain:disk") == ()
    assert [key for key, _ in made.faults] == ["domain:astronomy", "domain:disk", "domain:halo"]


@given(st.lists(TERMS, max_size=8), st.randoms())
def test_the_outcome_has_no_cycle_and_no_order(terms: list[FileTerm], rng: random.Random) -> None:
    concepts = concepts_of(Reading("f", terms)).concepts
    made = join(VOCABULARY, concepts)
    other = join(VOCABULARY, rng.sample(concepts, len(concepts)))
    assert made.vocabulary.concepts == other.vocabulary.concepts
    assert (made.vocabulary.version, made.faults) == (other.vocabulary.version, other.faults)
    for key in made.vocabulary.concepts:
        assert key not in made.vocabulary.ancestors(key)
        assert {*VOCABULARY.ancestors(key)} <= {*made.vocabulary.ancestors(key)}
    again = join(made.vocabulary, concepts)
    assert again.vocabulary.concepts.keys() == made.vocabulary.concepts.keys()


def test_a_vocabulary_that_adds_nothing_changes_no_version() -> None:
    shipped = load_vocabulary()
    same = concepts_of(Reading("f", [domain("astrophysics")])).concepts
    assert own_vocabulary(()) is shipped
    assert own_vocabulary((("one", dump_concepts(same)),)) is shipped
    new = concepts_of(Reading("f", [domain("streams of stars")])).concepts
    first = own_vocabulary((("one", dump_concepts(new)), ("two", dump_concepts(same))))
    second = own_vocabulary((("two", dump_concepts(same)), ("three", dump_concepts(new))))
    assert first.version == second.version != shipped.version
