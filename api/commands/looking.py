"""`kg paper`, `kg cypher`, `kg queries`, `kg neighbourhood`, `kg status`: what the archive holds."""

from __future__ import annotations

import typer


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
