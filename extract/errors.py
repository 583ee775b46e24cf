"""Every error that extraction raises on purpose; a message says what happened and what to do.

ExtractError
└── VocabularyError
"""

from __future__ import annotations


class ExtractError(Exception):
    """Base of the errors of this package."""


class VocabularyError(ExtractError):
    """A vocabulary file cannot be used as it is."""
