"""What a program that holds secrets does first, before Textual is imported (SECURITY 2.5)."""

import os
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Keep this process's memory, keystrokes and new files to its owner, as far as that is cheap.

    Textual's own variables would write every key to a log; a core dump would hold the key; a
    process that is not dumpable cannot be read by the user's other programs. On other systems
    than Unix only the variables are taken away.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    # No installed plugin is to see what is validated, nor to cost time looking for one.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if sys.platform == "win32":
        return
    import resource

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
