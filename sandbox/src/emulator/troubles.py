"""What nobody may be waiting for an answer to: functions that cannot start, and functions that fail what a mapping sends them.
Each function is told of once, as it stands: again when its code or its configuration has changed, or after a new start."""

import contextlib
import logging
import re
import subprocess

# Characters.
LONGEST = 400

# Seconds that a program has to end in once it has closed its output.
ENDING = 1


def teller(write):
    """Gives what tells of one trouble."""
    told = set()

    def tell(config, what, why):
        stands = tuple(str(config.get(key)) for key in ("FunctionArn", "CodeSha256", "LastModified"))
        if stands in told:
            return
        told.add(stands)
        write({"function": config.get("FunctionArn", ""), "what": what, "why": first_error(why)[:LONGEST]})

    return tell


def watch_functions(tell):
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    start = lambda_runtime.Worker._spawn

    def start_or_tell(worker):
        try:
            start(worker)
        except Exception as error:
            words = last_words(worker, error)
            tell(worker.config, "cannot start", words)
            # MiniStack's own error has lost what the program said.
            raise RuntimeError("The function cannot start: %s" % first_error(words)) from error

    lambda_runtime.Worker._spawn = start_or_tell
    lambda_svc.logger.addHandler(Mappings(tell))


def last_words(worker, error):
    """The answer of a worker that could not load the function, or what one that has ended wrote, by whoever it was read."""
    answer = str(error).partition("Worker init failed: ")[2]
    if answer or not worker._proc:
        return answer or str(error)
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker._proc.wait(ENDING)
    worker._stderr_thread.join(ENDING)
    return "%s\n%s" % (worker._drain_stderr(), error)


def first_error(text):
    """Of a program's last words, the line that names an error: around it is where in whose code."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)), lines[0] if lines else "")


class Mappings(logging.Handler):
    """Hears of batches that failed, which MiniStack says in its log alone."""

    def __init__(self, tell):
        super().__init__(logging.WARNING)
        self.tell = tell

    def emit(self, record):
        found = re.match(r"ESM: Lambda %s failed processing (\w+)", str(record.msg))
        if not found:
            return
        from ministack.services import lambda_svc

        name, *source, _, message, _ = record.args
        function = lambda_svc._functions.get(name) or {}
        what = "fails what its mapping of %s %s sends" % (found[1], "/".join(source))
        self.tell(function.get("config") or {"FunctionArn": name}, what, str(message))
