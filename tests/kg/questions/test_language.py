"""English is read, other languages are recognised, keywords and names pass."""

from __future__ import annotations

import json

import pytest

from kg.questions.language import is_english
from tests.conftest import ROOT

ENGLISH = [
    "How do CNNs and transformers differ?",
    "de novo protein design",
    "in situ TEM of die attach materials",
    "Monte Carlo vs. Quasi-Monte Carlo",
    "who works on El Niño",
    "β-decay of ⁶He",
    "SOTA on ImageNet-C",
    "vision language action models en masse",
    "Welch's t-test",
    "Quelle: what is a provenance format?",
    "Les Houches lectures on random matrices",
    "the role of \u03b1-synuclein in \u03b3-oscillations",
]
OTHER = [
    "Welche Papiere nutzen LoRA?",
    "Quels articles utilisent LoRA ?",
    "Quelles métriques sont utilisées pour le résumé de code ?",
    "代码摘要使用哪些数据集",
    "Welche Datensätze werden für Code-Zusammenfassung verwendet?",
    "какие метрики используются для code summarization",
    "¿Qué conjuntos de datos se usan para code summarization?",
    "Quali sono le differenze tra BERT e GPT?",
    "Welke datasets worden gebruikt voor vertaling?",
    "コード要約の評価はどうする",
    "quais conjuntos de dados são usados para tradução?",
    "Jakie metryki są używane do oceny tłumaczenia?",
    "Derin öğrenme ile klasik yöntemler için fark nedir?",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_no_question_of_the_gold_set_is_refused(part: str) -> None:
    lines = (ROOT / "data" / "gold" / "questions" / f"{part}.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(line)["question"] for line in lines.splitlines()]
    assert len(questions) > 100
    assert [text for text in questions if not is_english(text)] == []
