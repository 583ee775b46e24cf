"""SKOS in both syntaxes: names, aliases, hierarchy, types; hostile files are refused."""

from __future__ import annotations

import socket

import pytest

from extract.errors import VocabularyError
from extract.records import EntityLabel
from extract.vocabularies.skos import read_skos
from extract.vocabularies.terms import FileTerm, Reading, ReadingLimits

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix e: <http://e.org/> .
"""
XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF SYSTEM "http://e.org/never-fetched.dtd" [
  <!ENTITY skos "http://www.w3.org/2004/02/skos/core#"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;"
         xml:base="http://e.org/">
  <skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">stellar streams</skos:prefLabel>
    <skos:broader><rdf:Description rdf:about="&skos;b"/></skos:broader></skos:Concept>
</rdf:RDF>"""


def read(text: str, label: EntityLabel = "Domain") -> Reading:
    return read_skos((TURTLE + text).encode(), "f", "turtle", label, ReadingLimits())


def the_term(text: str) -> FileTerm:
    reading = read(text)
    assert reading.problems == []
    (term,) = reading.terms
    return term


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test fail that opens a connection."""

    def refuse(*given: object, **more: object) -> None:
        raise AssertionError("no connection may be opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_labels_in_english_or_without_language_are_spellings() -> None:
    term = the_term("""
        e:a a skos:Concept ; skos:prefLabel "Sternströme"@de, "stellar streams", "star streams"@en ;
          skos:altLabel "tidal streams"@en-GB, "courants"@fr ; skos:hiddenLabel "steller streams" .
    """)
    assert term.name == "star streams"
    assert term.aliases == ("stellar streams", "steller streams", "tidal streams")


def test_broader_and_narrower_say_the_same() -> None:
    texts = ("e:a skos:broader e:b .", "e:b skos:narrower e:a .")
    named = 'e:a skos:prefLabel "streams of stars" . e:b skos:prefLabel "galaxies" .'
    for text in texts:
        assert [term.parents for term in read(named + text).terms] == [("http://e.org/b",), ()]


@pytest.mark.parametrize(
    "text",
    [
        'e:m skos:prefLabel "Methods"@en . e:a skos:broader e:b . e:b skos:broader e:m .',
        'e:s a skos:ConceptScheme ; dct:title "Methods" . e:a skos:inScheme e:s .',
        'e:s a skos:ConceptScheme ; skos:prefLabel "method" ; skos:hasTopConcept e:b .'
        " e:a skos:broader e:b .",
    ],
)
def test_the_type_is_what_a_scheme_or_concept_above_says(text: str) -> None:
    named = 'e:a skos:prefLabel "stream fitting" . e:b skos:prefLabel "fitting" .'
    terms = {term.ref: term for term in read(named + text).terms}
    assert terms["http://e.org/a"].label == "Method"
    assert "http://e.org/m" not in terms
    assert "http://e.org/m" not in terms["http://e.org/b"].parents


def test_the_type_asked_for_is_that_of_the_others() -> None:
    assert read('e:a skos:prefLabel "stream fitting" .', "Task").terms[0].label == "Task"
    assert read('e:a skos:prefLabel "stream fitting" .', "Task").terms[0].facets == ("task",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('e:a a skos:Concept ; skos:prefLabel "Ströme"@de .', "no prefLabel in English"),
        ("e:a a skos:Concept .", "no prefLabel in English"),
        (f'e:a skos:prefLabel "{"x" * 100_000}" .', "200 is the most"),
        ('e:a skos:prefLabel "the" .', "says too little"),
        (
            'e:a skos:prefLabel "streams" ; skos:broader e:m, e:n . e:m skos:prefLabel "Methods" .'
            ' e:n skos:prefLabel "Tasks" .',
            "is below Method and Task",
        ),
    ],
)
def test_what_can_not_be_read_is_reported_by_its_address(text: str, reason: str) -> None:
    reading = read(text + ' e:z skos:prefLabel "stellar streams" .')
    assert [term.ref for term in reading.terms] == ["http://e.org/z"]
    (problem,) = reading.problems
    assert problem.id == "http://e.org/a"
    assert reason in problem.reason
    assert len(problem.reason) < 200


def test_rdf_xml_is_read_and_nothing_is_fetched() -> None:
    reading = read_skos(XML.encode(), "f", "xml", "Domain", ReadingLimits())
    (term,) = reading.terms
    assert (term.ref, term.name) == ("http://e.org/a", "stellar streams")
    assert term.parents == ("http://www.w3.org/2004/02/skos/core#b",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"e:a skos:prefLabel", "not Turtle: "),
        (b"\xff\xfea", "not UTF-8 (byte 1)"),
        (b"@prefix a: <x> . a:b a:c " + b"(" * 100_000, "nested too deep"),
        (b'<http://e.org/a> <http://e.org/b> "x", "y", "z" .', "more RDF statements"),
    ],
)
def test_a_file_that_is_no_turtle_is_refused_in_a_line(content: bytes, reason: str) -> None:
    with pytest.raises(VocabularyError) as refused:
        read_skos(content, "f", "turtle", "Domain", ReadingLimits(statements=2))
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300
