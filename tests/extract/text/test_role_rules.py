"""What a sentence says of its own role, and what leaves that to the model."""

from __future__ import annotations

import pytest

from extract.records import Role
from extract.text.role_rules import stated_role, states_limit


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Background: Letters tear.", "background"),
        ("Aims: We read them.", "objective"),
        ("Methods and materials: Five readers take part.", "method"),
        ("Results: We test all of them.", "result"),
        ("Limitations: Ink fades.", "limitation"),
        ("Our code is publicly available.", "availability"),
        ("The project page is at https://letters.example.", "availability"),
        ("Code: https://letters.example/reader", "availability"),
        ("Code and data will be released upon acceptance.", "availability"),
        ("The letters are available at https://letters.example.", "availability"),
    ],
)
def test_stated_roles_are_used(sentence: str, role: Role) -> None:
    assert stated_role(sentence) == role


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "We propose a reader for torn letters.",
        "Few data are available for torn letters.",
        "The limitations of current readers call for another one.",
        "We release the tension of the paper before it is read.",
        "Results of earlier readers are poor.",
    ],
)
def test_all_else_is_left_open(sentence: str) -> None:
    assert stated_role(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "A limitation is that ink outperforms paper by 3%.",
        "The limitations of this study are its few letters.",
        "Our method is restricted to letters in ink.",
        "However, this analysis does not account for stains.",
        "We cannot rule out that some letters were forged.",
        "These findings should be interpreted with caution.",
    ],
)
def test_a_limit_of_the_own_work_is_seen(sentence: str) -> None:
    assert states_limit(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Existing readers fail to read torn letters.",
        "This method is limited to dry ink.",
        "Our method is not limited to letters.",
        "We find that letters do not last.",
    ],
)
def test_limits_of_others_and_findings_are_no_limits(sentence: str) -> None:
    assert not states_limit(sentence)
