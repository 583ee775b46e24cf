"""Each role by cue and by place."""

from __future__ import annotations

import pytest

from extract.records import Role
from extract.roles import CueRoles

GAP = "However, existing approaches ignore the order of the words."
AIM = "In this paper, we propose a parser that keeps the order."


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("We introduce a corpus of letters.", "objective"),
        ("This work investigates how parsers age.", "objective"),
        ("A new parser is proposed in this paper.", "objective"),
        ("Our goal is to read old letters.", "objective"),
        ("We then fine-tune the parser on ten thousand letters.", "method"),
        ("We also conduct a survey with readers to investigate their views.", "method"),
        ("Our framework consists of a reader and a writer.", "method"),
        ("The parser is trained on letters from three centuries.", "method"),
        ("Our parser outperforms the old one by 3.2%.", "result"),
        ("We find that order matters most.", "result"),
        ("Experimental results on five corpora show that order matters.", "result"),
        ("It achieves an accuracy of 91% on old letters.", "result"),
        ("However, our parser fails to read torn letters.", "limitation"),
        ("We find that models still struggle with torn letters.", "limitation"),
        ("Torn letters remain mostly unsolved.", "limitation"),
        ("Handwriting is left for future work.", "limitation"),
        ("The study is limited to English letters.", "limitation"),
    ],
)
def test_cues_after_the_aim(sentence: str, role: Role) -> None:
    assert CueRoles().classify(["Letters are old.", AIM, sentence])[-1] == role


def test_an_abstract_runs_its_course() -> None:
    sentences = [
        "Parsers read letters.",
        GAP,
        "They often fail to read torn ones.",
        AIM,
        "A reader finds the lines, and a writer fills the gaps.",
        "Experiments show that it outperforms all others.",
        "However, very torn letters remain unsolved.",
    ]
    expected = ["background"] * 3 + ["objective", "method", "result", "limitation"]
    assert CueRoles().classify(sentences) == expected


def test_gaps_of_others_are_background_even_later() -> None:
    roles = CueRoles().classify([AIM, "Prior work usually reads one word at a time."])
    assert roles == ["objective", "background"]


def test_solving_a_limit_is_no_limit() -> None:
    sentence = "To overcome the limitations of current parsers, we present a second one."
    assert CueRoles().classify([AIM, sentence]) == ["objective", "objective"]


def test_an_abstract_that_never_says_we() -> None:
    roles = CueRoles().classify(["Parsers read.", "The new parser outperforms the old ones."])
    assert roles == ["background", "result"]


def test_no_sentence_no_role() -> None:
    assert CueRoles().classify([]) == []


def test_headings_inside_an_abstract_are_believed() -> None:
    sentences = [
        "Background: Letters tear.",
        "Aims: We read them.",
        "Methods: Five readers take part.",
        "Results: We test all of them.",
        "Limitations: Ink fades.",
    ]
    expected = ["background", "objective", "method", "result", "limitation"]
    assert CueRoles().classify(sentences) == expected
