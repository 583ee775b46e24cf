"""Money: what a run may cost, what it has cost, and whether one more question fits."""

from __future__ import annotations

from dataclasses import dataclass

from extract.claude.models import ClaudeModel
from extract.claude.prompt import Prompt


@dataclass(slots=True)
class Budget:
    """A limit in dollars that is never passed, as long as the table's prices hold."""

    limit: float
    model: ClaudeModel
    input_tokens: int = 0
    output_tokens: int = 0
    lost: float = 0.0

    @property
    def spent(self) -> float:
        """Dollars so far: of the replies' usage, and of replies that got lost at their most."""
        return self.model.dollars(self.input_tokens, self.output_tokens) + self.lost

    def fits(self, asked: Prompt) -> bool:
        """Tell whether the question can be put, however long the answer."""
        return self.spent + self.most(asked) <= self.limit

    def most(self, asked: Prompt) -> float:
        """The dollars that the question costs at most."""
        return self.model.dollars(asked.most_input_tokens, asked.max_tokens)

    def pay(self, input_tokens: int, output_tokens: int) -> None:
        """Count a reply's usage."""
        self.input_tokens += input_tokens
        self.output_tokens += output_tokens

    def lose(self, asked: Prompt) -> None:
        """Count a question whose reply got lost as paid in full."""
        self.lost += self.most(asked)
