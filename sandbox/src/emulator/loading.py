"""
MiniStack loads a service at its first call, which takes up to seconds: CloudFormation's module loads nearly all others.
What is changed in such a service waits for that call too.
"""

import principals
import reading
from buckets import answer_payers, expect_owners
from filter_policies import know_filters
from foreign_apis import reach_apis
from log_keys import change_log_keys
from mappings import take_away_empty
from queues import fill_in_queues
from rules import replace_rules
from schedules import fill_in_schedules
from strangers import judge_strangers
from subscriptions import await_confirmations, await_in_stacks


def change_at_first_call():
    from ministack.core import iam_actions

    reach_apis()

    action_of = iam_actions.extract_iam_action
    waiting = {
        "cloudformation": [change_formation],
        "events": [replace_rules],
        "kms": [principals.refuse_in_keys],
        "lambda": [reading.read_code, take_away_empty],
        "logs": [change_log_keys],
        "s3": [principals.refuse_in_buckets, answer_payers, expect_owners, judge_strangers],
        "scheduler": [fill_in_schedules],
        "sns": [know_filters, await_confirmations],
        "sqs": [fill_in_queues],
    }

    def action(service, *rest):
        for change in waiting.pop(service, []):
            change()
        return action_of(service, *rest)

    iam_actions.extract_iam_action = action


def change_formation():
    """From the inside out: who acts is known before anything is asked."""
    from formation import act_with_roles
    from formation_resources import judge_resources
    from formation_states import refuse_in_states
    from transforms import ask_for_transforms

    reading.read_code()
    reading.read_templates()
    ask_for_transforms()
    refuse_in_states()
    act_with_roles()
    judge_resources()
    await_in_stacks()
