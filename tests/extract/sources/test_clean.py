"""Titles, abstracts, names and dates come out plain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sources import clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Small models\n  for large skies", "Small models for large skies"),
        ("Small models. (arXiv:2304.06815v1 [cs.SE])", "Small models"),
        ("Small models? (arXiv:2304.06815v3 [astro-ph.IM] UPDATED)", "Small models?"),
        ("[Kleine Modelle].", "Kleine Modelle"),
        ("[Re] Small models", "[Re] Small models"),
        (
            "Comment on: small models (arXiv:2212.01250)",
            "Comment on: small models (arXiv:2212.01250)",
        ),
        ("A &lt;i&gt;small&lt;/i&gt; model &amp; its use", "A small model & its use"),
        ("$N<p$ and <think> stay", "$N<p$ and <think> stay"),
        (r"A Fr\'echet space of $\alpha$", r"A Fréchet space of $\alpha$"),
    ],
)
def test_titles(raw: str, expected: str) -> None:
    assert clean.title(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("arXiv:2402.16667v1 Announce Type: new  Abstract: We tune.", "We tune."),
        ("arXiv:2402.16667v1 Announce Type: replace-cross \nAbstract: We tune.", "We tune."),
        ("Abstract: We tune.", "We tune."),
        ("Abstract reasoning is hard.", "Abstract reasoning is hard."),
        ("  We tune\r\n\r\n  twice.\t", "We tune twice."),
        (r"We gain 5\% \& more, not $5\%$", r"We gain 5% & more, not $5\%$"),
        (r"\textbf{We \emph{tune}} it at \url{https://a.b}", "We tune it at https://a.b"),
        (
            r"Up to \textbf{5$\times$} at 35~K ({\em not} 5~10)",
            r"Up to 5$\times$ at 35 K (not 5~10)",
        ),
        (r"Non\-linear, $x~y$ in Fig.~2\ here", r"Nonlinear, $x~y$ in Fig. 2 here"),
        (r"See \href{https://a.b}{our \texttt{page}}", "See our page"),
        (r"Schr\"odinger's $\"a$ and \(\'e\)", r"Schrödinger's $\"a$ and \(\'e\)"),
    ],
)
def test_abstracts(raw: str, expected: str) -> None:
    assert clean.abstract(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"Maurice Fr\'echet", "Maurice Fréchet"),
        (r"Paul Erd\H{o}s", "Paul Erdős"),
        (r"{\L}ukasz Nowak", "Łukasz Nowak"),
        (r"Jos\'{\i} Garc\'\i a", "José García".replace("José", "Josí")),
        (r"\v{S}ime \v Cerny", "Šime Černy"),
        (r"S\o ren \AA berg", "Søren Åberg"),
        (r"Jo{\~a}o da Silva", "João da Silva"),
        (r"Fran\c{c}ois", "François"),
        (r"Ann~Lee\\", "Ann Lee"),
        ("Ann\u200b  Lee,", "Ann Lee"),
        (":", ""),
    ],
)
def test_names(raw: str, expected: str) -> None:
    assert clean.name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("2007-04-02", "2007-04-02"),
        ("2007-04-02T19:18:42Z", "2007-04-02"),
        ("2007-04", "2007-04"),
        ("2007", "2007"),
        ("2007-13", ""),
        ("2007-02-30", ""),
        ("last week", ""),
        ("", ""),
        ("1 Jan " + "9" * 30, ""),
        ("9" * 5_000, ""),
    ],
)
def test_dates(raw: str, expected: str) -> None:
    assert clean.published(raw) == expected


def test_invisible_characters_are_dropped_and_letters_are_composed() -> None:
    assert clean.plain("a\u0000b\u200bc\u00add\ufeff\u202e \u00a0e\u0301\ud800") == "abcd é"


@given(st.text(alphabet=st.characters()))
def test_plain_text_is_one_composed_line_and_stays_as_it_is(text: str) -> None:
    once = clean.plain(text)
    assert once == clean.plain(once)
    assert once == unicodedata.normalize("NFC", " ".join(once.split()))
    once.encode()


@given(st.text(alphabet=r"\$()[]{}'\"^cvHo %&#_" "\n", max_size=200))
def test_no_tex_is_too_odd(text: str) -> None:
    for cleaner in (clean.title, clean.abstract, clean.name):
        assert "\n" not in cleaner(text)


@pytest.mark.parametrize("piece", ["\\(", "\\[", "$", "$$", "\\emph{", "\\href{", "{", "\\'"])
def test_time_grows_with_the_text_and_not_its_square(piece: str) -> None:
    # The square of this would be minutes.
    assert clean.abstract(piece * 100_000) is not None
