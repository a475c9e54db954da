"""Reminders that come by themselves: installed, run, told once a day, and taken away again.

`crontab`, `systemctl` and `notify-send` are those of tests/desktop: they write down what they get.
"""

import json
import os
import socket
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from footprint.agenda import bus, state, timers
from footprint.places import tag
from tests.cli.conftest import CASES, ROOT, TODAY, Cli, Result, footprint, prepared

UNITS = Path("config/systemd/user")
OTHERS = b"MAILTO=me\n# mine \xff\n5 4 * * * /bin/true\n"


@pytest.fixture
def story(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on the story's vault, with the folder of its state in its home."""
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setattr(bus, "is_there", lambda: False)
    return prepared(cli, home, "story", (CASES / "rakuten.json").read_text("utf-8"))


def told(home: Path) -> list[str]:
    """Return the texts of the notifications there were."""
    path = home / "notified"
    words = path.read_bytes().decode().split("\0") if path.exists() else []
    return [words[at + 3] for at, word in enumerate(words) if word == "--app-name=footprint"]


def name(home: Path, vault: str = "my.footprint") -> str:
    """Return what the reminders of a vault are called."""
    return timers.name_of(os.path.realpath(home / vault))


def service(home: Path, vault: str = "my.footprint") -> Path:
    return home / UNITS / f"{name(home, vault)}.service"


def timer(home: Path, vault: str = "my.footprint") -> Path:
    return service(home, vault).with_suffix(".timer")


def run(cli: Cli, *words: str) -> Result:
    done = cli("remind", "run", "--notify", *words)
    assert (done.out, done.err, done.status) == ("", "", 0), done
    return done


def installed(cli: Cli, *words: str) -> Result:
    done = cli("remind", "install", "--yes", *words)
    assert done.status == 0, done
    return done


def kept(home: Path, vault: str = "my.footprint") -> Path:
    """Return the file with what is kept for the prompt of a vault."""
    return home / "state" / "footprint" / f"reminders-{tag(home / vault)}.json"


def days_after(count: int) -> str:
    return f"{datetime.fromisoformat(TODAY) + timedelta(days=count):%Y-%m-%d}"


def everything(home: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


# -- installing and taking away --------------------------------------------------------------------


def test_systemd_units_are_shown_then_written_so_and_taken_away(story: Cli, home: Path) -> None:
    before = everything(home)
    shown = story("remind", "install", "--systemd", "--at", "8:30", "--dry-run")
    assert shown.status == 0
    assert everything(home) == before, "a dry run writes nothing"
    done = installed(story, "--systemd", "--at", "8:30")
    for path in (service(home), timer(home)):
        text = path.read_text()
        indented = "".join(f"    {line}\n".replace("    \n", "\n") for line in text.splitlines())
        assert indented in shown.out and indented in done.out
    assert "OnCalendar=*-*-* 08:30:00" in timer(home).read_text()
    asked = (home / "systemctl").read_text().splitlines()
    assert asked == ["--user daemon-reload", f"--user enable --now {timer(home).name}"]
    assert kept(home).stat().st_mode & 0o777 == 0o600
    assert kept(home).parent.stat().st_mode & 0o777 == 0o700
    assert "In place:" in story("remind", "status").out

    gone = story("remind", "uninstall")
    assert gone.status == 0 and gone.out.count("Removed ") == 3
    (home / "systemctl").unlink()
    assert everything(home) == before
    assert "nothing" not in story("remind", "uninstall").err


def test_a_line_of_the_crontab_is_added_and_taken_away_alone(story: Cli, home: Path) -> None:
    (home / "crontab").write_bytes(OTHERS)
    before = everything(home)
    done = installed(story, "--cron", "--ics", "agenda.ics")
    whole = (home / "crontab").read_bytes()
    assert whole.startswith(OTHERS)
    (line,) = whole.removeprefix(OTHERS).decode().splitlines()
    assert f"    {line}\n" in done.out
    assert f"--ics {home}/agenda.ics" in line
    assert f"--passphrase-file {home}/passphrase" in line
    assert not kept(home).exists(), "nobody asked for it"
    again = installed(story, "--cron", "--at", "21:00")
    assert f"    {line}\n" in again.out, "what is replaced is shown"
    assert (home / "crontab").read_bytes().count(b"footprint-remind") == 1
    assert story("remind", "uninstall").status == 0
    assert everything(home) == before


def test_one_set_of_reminders_takes_the_place_of_the_other(story: Cli, home: Path) -> None:
    (home / "crontab").write_bytes(OTHERS)
    installed(story, "--cron")
    line = (home / "crontab").read_bytes().removeprefix(OTHERS).decode()
    shown = story("remind", "install", "--systemd", "--dry-run")
    replaced = "takes the place of this, since there is one set of reminders for a vault:\n"
    assert f"{replaced}    {line}" in shown.out
    assert line.encode() in (home / "crontab").read_bytes()
    done = installed(story, "--systemd")
    assert f"Removed from the crontab: {line}" in done.out
    assert (home / "crontab").read_bytes() == OTHERS
    assert service(home).exists() and timer(home).exists()

    back = installed(story, "--cron")
    for path in (service(home), timer(home)):
        assert f"    {path}\n" in back.out and f"Removed {path}.\n" in back.out
        assert not path.exists()
    assert f"--user disable --now {timer(home).name}" in (home / "systemctl").read_text()
    assert (home / "crontab").read_bytes().count(b"footprint-remind") == 1


@pytest.mark.parametrize("system", ["--cron", "--systemd"])
def test_two_vaults_have_their_reminders_each(story: Cli, home: Path, system: str) -> None:
    (home / "crontab").write_bytes(OTHERS)
    before = everything(home)
    assert story("init", "--vault", "second.footprint").status == 0
    with_second = everything(home)
    installed(story, system, "--at", "8:30")
    alone = everything(home)
    done = installed(story, system, "--at", "21:00", "--vault", "second.footprint")
    assert "takes the place" not in done.out
    command = f"footprint remind uninstall --vault {home / 'second.footprint'}\n"
    assert f"To take it away again: {command}" in done.out
    second = timer(home, "second.footprint")
    if system == "--systemd":
        assert "08:30" in timer(home).read_text() and "21:00" in second.read_text()
    else:
        first, other = (home / "crontab").read_bytes().removeprefix(OTHERS).decode().splitlines()
        assert "my.footprint" in first and "second.footprint" in other
    shown = story("remind", "status").out
    for vault in ("my.footprint", "second.footprint"):
        assert f"Reminded of: {home / vault}\n" in shown

    gone = story("remind", "uninstall", "--vault", "second.footprint")
    command = f"footprint remind uninstall --vault {home / 'my.footprint'}\n"
    assert gone.status == 0 and f"To take them away: {command}" in gone.out
    left = everything(home)
    for files in (left, alone):
        files.pop("systemctl", None)
    assert left == alone
    assert story("remind", "uninstall").status == 0
    (home / "systemctl").unlink(missing_ok=True)
    assert everything(home) == with_second
    assert with_second.keys() - before.keys() == {"second.footprint"}


def test_the_prompt_of_one_vault_is_nothing_to_another(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTPRINT_TODAY")
    assert story("init", "--vault", "second.footprint").status == 0
    installed(story, "--cron", "--short")
    told = story("due", "--short")
    installed(story, "--cron", "--ics", "second.ics", "--vault", "second.footprint")
    assert story("due", "--short") == told != Result(0, "", "")
    assert story("remind", "uninstall").status == 0
    assert not kept(home).exists()
    assert story("due", "--short", "--vault", "second.footprint") == Result(0, "", "")
    assert not kept(home, "second.footprint").exists(), "nobody asked for it"


def test_what_an_earlier_version_put_in_place_is_replaced_and_taken_away(
    story: Cli, home: Path
) -> None:
    def as_before() -> list[Path]:
        installed(story, "--systemd")
        return [
            each.replace(each.with_name(f"footprint-remind{each.suffix}"))
            for each in (service(home), timer(home))
        ]

    old = as_before()
    again = installed(story, "--systemd")
    assert all(f"    {path}\n" in again.out for path in old)
    assert not any(path.exists() for path in old) and timer(home).exists()
    asked = (home / "systemctl").read_text()
    assert "--user disable --now footprint-remind.timer" in asked
    as_before()
    other = story("remind", "uninstall", "--vault", "other.footprint")
    assert all(path.exists() for path in old), "they are of another vault"
    assert "no reminders" in other.out
    assert story("remind", "uninstall").status == 0
    assert not any(path.exists() for path in old)


def test_until_systemd_runs_the_timer_the_line_of_the_crontab_stays(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(story, "--cron")
    monkeypatch.setenv("FAKE_SYSTEMCTL", "1")
    assert story("remind", "install", "--systemd", "--yes").status == 1
    assert b"footprint-remind" in (home / "crontab").read_bytes()


@pytest.mark.parametrize("system", ["--cron", "--systemd"])
def test_the_calendar_file_that_stays_is_told(story: Cli, home: Path, system: str) -> None:
    installed(story, system, "--ics", "agenda 100%.ics")
    assert str(home / "agenda 100%.ics") not in story("remind", "uninstall").out
    installed(story, system, "--ics", "agenda 100%.ics")
    assert story("agenda", "--to", "agenda 100%.ics").status == 0
    assert f"any more: {home}/agenda 100%.ics" in story("remind", "uninstall").out
    assert (home / "agenda 100%.ics").exists()


def test_the_prompt_has_its_counts_at_once(story: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTPRINT_TODAY")
    installed(story, "--cron", "--short")
    assert "?" not in story("due", "--short").out


def test_where_there_was_no_crontab_there_is_none_afterwards(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    assert story("remind", "uninstall").status == 0
    assert not (home / "crontab").exists()


def test_a_crontab_that_cannot_be_read_is_not_written_over(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "crontab").write_bytes(OTHERS)
    monkeypatch.setenv("FAKE_CRONTAB", "you may not use this program")
    done = story("remind", "install", "--cron", "--yes")
    assert done.status == 1
    assert "you may not use this program" in done.err
    assert (home / "crontab").read_bytes() == OTHERS


def test_what_was_changed_by_hand_is_left_and_told(story: Cli, home: Path) -> None:
    installed(story, "--systemd")
    mine = service(home).read_text().replace("UMask", "Nice=10\nUMask")
    service(home).write_text(mine)
    units = timer(home).read_text()
    assert "changed by hand" in installed(story, "--cron").err
    timer(home).write_text(units)
    line = (home / "crontab").read_text().replace("0 9 *", "0 12 *")
    (home / "crontab").write_text(line)
    assert story("remind", "install", "--systemd", "--yes").status == 1
    assert story("remind", "install", "--cron", "--yes").status == 1
    done = story("remind", "uninstall")
    assert done.status == 1
    assert done.err.count("changed by hand") == 2
    assert not timer(home).exists()
    assert service(home).read_text() == mine
    assert (home / "crontab").read_text() == line


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("はい\n", True), ("n\n", False)])
def test_it_asks_first(story: Cli, home: Path, answer: str, written: bool) -> None:
    assert story("remind", "install", "--cron", given=answer).status == 0
    assert (home / "crontab").exists() == written
    assert kept(home).exists() == written


def test_nobody_to_ask_is_no(story: Cli, home: Path) -> None:
    done = story("remind", "install", "--cron")
    assert done.status == 1 and "--yes" in done.out
    assert not (home / "crontab").exists()


def test_how_the_vault_will_be_opened_is_looked_at(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "wrong").write_text("not it")
    (home / "wrong").chmod(0o600)
    wrong = story("remind", "install", "--cron", "--yes", "--passphrase-file", "wrong")
    assert wrong.status == 4
    assert not (home / "crontab").exists()
    monkeypatch.delenv("FOOTPRINT_PASSPHRASE_FILE")
    nobody = installed(story, "--cron")
    assert "footprint keyring on" in nobody.err and nobody.err.count("\n") == 1
    assert "passphrase" not in (home / "crontab").read_text()
    monkeypatch.setenv("FOOTPRINT_PASSPHRASE_COMMAND", "cat sentinel-9f3c1")
    command = installed(story, "--systemd")
    assert "environment.d" in command.err
    assert not any(b"sentinel" in content for content in everything(home).values())
    monkeypatch.setenv("FOOTPRINT_VAULT", "none")
    assert "no vault" in story("remind", "install", "--cron", "--yes").err


def test_names_that_others_could_read_are_warned_of(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Everybody" not in installed(story, "--cron").err
    assert "Everybody" in installed(story, "--cron", "--detailed").err
    assert "Everybody" not in installed(story, "--cron", "--detailed", "--ics", "a.ics").err
    monkeypatch.setattr(bus, "is_there", lambda: True)
    assert "Everybody" not in installed(story, "--cron", "--detailed").err


def test_systemd_that_does_not_answer_is_told_with_what_to_type(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_SYSTEMCTL", "1")
    done = story("remind", "install", "--systemd", "--yes")
    assert done.status == 1
    assert f"  systemctl --user enable --now {timer(home).name}\n" in done.err
    assert "does not run" in story("remind", "status").err
    assert "disable" in story("remind", "uninstall").err


@pytest.mark.parametrize(
    "words",
    [["--at", "25:00"], ["--at", "9"], ["--systemd", "--cron"], ["--ics", ""]],
)
def test_what_makes_no_sense_is_refused(story: Cli, words: list[str]) -> None:
    story("remind", "install", *words).refused(2)


@pytest.mark.parametrize("name", ["notes.txt", "my.footprint", "my.footprint.lock", "folder"])
def test_only_a_calendar_of_ours_is_written_over(story: Cli, home: Path, name: str) -> None:
    (home / "notes.txt").write_text("mine")
    (home / "folder").mkdir()
    before = everything(home)
    assert story("remind", "install", "--cron", "--yes", "--ics", name).status == 1
    done = story("remind", "run", "--ics", name)
    assert done.status == 1 and done.err.count("\n") == 1
    assert everything(home) == before


@pytest.mark.parametrize(("platform", "told"), [("darwin", "launchctl"), ("win32", "schtasks")])
def test_elsewhere_the_recipe_is_printed(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, told: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    before = everything(home)
    done = story("remind", "install", "--ics", "agenda.ics", "--yes")
    assert done.status == 0 and done.out.count(told) == 2
    assert everything(home) == before, "there is nothing for the program to write"
    assert installed(story, "--notify").status == 0
    assert everything(home).keys() - before.keys() == {str(kept(home).relative_to(home))}


# -- running ---------------------------------------------------------------------------------------


def test_nothing_is_told_twice_on_a_day_and_all_of_it_again_on_the_next(
    story: Cli, home: Path
) -> None:
    installed(story, "--cron")
    run(story)
    run(story)
    assert len(told(home)) == 1
    assert "コーヒー" not in told(home)[0]
    run(story, "--today", days_after(1))
    assert len(told(home)) == 2
    run(story)
    assert len(told(home)) == 2, "the clock went back"


def test_days_that_were_missed_lose_nothing(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    run(story)
    run(story, "--today", days_after(12))
    assert len(told(home)) == 2
    found = json.loads(story("due", "--json", "--today", days_after(12)).out)
    overdue = [one for one in found if one["urgency"] == "overdue"]
    assert overdue
    assert f"{len(overdue)} of them are overdue" in told(home)[1]


def test_a_second_vault_is_not_told_twice_a_day_either(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(story, "--cron")
    run(story)
    counts = story("due", "--short").out
    with monkeypatch.context() as second:
        second.setenv("FOOTPRINT_VAULT", "second.footprint")
        assert story("init").status == 0
        assert story("add", "balance", "Coins", "--expires_on", TODAY).status == 0
        installed(story, "--cron")
        run(story)
        run(story)
    assert len(told(home)) == 2
    run(story)
    assert len(told(home)) == 2, "and the first one is not told anew"
    assert story("due", "--short").out == counts, "it counts the first one"


def test_only_what_is_new_is_told_later_on_the_same_day(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    run(story)
    trial = ["--cycle", "1 month", "--trial_ends_on", days_after(2)]
    assert story("add", "subscription", "Films", *trial).status == 0
    run(story, "--detailed")
    assert told(home)[1:] == ["Trial ends, then it costs: “Films”"]


def test_a_restored_backup_neither_repeats_nor_loses(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    assert story("backup").status == 0
    assert story("acknowledge", "R-2026-0001").status == 0
    run(story)
    assert story("restore", "1", "--yes").status == 0
    run(story, "--detailed")
    (_first, again) = told(home)
    assert "No reply for 34 days" in again, "it was acknowledged, and is not any more"
    assert "楽天" not in again, "this was told today"
    run(story, "--detailed")
    assert len(told(home)) == 2


def test_a_step_of_two_exits_is_told_once(story: Cli, home: Path) -> None:
    for name in ("First", "Second"):
        saved = story("plan", "rakuten-ichiba", "--by", "2026-12-15", "--save", name)
        assert saved.status == 0, saved
    found = json.loads(story("due", "--json").out)
    assert any(one["exit"] for one in found)
    installed(story, "--cron")
    run(story)
    run(story)
    assert len(told(home)) == 1
    assert story("exit", "remove", "first").status == 0
    run(story)
    assert len(told(home)) == 1, "the other exit asks for the same"


def test_a_snooze_that_has_passed_is_told_again(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    for one in json.loads(story("due", "--json").out):
        story("snooze", one["request"] or one["item"], "--until", days_after(3))
    run(story)
    assert told(home) == []
    run(story, "--today", days_after(3))
    assert len(told(home)) == 1


def test_another_time_zone_is_another_day_and_none_comes_twice(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.delenv("FOOTPRINT_TODAY")
    (home / "passphrase").write_text("demo")
    assert cli("demo", "--write", "my.footprint").status == 0
    installed(cli, "--cron")
    # Twenty-five hours apart: it is never the same day in both.
    east, west = "Pacific/Kiritimati", "Pacific/Pago_Pago"
    for zone, count in ((east, 1), (west, 2), (east, 2), (west, 2)):
        done = footprint("remind", "run", "--notify", TZ=zone)
        assert (done.status, done.err) == (0, "")
        assert len(told(home)) == count
        assert footprint("due", "--short", TZ=zone).out.strip() not in ("", "?")


def test_what_could_not_be_shown_is_shown_the_next_time(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(story, "--cron", "--ics", "agenda.ics", "--notify")
    with monkeypatch.context() as broken:
        broken.setenv("FAKE_NOTIFY", "no bus")
        done = story("remind", "run", "--notify", "--ics", "agenda.ics")
    assert done.refused(1) == "notify-send did not show the notification: no bus"
    assert (home / "agenda.ics").exists(), "the rest is done"
    run(story)
    assert len(told(home)) == 1


def test_a_vault_that_does_not_open_ends_with_4_and_a_line(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    footprint("remind", "run", "--notify", FOOTPRINT_PASSPHRASE_FILE="").refused(4)
    footprint("remind", "run", FOOTPRINT_PASSPHRASE_FILE="none").refused(4)
    (home / "my.footprint").unlink()
    footprint("remind", "run", "--notify").refused(4)


def test_the_session_bus_is_found_as_cron_starts_it(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("bus")
        run(story)
    assert b"\0bus=unix:path=./bus\0" in (home / "notified").read_bytes()


def test_a_run_writes_nothing_to_the_vault(story: Cli, home: Path) -> None:
    before = (home / "my.footprint").read_bytes()
    installed(story, "--cron", "--ics", "agenda.ics")
    run(story, "--ics", "agenda.ics")
    assert (home / "my.footprint").read_bytes() == before


def test_two_runs_at_once_tell_it_once(story: Cli, home: Path) -> None:
    installed(story, "--cron")
    command = [sys.executable, "-m", "footprint", "remind", "run", "--notify"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, env=environment) for _number in range(2)]
    assert [each.wait(60) for each in both] == [0, 0]
    assert len(told(home)) == 1


# -- the prompt ------------------------------------------------------------------------------------


def test_the_prompt_has_counts_only_where_they_are_wanted(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(story)
    assert story("due", "--short") == Result(0, "", "")
    assert not kept(home).exists()
    installed(story, "--cron", "--short")
    assert story("due", "--short").out == "?\n"
    monkeypatch.delenv("FOOTPRINT_TODAY")
    run(story)
    counted = [one["urgency"] for one in json.loads(story("due", "--json").out)]
    urgent = counted.count("overdue") + counted.count("today")
    assert story("due", "--short").out == f"{urgent}! {counted.count('soon')}\n"
    assert story("due", "--short", "--vault", "other").out == ""
    story("due", "--short", "--json").refused(2)


def test_only_due_of_today_counts(story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(story, "--cron", "--short")
    assert story("due", "--today", "2030-01-01").status == 0
    run(story, "--today", "2030-01-01")
    assert story("due", "--short").out == "?\n"
    monkeypatch.delenv("FOOTPRINT_TODAY")
    assert story("due").status == 0
    assert story("due", "--short").out != "?\n"


def test_what_was_said_about_reminders_counts_at_once(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTPRINT_TODAY")
    installed(story, "--cron", "--short")
    before = story("due", "--short").out
    today = date.today()
    for one in json.loads(story("due", "--json").out):
        until = f"{today + timedelta(days=30)}"
        story("snooze", one["request"] or one["exit"] or one["item"], "--until", until)
    assert story("due", "--short").out == "" != before
    assert story("wake", "R-2026-0001").status == 0
    assert story("due", "--short").out not in ("", "?\n")


def test_the_prompt_opens_no_vault_and_imports_nothing_heavy(story: Cli, home: Path) -> None:
    installed(story, "--cron", "--short")
    (home / "my.footprint").write_bytes(b"nothing of a vault")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "footprint", "due", "--short"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "FOOTPRINT_PASSPHRASE_FILE": "/none"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "?\n"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = {
        "pydantic",
        "babel",
        "textual",
        "sqlcipher3",
        "_argon2_cffi_bindings",
        "icalendar",
        "asyncio",
    }
    assert not imported & {*heavy, "footprint.workspace", "footprint.planner", "footprint.vault"}


def test_a_spoilt_state_is_told_as_a_question_and_begun_anew(
    story: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTPRINT_TODAY")
    installed(story, "--cron", "--short")
    kept(home).write_text('{"counts": "\x1b[31m')
    assert story("due", "--short") == Result(0, "?\n", "")
    assert story("remind", "status").status == 0
    run(story)
    known = state.read(kept(home))
    assert known is not None and known.counted_at is not None
    assert datetime.now(UTC) - known.counted_at < timedelta(minutes=5)


# -- the calendar file and the agenda --------------------------------------------------------------


def test_the_calendar_file_is_kept_fresh_and_not_rewritten_needlessly(
    story: Cli, home: Path
) -> None:
    for day in (TODAY, TODAY, days_after(1)):
        run(story, "--ics", "agenda.ics", "--today", day)
        number = (home / "agenda.ics").stat().st_ino
        before = everything(home)["agenda.ics"]
        run(story, "--ics", "agenda.ics", "--today", day)
        assert (home / "agenda.ics").stat().st_ino == number
        assert everything(home)["agenda.ics"] == before
    assert (home / "agenda.ics").stat().st_mode & 0o777 == 0o600
    assert Calendar.from_ical(before.decode()).walk("VEVENT")


def test_the_agenda_is_by_day_and_as_json(story: Cli) -> None:
    shown = story("agenda", "--days", "30")
    assert shown.status == 0
    days = [line for line in shown.out.splitlines() if not line.startswith(" ")]
    assert len(days) == len(set(days)) > 3
    found = json.loads(story("agenda", "--json").out)
    assert [one["on"] for one in found] == sorted(one["on"] for one in found)
    assert all(one["text"] in story("agenda").out for one in found)
    assert len(json.loads(story("agenda", "--json", "--days", "9999999").out)) > len(found)
    assert story("agenda", "--days", "0").status == 2


def test_no_alarm_rings_for_what_sleeps_or_was_seen(story: Cli, home: Path) -> None:
    def days() -> dict[str, date]:
        told = story("agenda", "--to", "-", "--detailed").out
        events = Calendar.from_ical(told).walk("VEVENT")
        return {str(event["UID"]): event.decoded("DTSTART") for event in events}

    before = days()
    assert story("snooze", "water-order", "--until", days_after(40)).status == 0
    slept = days()
    assert slept.keys() == before.keys()
    moved = {uid for uid in before if before[uid] != slept[uid]}
    assert moved and {slept[uid] for uid in moved} == {date.fromisoformat(days_after(40))}
    assert story("acknowledge", "R-2026-0001").status == 0
    assert days().keys() < before.keys()


def test_a_long_lead_stands_in_the_file_before_its_alarm(story: Cli, home: Path) -> None:
    def told() -> dict[str, list[int]]:
        events = Calendar.from_ical(story("agenda", "--to", "-", "--detailed").out).walk("VEVENT")
        return {
            str(event["SUMMARY"]): [
                (event.decoded("DTSTART") - date.fromisoformat(TODAY)).days,
                *(-alarm.decoded("TRIGGER").days for alarm in event.walk("VALARM")),
            ]
            for event in events
            if "Ticket" in event["SUMMARY"]
        }

    value = ["--expires_on", days_after(205), "--amount", "5", "--unit", "rides"]
    assert story("add", "balance", "Ticket", *value).status == 0
    assert told() == {}
    assert story("lead", "balance_expiry", "200").status == 0
    ((ahead, *alarms),) = told().values()
    assert ahead == 205 and alarms == [200, 1, 0]


def test_the_agenda_is_written_for_a_calendar(story: Cli, home: Path) -> None:
    done = story("agenda", "--to", "agenda.ics")
    assert done.status == 0 and "not encrypted" in done.err
    neutral = (home / "agenda.ics").read_text("utf-8")
    assert "楽天" not in neutral and "コーヒー" not in neutral
    assert story("agenda", "--to", "agenda.ics").status == 1
    assert story("agenda", "--to", "agenda.ics", "--detailed", "--overwrite").status == 0
    assert "コーヒー" in (home / "agenda.ics").read_text("utf-8").replace("\n ", "")
    assert story("agenda", "--to", "-").out.startswith("BEGIN:VCALENDAR")
    story("agenda", "--to", "-", "--json").refused(2)


def test_an_empty_vault_says_so(vault: Cli) -> None:
    assert vault("agenda").out == "Nothing has a date in this time.\n"
    assert run(vault).out == ""
