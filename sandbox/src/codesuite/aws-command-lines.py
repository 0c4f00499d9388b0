"""Runs AWS command lines: a list of arguments as JSON a line comes in, and goes out as [exit code, output, errors].

Loading the command line takes three quarters of a call, which one process does once.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from awscli.clidriver import create_clidriver

# With what it has loaded: the models of services are most of a call.
driver = create_clidriver()


def run(arguments):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = driver.main(arguments)
        except SystemExit as end:
            code = end.code
    return [code, *(text.buffer.getvalue().decode() for text in (out, err))]


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
