"""Which Claude models may be asked, what they cost, and what each accepts.

Prices are Anthropic's list prices in dollars a million tokens, for prompts of up to 100,000 tokens,
as they stood on `PRICES_OF`. Thinking counts as output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from extract.errors import ClaudeError

PRICES_OF: Final = "2026-11-25"
DEFAULT_MODEL: Final = "claude-haiku-4-5-20251001"
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ClaudeModel:
    """A model with its prices (dollars a million tokens) and the characters its tokens hold.

    `temperature`: it can be run at temperature 0. Models from Claude 4.7 on refuse the parameter.
    """

    name: str
    input_price: float
    output_price: float
    chars_per_token: float
    temperature: bool

    def dollars(self, input_tokens: float, output_tokens: float) -> float:
        """What so many tokens cost."""
        paid = input_tokens * self.input_price + output_tokens * self.output_price
        return paid / _MILLION


# The tokenizer of Claude 4.7 and later makes about 30 % more tokens of the same text.
MODELS: Final = {
    model.name: model
    for model in (
        ClaudeModel("claude-haiku-4-5-20251001", 1.0, 5.0, 3.5, temperature=True),
        ClaudeModel("claude-sonnet-4-6", 3.0, 15.0, 3.5, temperature=True),
        ClaudeModel("claude-opus-4-6", 5.0, 25.0, 3.5, temperature=True),
        ClaudeModel("claude-haiku-5-5", 0.1, 0.5, 2.7, temperature=False),
        ClaudeModel("claude-sonnet-5-5", 2.0, 10.0, 2.7, temperature=False),
        ClaudeModel("claude-opus-5-5", 4.0, 20.0, 2.7, temperature=False),
    )
}


def claude_model(name: str) -> ClaudeModel:
    """The model of a name (empty: the default); ClaudeError where its price isn't known."""
    model = MODELS.get(name or DEFAULT_MODEL)
    if model is None:
        raise ClaudeError(f"no price for the model {name}: choose one of {', '.join(MODELS)}")
    return model
