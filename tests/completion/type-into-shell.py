"""Types lines into a shell on a terminal of its own.

Arguments: the lines as a JSON list, then the shell's argv. The shell's prompt is `READY> `, and Ctrl-G makes it print what its line
holds as `LINE<...>END`, and empty it. Prints a JSON list with, of each line, what the shell held after it was typed (`line`), and all it showed (`shown`).
"""

import json
import os
import pty
import re
import select
import signal
import sys
import time

PATIENCE_SECONDS = 30


def shown_until(terminal, pattern):
    shown = ""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := re.search(pattern, shown, re.DOTALL)):
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            sys.exit(f"The shell did not show {pattern}, but: {shown!r}")
        try:
            shown += os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            sys.exit(f"The shell ended, and showed: {shown!r}")
    return found, shown


def type_line(terminal, line):
    os.write(terminal, line.encode() + b"\x07")
    # What is typed before the prompt is there again would be read by the terminal, not by the shell.
    found, shown = shown_until(terminal, r"LINE<(.*?)>END.*READY> ")
    return {"line": found[1], "shown": shown}


lines, argv = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(argv[0], argv)
try:
    shown_until(terminal, "READY> ")
    print(json.dumps([type_line(terminal, line) for line in lines]))
finally:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
