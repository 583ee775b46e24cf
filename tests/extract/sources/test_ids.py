"""Ids: every way of writing one paper's id gives one id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sources import ids


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2304.06815", "arxiv:2304.06815"),
        ("2304.06815v12", "arxiv:2304.06815"),
        (" arXiv:2304.06815v1 ", "arxiv:2304.06815"),
        ("0704.0001", "arxiv:0704.0001"),
        ("https://arxiv.org/abs/2304.06815v2", "arxiv:2304.06815"),
        ("http://export.arxiv.org/pdf/2304.06815.pdf", "arxiv:2304.06815"),
        ("https://arxiv.org/pdf/2304.06815v3.pdf", "arxiv:2304.06815"),
        ("10.48550/arXiv.2304.06815", "arxiv:2304.06815"),
        ("https://doi.org/10.48550/arXiv.2304.06815", "arxiv:2304.06815"),
        ("math/0309136", "arxiv:math/0309136"),
        ("math.GT/0309136v2", "arxiv:math/0309136"),
        ("astro-ph/9901001", "arxiv:astro-ph/9901001"),
        ("https://doi.org/10.1109/ASE1.2023.00125", "doi:10.1109/ase1.2023.00125"),
        ("http://dx.doi.org/10.1000/XYZ", "doi:10.1000/xyz"),
        ("https://doi.ieeecomputersociety.org/10.1109/X.1", "doi:10.1109/x.1"),
        ("10.1000/a", "doi:10.1000/a"),
        ("https://example.org/papers/7/", "url:https://example.org/papers/7/"),
        ("_publications/one.markdown", "tracker:_publications/one.markdown"),
        ("2313.12345", "tracker:2313.12345"),
        ("304.0001", "tracker:304.0001"),
        ("javascript:alert(1)", "tracker:javascript:alert(1)"),
    ],
)
def test_one_id_for_every_spelling(raw: str, expected: str) -> None:
    assert ids.paper_id(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("704.0045", "0704.0045"),
        ("704.104", "0704.1040"),
        ("1205.644", "1205.6440"),
        ("1502.0209300000001", "1502.02093"),
        ("1904.1312300000002", "1904.13123"),
        ("1705.0414899999998", "1705.04149"),
        ("0704.0045", "0704.0045"),
        ("101.5", ""),
        ("1313.5", ""),
        ("math/0309136", ""),
    ],
)
def test_ids_that_a_spreadsheet_read_as_numbers_are_mended(raw: str, expected: str) -> None:
    assert ids.repaired_arxiv_id(raw) == expected


@given(st.integers(704, 3512).filter(lambda m: 1 <= m % 100 <= 12), st.integers(1, 9999))
def test_no_number_is_lost_in_mending(month: int, number: int) -> None:
    right = f"{month:04}.{number:04}" if month < 1501 else f"{month}.{number:05}"
    assert ids.repaired_arxiv_id(repr(float(right))) == right


@pytest.mark.parametrize(
    ("paper", "month"),
    [
        ("arxiv:2304.06815", "2023-04"),
        ("arxiv:0704.0001", "2007-04"),
        ("arxiv:hep-th/9301017", "1993-01"),
        ("arxiv:math/0309136", "2003-09"),
        ("doi:10.1000/a", ""),
    ],
)
def test_the_number_gives_the_month(paper: str, month: str) -> None:
    assert ids.arxiv_month(paper) == month


@pytest.mark.parametrize(
    ("paper", "page"),
    [
        ("arxiv:math/0309136", "https://arxiv.org/abs/math/0309136"),
        ("doi:10.1002/(sici)1<1::a>3", "https://doi.org/10.1002/(sici)1%3C1::a%3E3"),
        ("url:https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("tracker:one", ""),
    ],
)
def test_where_a_paper_is_read(paper: str, page: str) -> None:
    assert ids.landing_page(paper) == page


@pytest.mark.parametrize("raw", ["javascript:alert(1)", "https://a b", "ftp://x/y", "https://a<b>"])
def test_only_plain_web_addresses_become_links(raw: str) -> None:
    assert ids.web_address(raw) == ""


def test_the_first_of_several_dois_is_taken() -> None:
    assert ids.doi("10.1000/A, 10.1000/B") == "10.1000/a"
    assert ids.doi("") == ""


@given(st.text())
def test_any_text_gives_an_id(raw: str) -> None:
    assert ids.paper_id(raw).partition(":")[0] in {"arxiv", "doi", "url", "tracker"}
