"""The thread that touches the database: one, in order, and done with its work at the end."""

import gc
import subprocess
import sys
import threading
import time

import pytest

from footprint.errors import Refused
from footprint.vault.owner import Owner

LEFT_OPEN = """
import threading, time
from footprint.vault.owner import Owner

def write():
    begun.set()
    time.sleep(0.2)
    print("written")

owner, begun = Owner(), threading.Event()
threading.Thread(target=owner.call, args=(write,), daemon=True).start()
begun.wait()
"""


AT_EXIT = """
import atexit
from footprint.errors import Refused
from footprint.vault.owner import Owner

def late():
    try:
        owner.call(print)
    except Refused:
        print("refused")

atexit.register(late)
owner = Owner()
"""


def test_all_is_done_in_one_thread_and_what_it_raises_comes_out() -> None:
    owner = Owner()
    threads = {owner.call(threading.get_ident) for _ in range(3)}
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    # From within it does not wait for itself.
    assert owner.call(lambda: owner.call(threading.get_ident)) in threads
    with pytest.raises(ZeroDivisionError):
        owner.call(lambda: 1 // 0)
    owner.close()
    owner.close()
    with pytest.raises(Refused):
        owner.call(threading.get_ident)


def test_one_that_is_dropped_ends_its_thread() -> None:
    owner = Owner()
    thread = owner.call(threading.current_thread)
    del owner
    gc.collect()
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_a_program_that_leaves_it_open_ends_when_its_work_is_done() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OPEN], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "written\n"


def test_after_the_program_has_ended_its_thread_it_does_nothing_more() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_EXIT], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "refused\n"


def test_whoever_closes_it_waits_for_what_it_is_doing() -> None:
    owner, begun, written = Owner(), threading.Event(), []

    def write() -> None:
        begun.set()
        time.sleep(0.2)
        written.append(1)

    threading.Thread(target=owner.call, args=(write,)).start()
    begun.wait()
    first = threading.Thread(target=owner.close)
    first.start()
    owner.close()
    assert written
    first.join()


def test_what_is_begun_is_waited_for_by_whoever_wants_its_result() -> None:
    owner, go = Owner(), threading.Event()

    def fail() -> None:
        go.wait()
        raise Refused("no")

    number = owner.begin(lambda: go.wait() and 7)
    failing = owner.begin(fail)
    go.set()
    assert number() == 7
    with pytest.raises(Refused, match="no"):
        failing()
    owner.close()
    with pytest.raises(Refused, match="closed"):
        owner.begin(lambda: 1)
