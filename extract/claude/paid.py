"""From an answer that is kept to an extraction, without the SDK: what an ingestion needs of Claude.

Kept is the answer's own text with the places of the sentences as they were sent, so that a later
version of the program, which may cut sentences elsewhere, still knows what was meant.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from extract.claude.convert import to_extraction
from extract.claude.quotes import SentSentence
from extract.claude.reply import Dropped, read_answer
from extract.errors import BrokenAnswer
from extract.journal.replies import USABLE, PaidAnswer
from extract.records import Extraction, Paper
from extract.versions import CONVERSION
from extract.vocabulary import Vocabulary

NOTHING = '{"entities":[],"paper_relations":[],"entity_relations":[],"roles":[]}'


def answered_version(version: str) -> str:
    """What the version of an answered paper's extraction begins with; the asked one's name follows.

    `version` is that of the extractor of this machine, for its naming and sentences are used, but
    not its tier's weights.
    """
    return f"claude={CONVERSION},{version.rpartition('-')[0]}+"


def keep(spans: Sequence[SentSentence], text: str) -> str:
    """The answer as it is kept."""
    places = [(span.number, span.section, span.start, span.end) for span in spans]
    return json.dumps([places, text], ensure_ascii=False, separators=(",", ":"))


def from_paid(paper: Paper, paid: PaidAnswer, vocabulary: Vocabulary) -> tuple[Extraction, Dropped]:
    """Convert a kept answer; BrokenAnswer where it can't be read or isn't one to be used."""
    if paid.outcome != USABLE:
        raise BrokenAnswer(f"the answer about {paper.id} is {paid.outcome}")
    try:
        places, text = json.loads(paid.answer)
        spans = [SentSentence(*place) for place in places]
    except (ValueError, TypeError) as error:
        raise BrokenAnswer(f"the answer kept about {paper.id} is damaged ({error})") from None
    return to_extraction(paper, spans, read_answer(text), vocabulary)
