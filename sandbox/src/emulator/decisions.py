"""What was asked of the policies of callers, and what they said: each question once, as IAM knows it."""

import json

# Different questions; who asks more than that, as thousands of pipelines do, has asked for every kind of thing.
KEPT = 20_000


def record_decisions():
    """Gives a function that lists what is decided from now on. Of an account's root nothing is asked."""
    from ministack.core import iam_evaluator

    by_policies, by_resource, decided = iam_evaluator.evaluate, iam_evaluator.evaluate_resource_policy, {}

    def evaluate(context, policies, *limits):
        result = by_policies(context, policies, *limits)
        keep(decided, question(context), result.decision == "Allow")
        return result

    def evaluate_resource_policy(*asked, **more):
        # What a resource lets in is judged by the same function, and is no permission of who calls.
        iam_evaluator.evaluate = by_policies
        try:
            return by_resource(*asked, **more)
        finally:
            iam_evaluator.evaluate = evaluate

    iam_evaluator.evaluate, iam_evaluator.evaluate_resource_policy = evaluate, evaluate_resource_policy
    return lambda: [{**json.loads(asked), "allowed": allowed} for asked, allowed in list(decided.items())]


def question(context):
    # A session has a name for each build: what is asked of is the role.
    principal = "/".join(context.principal_arn.split("/")[:2])
    keys = {name: value for name, value in context.service_context.items() if value is not None}
    asked = {"principal": principal, "action": context.action, "resource": context.resource_arn, "keys": keys}
    return json.dumps(asked, sort_keys=True, default=str)


def keep(decided, asked, allowed):
    if len(decided) < KEPT or asked in decided:
        decided[asked] = allowed
