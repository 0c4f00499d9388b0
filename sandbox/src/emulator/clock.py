"""The time by which subscriptions and schedules go, and tags and policies settle. It can be moved ahead; signatures and sessions keep the true one."""

import time

_ahead = 0.0


def now():
    return time.time() + _ahead


def advance(seconds):
    global _ahead
    _ahead += max(0.0, float(seconds))
    return {"ahead": _ahead}


def move_schedules():
    """Of EventBridge's rules and of EventBridge Scheduler."""
    from ministack.services import eventbridge, scheduler

    eventbridge._now_ts = now
    scheduler.time = Moved()


class Moved:
    """The module `time` with this clock's time."""

    time = staticmethod(now)

    def __getattr__(self, name):
        return getattr(time, name)
