"""How far a question is: the stages of its answer as they are reached, and its early end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kg.records import Result

StageName = Literal["understood", "sides", "evidence", "statements"]


@dataclass(frozen=True, slots=True)
class Stage(Result):
    """A stage that is reached: its name, and in plain English what there is so far."""

    name: StageName
    text: str


class AskProgress:
    """Follows a question to its answer. Shows nothing, and never ends the work.

    Either method may raise: that ends the work, and `Archive.ask` raises it.
    """

    def reached(self, stage: Stage) -> None:
        """Show a stage; each is reached once, in the order of `StageName`."""

    def go_on(self) -> None:
        """Raise where nobody waits for the answer any more; called before each query."""


UNWATCHED: Final = AskProgress()
