"""An order to Claude: checked before an ingestion begins, carried out within it.

The SDK takes half a second to import; only an order that is carried out pays for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from extract.claude.models import ClaudeModel, claude_model
from extract.vocabulary import Vocabulary
from kg.errors import BadInput, WrongUsage
from kg.settings import Settings
from kg.stores.location import Location

if TYPE_CHECKING:
    from extract.claude.run import ClaudeReport
    from extract.ingest import Progress
    from extract.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class ClaudeOrder:
    """That Claude is to be asked, for so many dollars at most; `tell` gets the estimate first."""

    settings: Settings
    model: ClaudeModel
    dollars: float
    tell: Callable[[str], None]

    def carry_out(
        self, journal: Journal, vocabulary: Vocabulary, progress: Progress
    ) -> ClaudeReport:
        """Ask about the journal's papers; what can't be done is said in the report."""
        from extract.claude.client import Claude
        from extract.claude.run import ask_claude

        login = self.settings.claude
        claude = Claude(self.model, login.key or "", login.url)
        try:
            return ask_claude(journal, vocabulary, claude, self.dollars, self.tell, progress)
        finally:
            claude.close()


def claude_order(
    settings: Settings, dollars: float | None, tell: Callable[[str], None]
) -> ClaudeOrder:
    """Check an order: a budget, a key, a model with a price, an archive of this journal alone.

    A budget of 0 only estimates, and needs no key.
    """
    if dollars is None:
        raise WrongUsage("--extractor claude costs money: say how much at most, --budget DOLLARS")
    if not isfinite(dollars) or dollars < 0:
        raise WrongUsage(f"--budget {dollars}: give dollars, 0 or more")
    login = settings.claude
    if login.key is None and dollars > 0:
        raise BadInput("no key for Claude: set ANTHROPIC_API_KEY")
    if login.key and not (login.key.isascii() and login.key.isprintable()):
        raise BadInput("ANTHROPIC_API_KEY has signs that no key has: set it again")
    if login.url and not login.url.startswith(("http://", "https://")):
        raise BadInput(f"ANTHROPIC_BASE_URL is {login.url}: give an http:// or https:// address")
    if Location.parse(settings.store).folder is None:
        raise BadInput(
            "Claude's answers are kept in one journal, and a server's archive may have several:"
            " ingest into a folder (--store FOLDER)"
        )
    return ClaudeOrder(settings, claude_model(login.model), dollars, tell)
