"""XML that can't be used to exhaust the reader: checked by a parser that builds nothing.

Documents may declare short entities, for RDF/XML abbreviates its namespaces so. Refused are
entities that hold others (which can grow without bound), those of other files, and text that
becomes much longer than the file. After the defusedxml library's list of attacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from extract.errors import VocabularyError

_LONGEST_ENTITY: Final = 300
_DEEPEST: Final = 100
_GROWTH: Final = 10
_ALLOWANCE: Final = 1_000_000


def check_xml(content: bytes) -> None:
    """VocabularyError where the document is broken, or made to exhaust its reader."""
    parser = expat.ParserCreate()
    guard = _Guard(_GROWTH * len(content) + _ALLOWANCE)
    parser.EntityDeclHandler = guard.entity
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = guard.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise VocabularyError(f"not XML: {error}; mend the file") from None
    except (LookupError, ValueError) as error:  # an encoding that Python doesn't know
        raise VocabularyError(f"not XML that can be read ({error}); write it as UTF-8") from None


class _Guard:
    """Counts what a document unfolds to."""

    def __init__(self, allowance: int) -> None:
        self._allowance = allowance
        self._depth = 0

    def entity(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        base: str | None,
        system_id: str | None,
        public_id: str | None,
        notation: str | None,
    ) -> None:
        """Take note of a declared entity; only a short plain text is allowed."""
        plain = value is not None and not is_parameter and "&" not in value and "%" not in value
        if not plain or len(value or "") > _LONGEST_ENTITY:
            raise VocabularyError(
                f"refused: the XML entity {name[:40]} is not a short plain text; take it out"
            )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element's beginning."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise VocabularyError(f"refused: XML nested over {_DEEPEST} deep")
        self.text(name)
        for key, value in attributes.items():
            self.text(key + value)

    def end(self, name: str) -> None:
        """Take note of an element's end."""
        self._depth -= 1

    def text(self, text: str) -> None:
        """Count characters, after entities were replaced."""
        self._allowance -= len(text)
        if self._allowance < 0:
            raise VocabularyError("refused: XML that becomes many times longer than its file")
