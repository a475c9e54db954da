"""A program run in a pseudo-terminal, and how long it takes to show something."""

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


class Terminal:
    """A child process on its own pseudo-terminal of 120×40 cells."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._main, child_end = pty.openpty()
        fcntl.ioctl(child_end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
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

    def memory(self) -> int:
        """Return the resident memory of the child, in bytes (Linux)."""
        with Path(f"/proc/{self._process.pid}/status").open(encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
        return 0

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._main, 65_536)
        except OSError:
            return False
        self._seen += chunk
        return bool(chunk)
