"""Where a concept's words do not name the concept: "physics-informed" is no paper on physics."""

from __future__ import annotations

import re

from extract.vocabulary import Concept

_BEFORE_REACH = 30
_AFTER_REACH = 40

_DOMAIN_AFTER = re.compile(
    r"(?:[- ]?(?:informed|based|guided|driven|inspired|aware|consistent|constrained|plausible"
    r"|embedded|encoded|refined|grounded|augmented|enhanced|preserving|compliant|faithful|adherent"
    r"|infused|agnostic|regulari[sz]ed|motivated|conditioned|free|like|accurate|awareness)\b"
    r"|\s+(?:engines?|simulators?|simulations?|priors?|of\s+(?:language\s+models?|LLMs?|AI)\b)"
    r"|\s+(?:loss|losses|plausibility|violations?|realism)\b)",
    re.IGNORECASE,
)
_DOMAIN_BEFORE = re.compile(
    r"(?:\b(?:laws?|principles?)\s+of|\bviolat\w+(?:\s+\w+)?|\bintuitive|\brigid[- ]body|\bgame"
    r"|\bin\s+the\s+spirit\s+of)\s+$",
    re.IGNORECASE,
)


def is_guarded(concept: Concept, text: str, start: int, end: int) -> bool:
    """Tell whether the words at these offsets, though spelt so, do not name the concept."""
    if concept.label != "Domain":
        return False
    after = text[end : end + _AFTER_REACH]
    before = text[max(0, start - _BEFORE_REACH) : start]
    return bool(_DOMAIN_AFTER.match(after) or _DOMAIN_BEFORE.search(before))
