"""What a sentence denies, plans, supposes or reports of others is no work of the paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.evaluation.polarity import POSITIVE, SURE, polarity_rows
from extract.relations.polarity import polarity
from extract.relations.polarity_words import Polarity, polarity_triggers
from tests.extract.extracted import by_shipped

OPENING = "We sort photos of beetles."


def of(sentence: str, name: str = "BERT") -> Polarity:
    start = sentence.index(name)
    return polarity(sentence, start, start + len(name))


def stated(sentence: str) -> dict[str, str]:
    """Give the types of the sure relations by entity."""
    return {
        relation.entity_id.partition(":")[2]: relation.type
        for relation in by_shipped(f"{OPENING} {sentence}").paper_relations
        if relation.confidence >= SURE and relation.why == "passage"
    }


def figures(sentence: str) -> list[tuple[float, str]]:
    relations = by_shipped(f"{OPENING} {sentence}").paper_relations
    return sorted((r.value, r.change) for r in relations if r.value is not None)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We never train BERT.", "denied"),
        ("Our sorter doesn't rely on BERT.", "denied"),
        ("We refrain from training BERT.", "denied"),
        ("BERT was not used for beetles.", "denied"),
        ("No part of it was trained with BERT.", "denied"),
        ("The sorter works without BERT.", "without"),
        ("The sorter needs no BERT.", "without"),
        ("It is a BERT-free sorter.", "without"),
        ("We prefer a rule over BERT.", "instead"),
        ("A rule is used rather than BERT.", "instead"),
        ("We plan to train BERT.", "planned"),
        ("A comparison with BERT is left for later work.", "planned"),
        ("Future work will look at BERT.", "planned"),
        ("A museum could train BERT.", "supposed"),
        ("If BERT were trained, the sorter might improve.", "supposed"),
        ("We ask whether BERT sorts beetles.", "asked"),
        ("Does BERT know beetles?", "asked"),
        ("Earlier work trained BERT on moths.", "others"),
        ("Ito et al. trained BERT on moths.", "others"),
        ("Most museums rely on BERT.", "others"),
        ("Unlike BERT, our sorter is small.", "unlike"),
    ],
)
def test_a_trigger_rules_what_is_in_its_scope(sentence: str, kind: Polarity) -> None:
    assert of(sentence) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "We train BERT.",
        "Without any labels, we train BERT.",
        "Unlike earlier keepers, we train BERT.",
        "Rather than guess, our sorter asks BERT.",
        "We use BERT, which no earlier keeper has tried.",
        "We train BERT and do not need labels.",
        "BERT is trained on photos; moths are left to future work.",
        "Although labels are not available, BERT is trained on photos.",
        "If labels are missing, BERT fills them in.",
        "We use not only rules but also BERT.",
        "While others have failed, BERT of our making sorts beetles.",
    ],
)
def test_a_clause_ends_a_scope(sentence: str) -> None:
    assert of(sentence) == "own"


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not fine-tune BERT on SQuAD.",
        "The sorter was never tested on SQuAD.",
        "We have not yet measured the sorter on SQuAD.",
        "We train a rule in place of BERT.",
        "We keep away from BERT and steer clear of reinforcement learning.",
        "We intend to train BERT.",
        "One might train BERT.",
        "Were BERT trained, it could help.",
        "Others have tested BERT on SQuAD.",
        "We advise against the use of BERT.",
        "We avoid reinforcement learning.",
        "It is unclear whether BERT helps.",
        "BERT has trouble with beetles.",
        "In the scheme of Sato, BERT was trained on moths.",
        "According to a museum in Lyon, BERT confuses weevils.",
        "For decades, the field has relied on reinforcement learning.",
        "Botanists sort leaves with BERT.",
        "Handbooks recommend BERT.",
        "BERT is the tool of choice for moths.",
        "A BERT was proposed by the winners of a contest.",
        "Moths are usually sorted with BERT.",
        "How BERT tells moths apart is still debated.",
        "A test on SQuAD is being prepared.",
        "In a second paper, BERT is trained.",
        "BERT was deemed too slow.",
        "BERT is to follow once photos arrive.",
        "Unaided by BERT, the sorter finds its way.",
        "A rule obviates reinforcement learning.",
        "A table of shapes takes the place of BERT.",
        "A sorter of beetles has little in common with BERT.",
    ],
)
def test_negated_work_gives_no_positive_relation(sentence: str) -> None:
    assert not POSITIVE & set(stated(sentence).values())


@pytest.mark.parametrize(
    ("sentence", "entity", "kind"),
    [
        ("Photos are labelled with BERT.", "bert", "USES"),
        ("We compare rules, BERT, and a committee.", "bert", "USES"),
        ("The sorter is a BERT.", "bert", "USES"),
        ("BERT reads the labels under the beetles.", "bert", "USES"),
        ("On SQuAD, our reader answers more than before.", "squad", "EVALUATES_ON"),
        ("Unlike BERT, our sorter is small.", "bert", "COMPARES_WITH"),
        ("Our sorter does not outperform BERT.", "bert", "COMPARES_WITH"),
        ("We tackle machine translation of labels.", "machine-translation", "ADDRESSES"),
        ("Photos are cut in two and then read by BERT.", "bert", "USES"),
        ("Drawers were matched on a score from BERT.", "bert", "USES"),
        ("BERT maps of the drawers lack any gap.", "bert", "USES"),
        ("Labels from BERT place the drawer in 1890.", "bert", "USES"),
        ("The order of the drawers follows from BERT.", "bert", "USES"),
        ("The sorter, a small BERT, sees twelve photos.", "bert", "USES"),
        (
            "A reader for machine translation of labels is described.",
            "machine-translation",
            "ADDRESSES",
        ),
    ],
)
def test_a_cue_that_governs_a_name_gives_its_relation(
    sentence: str, entity: str, kind: str
) -> None:
    assert stated(sentence)[entity] == kind


def test_a_name_that_nothing_governs_is_a_mention_only() -> None:
    assert stated("Keepers often speak of BERT.") == {}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The sorter does not reach an accuracy of 93%.", []),
        ("Its accuracy never exceeds 61%.", []),
        ("If the accuracy were 93%, keepers would buy it.", []),
        ("We hope for an accuracy of 93%.", []),
        ("An accuracy of 93% would be needed by keepers.", []),
        ("The accuracy is at least 93%.", []),
        ("Is an accuracy of 93% enough?", []),
        ("Keepers reach an accuracy of 96%, while our sorter reaches 84%.", [(84.0, "")]),
        ("Humans reach an accuracy of 96%, while our sorter reaches 84%.", [(84.0, "")]),
        ("We improve accuracy by 4% to 87%.", [(4.0, "increase"), (87.0, "")]),
        ("The accuracy is 0,87.", [(0.87, "")]),
        ("The accuracy is 87,5%.", [(87.5, "")]),
        ("The perplexity is 1,200.", [(1200.0, "")]),
        ("Without labels, our sorter reaches an accuracy of 84%.", [(84.0, "")]),
    ],
)
def test_only_figures_that_are_reached_are_reported(
    sentence: str, expected: list[tuple[float, str]]
) -> None:
    assert figures(sentence) == expected


@settings(max_examples=200)
@given(st.text(max_size=120), st.data())
def test_any_text_has_a_polarity(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert polarity(text, start, end) in {
        "own", "denied", "planned", "supposed", "possible", "asked", "others", "without",
        "instead", "unlike",
    }  # fmt: skip


@settings(max_examples=50)
@given(st.sampled_from(["", "Now ", "Here, "]), st.sampled_from(["BERT", "a small BERT"]))
def test_a_denial_before_a_semicolon_leaves_what_is_behind_it(opening: str, name: str) -> None:
    assert of(f"{opening}we do not use rules; we train {name}.") == "own"


def test_each_word_has_a_reason_and_stands_once() -> None:
    triggers = polarity_triggers()
    assert all(trigger.why and trigger.words for trigger in triggers)
    rows = [(trigger.kind, trigger.reach, word) for trigger in triggers for word in trigger.words]
    assert len(rows) == len(set(rows))


def test_the_figures_on_annotated_texts_hold() -> None:
    rows = {row.what: row.value for row in polarity_rows()}
    for part in ("dev", "dev2"):
        assert rows[f"polarity, {part}: negative, no positive relation"] >= 0.95
        assert rows[f"polarity, {part}: plain, lost"] <= 0.03
