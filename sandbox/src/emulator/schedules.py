"""
What EventBridge Scheduler fills in: how often and how long it calls again
(https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html).
"""

import json

RETRIES = {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}


def fill_in_schedules():
    from ministack.services import scheduler

    answer = scheduler._get_schedule

    def answered(name, query):
        status, headers, body = answer(name, query)
        schedule = json.loads(body)
        if "Target" not in schedule:
            return status, headers, body
        target = schedule["Target"]
        schedule["Target"] = {**target, "RetryPolicy": {**RETRIES, **(target.get("RetryPolicy") or {})}}
        return status, headers, json.dumps(schedule).encode()

    scheduler._get_schedule = answered
