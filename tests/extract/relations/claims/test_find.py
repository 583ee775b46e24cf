"""Claims of single sentences: subject, predicate, object, value, dataset and condition."""

from __future__ import annotations

import pytest

from extract.records import Claim
from tests.extract.extracted import by_shipped

BERT, ROBERTA, ELMO = "model:bert", "model:roberta", "model:elmo"
LEAD = "We study several encoders in detail. "


def claims(sentence: str, lead: str = LEAD) -> tuple[Claim, ...]:
    """The claims of a sentence that stands behind another one."""
    return by_shipped(f"{lead}{sentence}", "On encoders").claims


def triples(given: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(c.subject_id, c.predicate, c.object_id) for c in given}


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("RoBERTa outperforms BERT.", "better"),
        ("RoBERTa significantly and consistently outperforms the standard BERT model.", "better"),
        ("RoBERTa surpasses BERT on all of them.", "better"),
        ("We find that RoBERTa is superior to BERT.", "better"),
        ("RoBERTa performs much better than BERT.", "better"),
        ("RoBERTa is more accurate than BERT.", "better"),
        ("RoBERTa achieves higher accuracy than BERT.", "better"),
        ("RoBERTa gives a lower error than BERT.", "better"),
        ("RoBERTa improves accuracy by 3% over BERT.", "better"),
        ("RoBERTa reduces the error rate compared to BERT.", "better"),
        ("RoBERTa shows significant improvements over BERT.", "better"),
        ("RoBERTa reads all of it and outperforms BERT.", "better"),
        ("RoBERTa reads all of it, outperforming BERT.", "better"),
        ("RoBERTa was shown to outperform BERT.", "better"),
        ("The accuracy of RoBERTa exceeds that of BERT.", "better"),
        ("Compared with BERT, RoBERTa improves accuracy by 4%.", "better"),
        ("RoBERTa outperforms strong baselines such as BERT.", "better"),
        ("RoBERTa is worse than BERT.", "worse"),
        ("RoBERTa underperforms BERT.", "worse"),
        ("RoBERTa is outperformed by BERT.", "worse"),
        ("RoBERTa lags behind BERT.", "worse"),
        ("RoBERTa is less robust than BERT.", "worse"),
        ("RoBERTa yields lower accuracy than BERT.", "worse"),
        ("RoBERTa is on par with BERT.", "equal"),
        ("RoBERTa matches the performance of BERT.", "equal"),
        ("RoBERTa achieves performance comparable to BERT.", "equal"),
        ("RoBERTa performs comparably to BERT.", "equal"),
        ("RoBERTa is 3 times faster than BERT.", "faster"),
        ("RoBERTa converges faster than BERT.", "faster"),
        ("Compared with BERT, RoBERTa reduces latency by 40%.", "faster"),
        ("RoBERTa has higher throughput than BERT.", "faster"),
        ("RoBERTa is slower than BERT.", "slower"),
        ("RoBERTa takes more time than BERT.", "slower"),
        ("RoBERTa needs less memory than BERT.", "needs_less"),
        ("RoBERTa uses fewer parameters than BERT.", "needs_less"),
        ("RoBERTa is cheaper than BERT.", "needs_less"),
        ("RoBERTa requires far more training data than BERT.", "needs_more"),
    ],
)
def test_wordings_give_their_predicate(sentence: str, predicate: str) -> None:
    assert triples(claims(sentence)) == {(ROBERTA, predicate, BERT)}


@pytest.mark.parametrize(
    "sentence",
    [
        "RoBERTa does not outperform BERT.",
        "RoBERTa never outperforms BERT.",
        "RoBERTa fails to outperform BERT.",
        "RoBERTa could outperform BERT.",
        "RoBERTa may be faster than BERT.",
        "We test whether RoBERTa outperforms BERT.",
        "Does RoBERTa outperform BERT?",
        "If RoBERTa outperforms BERT, it is used.",
        "We expect that RoBERTa outperforms BERT.",
        "No RoBERTa outperforms BERT.",
        "RoBERTa is no better than BERT.",
        "RoBERTa is not more accurate than BERT.",
        "We use RoBERTa rather than BERT.",
        "We compare RoBERTa with BERT.",
        "The layers of RoBERTa are wider than BERT.",
        "Training with RoBERTa outperforms BERT.",
        "RoBERTa outperforms previous work.",
        "RoBERTa outperforms the layers of BERT.",
        "A mixture of RoBERTa and BERT outperforms ELMo.",
        "RoBERTa has a larger vocabulary than BERT.",
        "RoBERTa outperforms GLUE.",
        "RoBERTa and BERT fail in tandem.",
        "RoBERTa reads layers that are less effective than BERT.",
        "We consider shelves with sizes that exceed BERT.",
        "RoBERTa gives more insight into performance than BERT.",
        "Experiments on GLUE show better accuracy than BERT.",
    ],
)
def test_denied_asked_or_unclear_sentences_give_no_claim(sentence: str) -> None:
    assert claims(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "RoBERTa outperforms BERT and ELMo.",
            {(ROBERTA, "better", BERT), (ROBERTA, "better", ELMO)},
        ),
        (
            "RoBERTa and BERT outperform ELMo.",
            {(ROBERTA, "better", ELMO), (BERT, "better", ELMO)},
        ),
        (
            "RoBERTa outperforms ELMo, while BERT is slower than ELMo.",
            {(ROBERTA, "better", ELMO), (BERT, "slower", ELMO)},
        ),
        ("On GLUE, RoBERTa outperforms BERT.", {(ROBERTA, "better", BERT)}),
        (
            "As expected, RoBERTa not only reads but also outperforms BERT.",
            {(ROBERTA, "better", BERT)},
        ),
        ("RoBERTa trained on GLUE outperforms BERT.", {(ROBERTA, "better", BERT)}),
        ("We use ELMo, but BERT outperforms RoBERTa.", {(BERT, "better", ROBERTA)}),
        ("BERT fails on GLUE.", {(BERT, "fails_on", "dataset:glue")}),
        ("BERT performs poorly on GLUE.", {(BERT, "fails_on", "dataset:glue")}),
    ],
)
def test_the_ends_are_those_of_the_clause(
    sentence: str, expected: set[tuple[str, str, str]]
) -> None:
    assert triples(claims(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The lattice Boltzmann method is faster than finite volume schemes.",
            ("lattice-boltzmann", "faster", "finite-volume"),
        ),
        (
            "Graphene sensors are more sensitive and are more reliable than silicon sensors.",
            ("Graphene sensors", "better", "silicon sensors"),
        ),
        (
            "The spin echo protocol outperforms dynamical decoupling at low fields.",
            ("spin echo", "better", "dynamical-decoupling"),
        ),
        (
            "Perturbation theory breaks down in the strong coupling regime.",
            ("perturbation-theory", "fails_on", "coupling regime"),
        ),
        (
            "Coupled cluster theory needs more memory than density functional theory.",
            ("coupled-cluster", "needs_more", "density-functional-theory"),
        ),
    ],
)
def test_entities_of_other_fields_are_compared(
    sentence: str, expected: tuple[str, str, str]
) -> None:
    (claim,) = claims(sentence, "We study matter. ")
    subject, predicate, other = expected
    assert subject.casefold() in claim.subject_id.casefold()
    assert (claim.predicate, other.casefold() in claim.object_id.casefold()) == (predicate, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our method outperforms BERT.",
        "The proposed model outperforms BERT.",
        "We outperform BERT.",
        "We present a novel encoder that outperforms BERT.",
        "With fewer layers, our small graph encoder model outperforms BERT.",
    ],
)
def test_an_unnamed_system_of_the_paper_is_the_paper(sentence: str) -> None:
    assert triples(claims(sentence)) == {("", "better", BERT)}


def test_the_only_entity_that_a_paper_proposes_is_its_method() -> None:
    lead = "We propose ZubNet, a new encoder. "
    for sentence in ("Our method outperforms BERT.", "It outperforms BERT."):
        own = claims(sentence, lead)
        assert {(c.subject_id.partition(":")[2], c.object_id) for c in own} == {("zubnet", BERT)}


def test_a_claim_has_value_dataset_and_condition() -> None:
    sentence = "RoBERTa outperforms BERT on GLUE by 3.1 BLEU when training data is scarce."
    (claim,) = claims(sentence)
    assert (claim.metric_id, claim.value, claim.unit) == ("metric:bleu", 3.1, "")
    assert (claim.dataset_id, claim.condition) == (
        "dataset:glue",
        "when training data is scarce",
    )
    assert (claim.passage, claim.char_start, claim.char_end) == (
        1,
        len(LEAD),
        len(LEAD) + len(sentence),
    )


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "condition"),
    [
        ("RoBERTa is 2.5 times faster than BERT.", 2.5, "x", ""),
        ("Compared with BERT, RoBERTa reduces latency by 40%.", 40.0, "%", ""),
        ("RoBERTa outperforms BERT by 2 to 5 points.", None, "", ""),
        ("RoBERTa outperforms BERT by 2.1 and 3.4 points.", None, "", ""),
        ("RoBERTa outperforms BERT with 12 layers.", None, "", ""),
        ("For long texts, RoBERTa outperforms BERT.", None, "", "For long texts"),
        ("RoBERTa outperforms BERT in low-data regimes.", None, "", "in low-data regimes"),
        ("RoBERTa outperforms BERT, showing room for more.", None, "", ""),
    ],
)
def test_figures_and_conditions_are_those_of_the_comparison(
    sentence: str, value: float | None, unit: str, condition: str
) -> None:
    (claim,) = claims(sentence)
    assert (claim.value, claim.unit, claim.condition) == (value, unit, condition)


def test_possible_and_background_claims_are_less_sure() -> None:
    (plain,) = claims("Our results show that RoBERTa outperforms BERT.")
    (able,) = claims("Our results show that RoBERTa can outperform BERT.")
    text = "It has long been known that RoBERTa outperforms BERT. In this paper we study pipes."
    (known,) = claims(text, "")
    assert plain.confidence > able.confidence > known.confidence


def test_odd_text_is_read_soon() -> None:
    for text in ("BERT, " * 700, "BERT outperforms " * 300, "over 3 % higher than BERT and " * 150):
        claims(text)
