"""Lines to the sandbox that holds this program, of what it did not ask for."""

import json
import os
import threading


def writer(descriptor):
    """Gives what writes one object, as a line that no other is mixed with."""
    lock = threading.Lock()

    def write(told):
        line = json.dumps(told).encode() + b"\n"
        with lock:
            try:
                while line:
                    line = line[os.write(descriptor, line) :]
            except BrokenPipeError:
                pass

    return write
