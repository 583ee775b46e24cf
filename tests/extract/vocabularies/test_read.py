"""A vocabulary file is recognised by its name and read within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import VocabularyError
from extract.vocabularies.read import read_file
from extract.vocabularies.terms import ReadingLimits

SKOS = "http://www.w3.org/2004/02/skos/core#"
FILES = {
    "a.ttl": f'<http://e.org/a> <{SKOS}prefLabel> "stellar streams"@en .',
    "a.nt": f'<http://e.org/a> <{SKOS}prefLabel> "stellar streams" .',
    "a.rdf": f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="{SKOS}">
        <s:Concept rdf:about="http://e.org/a"><s:prefLabel>stellar streams</s:prefLabel>
        </s:Concept></rdf:RDF>""",
    "a.JSONL": '{"name": "stellar streams"}',
}


@pytest.mark.parametrize("name", FILES)
def test_each_format_gives_its_concepts_also_behind_a_byte_order_mark(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"\xef\xbb\xbf" + FILES[name].encode())
    reading = read_file(file, "Domain")
    assert [term.name for term in reading.terms] == ["stellar streams"]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"x", "can't tell what"),
        ("a.ttl", b"<", "not Turtle"),
        ("a.rdf", b"<r/>", "not RDF/XML|no concept"),
        ("a.rdf", b'<!DOCTYPE r [<!ENTITY a "&b;">]><r/>', "refused: the XML entity a"),
        ("a.jsonl", b"x" * 2_000, "is over 0 MB"),
    ],
)
def test_a_file_that_can_not_be_used_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    if "no concept" in reason:
        assert read_file(file, "Domain").terms == []
        return
    with pytest.raises(VocabularyError, match=reason) as refused:
        read_file(file, "Domain", ReadingLimits(size=1_000))
    assert str(file) in str(refused.value)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="No such file"):
        read_file(tmp_path / "a.ttl", "Domain")
