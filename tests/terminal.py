"""A program run in a pseudo-terminal: typed to, clicked, read as a person sees it, and timed."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte
from rich.cells import cell_len


class Terminal:
    """A child process on its own pseudo-terminal, 120×40 cells unless told otherwise."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 120, rows: int = 40
    ) -> None:
        self._main, child_end = pty.openpty()
        fcntl.ioctl(child_end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=child_end,
            stdout=child_end,
            stderr=child_end,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            close_fds=True,
        )
        os.close(child_end)
        self._seen = b""
        self.everything = b""
        self._fed = 0

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._main)

    def send(self, keys: str) -> float:
        """Type `keys`; return when they were sent, in seconds of `time.perf_counter`."""
        self._seen = b""
        sent = time.perf_counter()
        os.write(self._main, keys.encode())
        return sent

    def wait_for(self, text: str, timeout: float = 60.0) -> float:
        """Return when `text` was on its way to the screen, in seconds of `time.perf_counter`.

        Raises:
            TimeoutError: it did not come; the end of what came is in the message.
        """
        wanted = text.encode()
        deadline = time.perf_counter() + timeout
        while wanted not in self._seen:
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(left):
                raise TimeoutError(f"{text!r} did not come; last: {self._seen[-300:]!r}")
        return time.perf_counter()

    def settle(self, quiet: float = 0.15) -> float:
        """Return when the last output came before `quiet` seconds of silence."""
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def answer(self, keys: str, quiet: float = 0.2) -> float:
        """Type `keys`; return the seconds until the last output before `quiet` ones of silence.

        A cursor that blinks half a second after a key is no part of the answer, so `quiet` is less.

        Raises:
            TimeoutError: nothing came.
        """
        sent = self.send(keys)
        if not self._read(10.0):
            raise TimeoutError(f"nothing came after {keys!r}")
        return self.settle(quiet) - sent

    @property
    def pid(self) -> int:
        """The number of the child process."""
        return self._process.pid

    def hang_up(self, timeout: float) -> int:
        """Close the terminal without a word; return the child's exit status.

        Raises:
            subprocess.TimeoutExpired: it does not end.
        """
        os.close(self._main)
        # So that leaving the block has one to close.
        self._main = os.open(os.devnull, os.O_RDWR)
        return self._process.wait(timeout)

    def memory(self) -> int:
        """Return the resident memory of the child, in bytes (Linux)."""
        with Path(f"/proc/{self._process.pid}/status").open(encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
        return 0

    # -- as a person sees it -------------------------------------------------------------------

    def lines(self) -> list[str]:
        """Return what stands on the screen now, a string a row."""
        self._stream.feed(self._unfed())
        return ["".join(self._row(row)).rstrip() for row in range(self._screen.lines)]

    def _row(self, row: int) -> list[str]:
        """Return the text of each cell; the second cell of a wide character has none."""
        cells: list[str] = []
        shown = self._screen.buffer[row]
        for column in range(self._screen.columns):
            text = shown[column].data
            # Asking how wide a text is takes longer than all the rest.
            before = cells[-1] if cells else ""
            follows_wide = not before.isascii() and cell_len(before) == 2
            cells.append("" if follows_wide else text or " ")
        return cells

    def wait_until_shown(self, text: str, timeout: float = 20.0) -> list[str]:
        """Return the rows of the screen once `text` stands on it.

        Raises:
            TimeoutError: it did not appear; the screen is in the message.
        """
        deadline = time.perf_counter() + timeout
        while True:
            lines = self.lines()
            if any(text in line for line in lines):
                return lines
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{text!r} is not shown:\n" + "\n".join(lines))
            self._read(0.1)

    def click(self, text: str, nth: int = 0) -> None:
        """Press and release the left button on the `nth` place where `text` is shown.

        Raises:
            ValueError: it is not on the screen.
        """
        places = [
            (self._column(row, line.index(text)), row)
            for row, line in enumerate(self.lines())
            if text in line
        ]
        if len(places) <= nth:
            raise ValueError(f"{text!r} is not shown:\n" + "\n".join(self.lines()))
        column, row = places[nth]
        at = f"{column + 1};{row + 1}"
        self.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")

    def _column(self, row: int, index: int) -> int:
        """Return the cell at which the character `index` of a shown row stands."""
        shown = 0
        for column, text in enumerate(self._row(row)):
            if shown >= index and text:
                return column
            shown += len(text)
        return 0

    def _unfed(self) -> bytes:
        fresh, self._fed = self.everything[self._fed :], len(self.everything)
        return fresh

    def wait_for_end(self, timeout: float = 10.0) -> int:
        """Return the exit status once the program has ended.

        Raises:
            TimeoutError: it goes on.
        """
        deadline = time.perf_counter() + timeout
        while self._process.poll() is None:
            if time.perf_counter() > deadline:
                raise TimeoutError("the program has not ended:\n" + "\n".join(self.lines()))
            self._read(0.1)
        return self._process.returncode

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._main, 65_536)
        except OSError:
            return False
        self._seen += chunk
        self.everything += chunk
        return bool(chunk)
