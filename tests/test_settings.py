"""Where a setting comes from."""

from __future__ import annotations

import pytest

from onrecord.settings import Settings, SettingsError, load_settings


def test_an_option_goes_before_the_environment_and_that_before_the_default() -> None:
    variables = {"ONRECORD_DB": "env.db", "ONRECORD_JOBS": "3", "OTHER": "x"}
    assert load_settings({}) == Settings()
    assert load_settings({}).db == "onrecord.db"
    assert load_settings({}).jobs >= 1
    assert load_settings(variables) == Settings("env.db", 3)
    assert load_settings(variables, db="option.db", jobs=None) == Settings("option.db", 3)
    assert load_settings(variables, jobs=1, wait="0.5") == Settings("env.db", 1, 0.5)
    assert load_settings({"ONRECORD_DB": "", "ONRECORD_JOBS": ""}) == Settings()


def test_the_process_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DB", "own.db")
    assert load_settings().db == "own.db"


@pytest.mark.parametrize(
    "variables",
    [
        {"ONRECORD_JOBS": "many"},
        {"ONRECORD_JOBS": "1.5"},
        {"ONRECORD_JOBS": "0"},
        {"ONRECORD_JOBS": "-2"},
        {"ONRECORD_JOBS": "inf"},
        {"ONRECORD_JOBS": "257"},
        {"ONRECORD_JOBS": "1e300"},
        {"ONRECORD_WAIT": "nan"},
        {"ONRECORD_WAIT": "-1"},
        {"ONRECORD_WAIT": "1e300"},
        {"ONRECORD_DB": " "},
    ],
)
def test_a_value_that_cannot_be_used_is_named(variables: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        load_settings(variables)


def test_an_override_that_is_no_setting_is_a_bug() -> None:
    with pytest.raises(TypeError, match="colour"):
        load_settings({}, colour="red")
