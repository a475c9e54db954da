"""Notifications: what they say, and that nothing in a name is obeyed on the way."""

import socket
from datetime import date
from pathlib import Path

import hostile
import pytest

from footprint.agenda import bus, notify
from footprint.agenda.entry import Due
from footprint.errors import Refused
from footprint.i18n import set_language

TODAY = date(2026, 11, 24)


def things(*urgencies: str, text: str = "Cancel “Netflix”") -> list[Due]:
    return [Due(TODAY, "step", each, TODAY, lambda: text) for each in urgencies]


def shown() -> list[str]:
    """Return the words that notify-send was given."""
    return (Path.home() / "notified").read_bytes().decode().split("\0")


@pytest.mark.parametrize(
    ("urgencies", "told"),
    [
        (["today"], "1 thing needs you today."),
        (["overdue", "today"], "2 things need you today.\n1 of them is overdue."),
        (
            ["overdue", "overdue", "soon"],
            "2 things need you today.\n2 of them are overdue.\n1 thing is coming up.",
        ),
        (["soon", "later"], "2 things are coming up."),
    ],
)
def test_the_usual_text_has_no_name(urgencies: list[str], told: str) -> None:
    assert notify.summary(things(*urgencies)) == told
    set_language("ja")
    assert "Netflix" not in notify.summary(things(*urgencies))


def test_details_are_lines_and_not_too_many() -> None:
    assert notify.details(things("today")) == "Cancel “Netflix”"
    lines = notify.details(things(*["today"] * 9)).splitlines()
    assert len(lines) == 6
    assert lines[-1] == "and 4 more"


def test_it_is_shown_by_notify_send() -> None:
    notify.show("2 things need you today.")
    assert shown()[:4] == ["--app-name=footprint", "--", "footprint", "2 things need you today."]


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_name_is_neither_markup_nor_an_option_nor_an_escape(name: str) -> None:
    notify.show(notify.details(things("today", text=name)))
    body = shown()[3]
    assert "<" not in body and ">" not in body
    assert body.count("&") == sum(map(body.count, ("&amp;", "&lt;", "&gt;")))
    assert body.replace("\\\\", "").count("\\") == 0
    assert "\n" not in body and "\x1b" not in body


def test_on_macos_the_text_is_an_argument() -> None:
    words = notify.command('"; do shell script "x', "darwin")
    assert words is not None
    assert words[0] == "osascript"
    assert words[-1] == '"; do shell script "x'
    assert not any("do shell" in word for word in words[:-1])
    assert notify.command("x", "win32") is None


def test_what_does_not_work_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_NOTIFY", "no \x1b[31m bus\nmore")
    with pytest.raises(Refused) as raised:
        notify.show("x")
    assert "no \ufffd[31m bus" in str(raised.value)
    assert "\n" not in str(raised.value)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="There is no notify-send"):
        notify.show("x")


def test_the_session_bus_is_found_where_cron_does_not_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert notify.session_bus(given) is None
    with socket.socket(socket.AF_UNIX) as plug:
        # By a short name: the address of a socket has room for some hundred letters.
        monkeypatch.chdir(tmp_path)
        plug.bind("bus")
        assert notify.session_bus(given) == f"unix:path={tmp_path}/bus"
        assert notify.session_bus({**given, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}) is None


# -- over the bus --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere", "nonsense", "tcp:host=x"])
def test_without_a_bus_it_is_told_in_a_sentence(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(bus.NotShown):
        bus.show("footprint", "x", 5)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    with pytest.raises(bus.NotShown):
        bus.show("footprint", "x", 5)
