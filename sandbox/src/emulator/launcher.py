"""Runs MiniStack for one sandbox: on a free port of the loopback interface, until its standard input ends.

Must be started as the leader of a process group: it ends with its whole group, Lambda functions included.
The parent holds the other end of standard input, so the emulator ends with its parent, however the parent ends.
The exchange: this program writes one line, {"url": its own address}; the parent answers with one line,
{"endpoint": the address that functions call, "secret": what proves who calls}; from then on the parent says nothing and
only holds the pipe, and this program writes a line for each trouble that nobody waits for an answer to (see troubles.py), and
for each event that reaches a pipeline (see targets.py).
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import threading
import traceback

import encryption
import passing
import reading
from clock import move_schedules
from conditions import know_keys
from decisions import Decisions
from door import with_door
from further import ask_further
from judge import judge_as_aws
from links import point_confirmations, point_links
from loading import change_at_first_call
from offered import refuse_the_rest
from private import with_private_paths
from resources import know_resources
from roots import give_roots
from settling import settle
from targets import ask_targets, look_often
from telling import writer
from troubles import teller, watch_functions
from trust import let_root_assume

# Seconds for saving the state, and then for answering what is under way.
SAVING, FINISHING = 20, 2


def main():
    listener = listen()
    print(json.dumps({"url": "http://127.0.0.1:%d" % listener.getsockname()[1]}), flush=True)
    # What anything else prints goes into the log. The copy is not inherited by functions.
    parent = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer = sys.stdin.readline()
    if answer:
        told = json.loads(answer)
        point_links(told["endpoint"])
        run(listener, told["secret"], writer(parent))


def listen():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(100)
    return listener


def run(listener, secret, write):
    try:
        asyncio.run(serve(listener, secret, write))
    except Exception:
        traceback.print_exc()
    finally:
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
        end_group()


async def serve(listener, secret, write):
    # MiniStack reads its settings from the environment when it is imported.
    from hypercorn.asyncio import serve as hypercorn
    from hypercorn.config import Config

    give_roots(secret)
    from ministack.app import app

    point_confirmations()
    judge_as_aws()
    let_root_assume()
    know_keys()
    know_resources()
    passing.note_roles()
    encryption.note_objects()
    reading.note_code()
    ask_further(passing.of_call, encryption.of_call, reading.of_call)
    change_at_first_call()
    settle()
    ask_targets(write)
    refuse_the_rest()
    look_often()
    move_schedules()
    watch_functions(teller(write))
    config = Config()
    config.bind = ["fd://%d" % listener.fileno()]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 1
    config.loglevel = "WARNING"
    guarded = with_door(app, with_private_paths(app, Decisions()), secret)
    await hypercorn(guarded, config, shutdown_trigger=until_saved)


async def until_saved():
    """Ends serving when the parent is gone or asks. The state is saved first: a call that takes long may
    keep the server from shutting down in time (from Python 3.12 on, it waits for every connection)."""
    from ministack import app as ministack

    await ended().wait()
    ministack.save_all(ministack._build_persistence_save_dict())
    end_group_after(FINISHING)


def ended():
    """An event that is set when standard input ends, or a signal asks."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end():
        event.set()
        end_group_after(SAVING)

    def watch():
        sys.stdin.read()
        loop.call_soon_threadsafe(end)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, end)
    threading.Thread(target=watch, daemon=True).start()
    return event


def end_group_after(seconds):
    deadline = threading.Timer(seconds, end_group)
    deadline.daemon = True
    deadline.start()


def end_group():
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
