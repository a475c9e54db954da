"""The terminal user interface."""

import os

# Textual reads these at import. Each of them would write what is typed or shown to a file or a
# socket, or press keys unasked (SECURITY R28).
_UNSAFE = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_PRESS", "TEXTUAL_DRIVER")
for _name in list(os.environ):
    if _name in _UNSAFE or _name.startswith(("TEXTUAL_DEVTOOLS", "TEXTUAL_SCREENSHOT")):
        del os.environ[_name]
