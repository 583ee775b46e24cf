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
_ARCHIVE_ID_AFTER = re.compile(r"[ /]\d{5,7}\b")
_GENERAL_ADJECTIVE = re.compile(
    r"(?:mathematical|physical|statistical|biological|chemical)(?:\s+(?:model\w*|framework"
    r"|analys[ei]s"
    r"|expression|description|formulation|tool|structure|form|object|treatment|significance))",
    re.IGNORECASE,
)
_CODE_MIXED = re.compile(r"[- ](?:mix|switch)(?:ed|ing)\b", re.IGNORECASE)
_CODE_THING = re.compile(
    r"\s+(?:snippets?|embeddings?|representations?|graphs?|changes?|edits?|diffs?|tokens?"
    r"|samples?)\b",
    re.IGNORECASE,
)
_ASSAY = re.compile(r"-[Ss]eq\b")
_DOMAIN_BEFORE = re.compile(
    r"(?:\bmulti-|\b(?:laws?|principles?)\s+of|\bviolat\w+(?:\s+\w+)?|\bintuitive"
    r"|\brigid[- ]body|\bgame"
    r"|\bin\s+the\s+spirit\s+of)\s*$",
    re.IGNORECASE,
)


def is_guarded(concept: Concept, text: str, start: int, end: int) -> bool:
    """Tell whether the words at these offsets, though spelt so, do not name the concept."""
    after = text[end : end + _AFTER_REACH]
    if _ASSAY.match(after):
        return True
    if concept.label == "Task" and text[start:end].lower().endswith("code"):
        return bool(_CODE_MIXED.match(after) or _CODE_THING.match(after))
    if concept.label != "Domain":
        return False
    before = text[max(0, start - _BEFORE_REACH) : start]
    return bool(
        _DOMAIN_AFTER.match(after)
        or _DOMAIN_BEFORE.search(before)
        or _ARCHIVE_ID_AFTER.match(after)
        or _GENERAL_ADJECTIVE.match(text, start)
    )
