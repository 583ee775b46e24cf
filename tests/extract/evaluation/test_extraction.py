"""What is reported where corpora are absent, and what the shipped models must reach."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from extract.evaluation.corpora import read_gold, read_scier
from extract.evaluation.extraction import TIERS, Places, extraction_figures
from extract.evaluation.scoring import names_by, score_names, to_scier, to_tdmsci
from extract.tagger.tagger import load_tagger
from extract.vocabulary import data_dir


def test_an_absent_corpus_is_reported_in_its_row(tmp_path: Path) -> None:
    figures = list(islice(extraction_figures(Places(tmp_path, tmp_path)), 5))
    assert [figure.value for figure in figures] == [
        f"not measured: no {corpus} beside the checkout"
        for corpus in ("scier", "scier", "scier", "tdmsci", "scier")
    ]


def test_labels_are_mapped_to_what_a_corpus_marks() -> None:
    assert [to_scier(label) for label in ("Model", "Dataset", "Metric")] == [
        "Method", "Dataset", None,
    ]  # fmt: skip
    assert [to_tdmsci(label) for label in ("Model", "Metric")] == [None, "Metric"]


def test_the_shipped_models_hold_their_figures_on_own_test_papers() -> None:
    test = read_gold(data_dir(), "test")
    fast, accurate = (score_names(test, names_by(load_tagger(tier), test)).f1 for tier in TIERS)
    assert fast > 61
    assert accurate > 68


def test_the_shipped_quick_model_holds_its_figure_on_scier(shared_data: Path) -> None:
    test = read_scier(shared_data / "scier", "test")
    names = names_by(load_tagger("fast"), test)
    assert score_names(test, names, to_scier).f1 > 55
