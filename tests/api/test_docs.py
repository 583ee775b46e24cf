"""The README holds every command, setting and query as the program has them."""

from __future__ import annotations

from pathlib import Path

from api.docs import main, renewed, tables

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == renewed(text), "run: python -m api.docs README.md"
    assert [name for name, table in tables().items() if table not in text] == []


def test_a_file_is_renewed_between_its_markers_only(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("before\n<!-- settings -->\nold\n<!-- /settings -->\nafter\n")
    main([str(file)])
    text = file.read_text()
    assert text.startswith("before\n<!-- settings -->\n\n| variable")
    assert text.endswith("|\n\n<!-- /settings -->\nafter\n")
    assert "\nold\n" not in text
