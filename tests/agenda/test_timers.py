"""What is written for systemd and cron: read back as they read it, the same words come out."""

import json
import plistlib
import re
import subprocess
import sys
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.agenda import timers
from footprint.agenda.timers import Job
from footprint.errors import Refused

NINE = time(9)
# A path may have anything in it but what no timer can hold.
PATHS = st.text(
    st.one_of(
        st.sampled_from(" %$\"'\\;#&|<>*?~=!`(){}[]"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"),
    ),
    min_size=1,
    max_size=40,
).map(lambda name: f"/{name}")
OTHERS = b'MAILTO=""\n# mine\n5 4 * * * /bin/true \xff %x\n\n@daily echo footprint-remind\n'


def job(*words: str, **environment: str) -> Job:
    return Job(("/usr/bin/python3", *words), NINE, environment)


# -- systemd: as systemd.service(5) and systemd.syntax(7) say it is read ---------------------------


def read_by_systemd(line: str) -> list[str]:
    """Return the words of a value: quotes, escapes as in C, `%%` for a percent sign."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"(?: |$)', line)
    assert " ".join(f'"{word}"' for word in words) == line
    return [re.sub(r"%(.)", _percent, re.sub(r"\\(.)", r"\1", word)) for word in words]


def _percent(found: re.Match[str]) -> str:
    assert found[1] == "%", "a specifier"
    return "%"


@given(st.lists(PATHS, min_size=1, max_size=4))
def test_a_command_of_a_unit_is_read_as_it_was_meant(paths: list[str]) -> None:
    program, *words = read_by_systemd(timers.exec_start(["/usr/bin/python3", *paths]))
    assert program == "/usr/bin/python3"
    for word, path in zip(words, paths, strict=True):
        assert re.sub(r"\$(.)", lambda found: found[1], word) == path
        assert not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", word), "a variable"


@given(PATHS)
def test_the_environment_of_a_unit_is_read_as_it_was_meant(path: str) -> None:
    service = timers.units(job("run", XDG_STATE_HOME=path))["footprint-remind.service"]
    (line,) = re.findall(r"(?m)^Environment=(.*)$", service)
    assert read_by_systemd(line) == [f"XDG_STATE_HOME={path}"]


def test_the_units_say_when_and_what() -> None:
    units = timers.units(Job(["/bin/x", "remind", "run"], time(7, 5)))
    assert "OnCalendar=*-*-* 07:05:00\nPersistent=true\n" in units["footprint-remind.timer"]
    assert 'ExecStart="/bin/x" "remind" "run"\n' in units["footprint-remind.service"]
    assert "Environment" not in units["footprint-remind.service"]
    for text in units.values():
        assert text.endswith("\n")
        assert timers.is_unchanged(text)
        assert not timers.is_unchanged(text.replace("Description=", "Description=My "))
        assert not timers.is_unchanged(text + "[More]\n")
        assert not timers.is_unchanged("[Unit]\n")


# -- cron: as crontab(5) says it is read, and then a shell -----------------------------------------


def read_by_cron(line: str) -> str:
    """Return the command of a line: after five fields, and up to a `%` without a backslash."""
    command = line.split(maxsplit=5)[5]
    before, *rest = re.split(r"(?<!\\)%", command)
    assert not rest, "the rest is the standard input"
    return before.replace("\\%", "%")


@settings(max_examples=40)
@given(PATHS, PATHS)
def test_a_line_for_cron_is_read_as_it_was_meant(first: str, second: str) -> None:
    told = "import json, os, sys; print(json.dumps([*sys.argv[1:], os.environ['XDG_STATE_HOME']]))"
    wanted = Job([sys.executable, "-c", told, first, second], NINE, {"XDG_STATE_HOME": first})
    if "\\" in first + second:
        with pytest.raises(Refused, match="backslash"):
            timers.cron_line(wanted)
        return
    line = timers.cron_line(wanted)
    assert line.startswith("0 9 * * * ")
    assert "\n" not in line
    command = read_by_cron(line)
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert json.loads(done.stdout) == [first, second, first]


@given(PATHS.filter(lambda path: "\\" not in path))
def test_other_lines_of_a_crontab_stay_byte_for_byte(path: str) -> None:
    line = timers.cron_line(job(path))
    whole = timers.with_line(OTHERS, line) + b"# after\n"
    rest, ours, changed = timers.without_ours(whole)
    assert (rest, ours, changed) == (OTHERS + b"# after\n", [line], [])


@given(st.binary(max_size=200))
def test_any_crontab_gets_its_bytes_back(crontab: bytes) -> None:
    line = timers.cron_line(job("run"))
    rest, ours, _changed = timers.without_ours(timers.with_line(crontab, line))
    assert ours == [line]
    assert rest == crontab + (b"" if not crontab or crontab.endswith(b"\n") else b"\n")


@pytest.mark.parametrize("before", ["#", "@reboot ", ""])
def test_a_line_that_the_person_changed_stays(before: str) -> None:
    line = before + timers.cron_line(job("run")).replace("0 9 *", "30 6 *")
    crontab = timers.with_line(OTHERS, line)
    assert timers.without_ours(crontab) == (crontab, [], [line])


# -- for both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/a\nExecStart=/bin/sh", "/a\r", "/\x1b[31m", "/\udcff", "/\x00"])
def test_what_no_timer_can_hold_is_refused(path: str) -> None:
    for given_to in ({}, {"XDG_STATE_HOME": path}):
        with pytest.raises(Refused, match="A timer cannot hold"):
            Job(["/bin/x", path if not given_to else "run"], NINE, given_to)


def test_each_vault_has_a_name_that_does_not_tell_of_it() -> None:
    first, second = timers.name_of("/home/me/私の足跡"), timers.name_of("/home/me/\udcff")
    assert first != second and first == timers.name_of("/home/me/私の足跡")
    for name in (first, second):
        for path in timers.units(Job(["/bin/x"], NINE, name=name)):
            assert path.startswith(name) and timers.UNITS.fullmatch(path)
    assert "<string>a-name</string>" in timers.launchd_plist(Job(["x"], NINE, name="a-name"))
    assert "/TN a-name " in timers.schtasks(Job(["x"], NINE, name="a-name"))


@given(PATHS.filter(lambda path: "\\" not in path))
def test_a_line_and_a_unit_say_for_which_vault_they_are(path: str) -> None:
    for_it = job("remind", "run", "--vault", path, "--notify")
    assert timers.vault_of(timers.cron_line(for_it)) == path
    (service, _timer) = timers.units(for_it).values()
    assert [found for line in service.splitlines() if (found := timers.vault_of(line))] == [path]


def test_the_recipes_name_the_same_words() -> None:
    wanted = Job(["/opt/my python", "-m", 'x"y', "a&b"], time(21, 30), {"XDG_STATE_HOME": "/é"})
    plist = plistlib.loads(timers.launchd_plist(wanted).encode())
    assert plist["ProgramArguments"] == wanted.words
    assert plist["EnvironmentVariables"] == {"XDG_STATE_HOME": "/é"}
    assert plist["StartCalendarInterval"] == {"Hour": 21, "Minute": 30}
    assert "EnvironmentVariables" not in plistlib.loads(timers.launchd_plist(job("x")).encode())
    paths = ["C:\\My (x86) files\\python.exe", "-m", "日本 é\\"]
    command = timers.schtasks(Job(paths, time(21, 30), {}))
    assert command.startswith("schtasks /Create /SC DAILY /TN footprint-remind /ST 21:30 /TR ")
    assert '\\"C:\\My (x86) files\\python.exe\\" -m' in command


@pytest.mark.parametrize("sign", '"%&<>|^!')
def test_what_a_command_prompt_would_obey_is_refused(sign: str) -> None:
    """Inside the quoted command the prompt's own quotation has ended: `&` would begin another."""
    for path in (f"C:\\a {sign} b", f"C:\\{sign}PATH{sign}", f"C:\\a{sign}calc.exe"):
        with pytest.raises(Refused, match="command prompt"):
            timers.schtasks(Job(["C:\\python.exe", "--vault", path], NINE, {}))
