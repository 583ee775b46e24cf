from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import VARIABLES, read_settings


def test_the_archive_and_the_models_are_in_the_users_data_folder() -> None:
    settings = read_settings({"HOME": "/home/ada"})
    assert settings.store == "file:/home/ada/.local/share/groundpath/archive"
    assert settings.models == Path("/home/ada/.local/share/groundpath/models")
    assert settings.threads == 2


def test_the_data_folder_can_be_moved() -> None:
    settings = read_settings({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"})
    assert settings.store == "file:/data/groundpath/archive"
    assert settings.models == Path("/data/groundpath/models")


def test_variables_override_defaults_and_the_flag_overrides_variables() -> None:
    env = {"KG_STORE": "bolt://graph:7687", "KG_MODELS": "/models", "KG_THREADS": "4"}
    assert read_settings(env).store == "bolt://graph:7687"
    assert read_settings(env, store="file:/x").store == "file:/x"
    assert read_settings(env).models == Path("/models")
    assert read_settings(env).threads == 4


def test_the_password_comes_from_the_variable_or_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("open sesame\n")
    from_file = read_settings({"KG_NEO4J_PASSWORD_FILE": str(file)})
    assert from_file.neo4j_password == "open sesame"
    both = {"KG_NEO4J_PASSWORD": "spoken", "KG_NEO4J_PASSWORD_FILE": str(file)}
    assert read_settings(both).neo4j_password == "spoken"
    assert read_settings({}).neo4j_password is None
    assert "sesame" not in repr(from_file)


@pytest.mark.parametrize(
    ("variable", "value"), [("KG_THREADS", "many"), ("KG_NEO4J_PASSWORD_FILE", "/no/such/file")]
)
def test_an_unusable_value_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        read_settings({variable: value})


def test_every_variable_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert [name for name in VARIABLES if f"`{name}`" not in readme] == []
