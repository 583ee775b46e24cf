"""XML that would exhaust its reader is refused before anything reads it."""

from __future__ import annotations

import pytest

from extract.errors import VocabularyError
from extract.vocabularies.xml_guard import check_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def document(inside: str, declared: str = "") -> bytes:
    doctype = f"<!DOCTYPE r [{declared}]>" if declared else ""
    return f"{doctype}<r>{inside}</r>".encode()


@pytest.mark.parametrize(
    "content",
    [
        document("a &lt; b"),
        document("&n;x", '<!ENTITY n "http://e.org/">'),
        '<?xml version="1.0" encoding="UTF-16"?><r>ä</r>'.encode("utf-16"),
    ],
)
def test_plain_documents_pass(content: bytes) -> None:
    check_xml(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document("&l9;", f'<!ENTITY l0 "ha">{LAUGHS}'), "entity l1 is not a short plain text"),
        (document("&a;" * 9, f'<!ENTITY a "{"x" * 10_000}">'), "entity a is not"),
        (document("&a;" * 100_000, f'<!ENTITY a "{"x" * 300}">'), "many times longer"),
        (document("&a;", '<!ENTITY a SYSTEM "file:///etc/passwd">'), "entity a is not"),
        (document("", '<!ENTITY % p "x">'), "entity p is not"),
        (document("<a>" * 200 + "</a>" * 200), "nested over 100 deep"),
        (b"<r>", "not XML: "),
        (b'<?xml version="1.0" encoding="klingon"?><r/>', "not XML"),
        (b"<r>\xff</r>", "not XML: "),
    ],
)
def test_others_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(VocabularyError, match=reason):
        check_xml(content)
