"""What a killed parent leaves running: builds are its children, not MiniStack's, and nobody else would end them."""

import glob
import os
import signal

# Every process of a build inherits it: see markVariable in builds/processes.ts.
MARK = b"SANDBOX_BUILD_MARK="


def end_orphans():
    """Kills the builds of this sandbox, known by their mark and its address. (Needs /proc: elsewhere, finds none.)"""
    address = b"AWS_ENDPOINT_URL=" + os.environ["AWS_ENDPOINT_URL"].encode()
    while any([end_if_build(path, address) for path in glob.glob("/proc/[0-9]*/environ")]):
        pass


def end_if_build(path, address):
    try:
        with open(path, "rb") as file:
            variables = file.read().split(b"\0")
        if address not in variables or not any(variable.startswith(MARK) for variable in variables):
            return False
        os.kill(int(path.split("/")[2]), signal.SIGKILL)
        return True
    except OSError:
        return False
