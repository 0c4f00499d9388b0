"""What was asked of the policies of callers, and what they said: each question once, as IAM knows it."""

import json

# Different questions; who asks more than that, as thousands of pipelines do, has asked for every kind of thing.
KEPT = 20_000


class Decisions:
    """What is decided from now on. Of an account's root nothing is asked, and what a resource lets in is no permission."""

    def __init__(self):
        from ministack.core import iam_evaluator

        by_policies, self._decided = iam_evaluator.evaluate, {}

        def evaluate(context, policies, *limits):
            result = by_policies(context, policies, *limits)
            self.keep(context, result.decision == "Allow")
            return result

        iam_evaluator.evaluate = evaluate

    def keep(self, context, allowed):
        asked = question(context)
        if len(self._decided) < KEPT or asked in self._decided:
            self._decided[asked] = allowed

    def list(self):
        return [{**json.loads(asked), "allowed": allowed} for asked, allowed in list(self._decided.items())]


def question(context):
    # A session has a name for each build: what is asked of is the role.
    principal = "/".join(context.principal_arn.split("/")[:2])
    keys = {name: value for name, value in context.service_context.items() if value is not None}
    asked = {"principal": principal, "action": context.action, "resource": context.resource_arn, "keys": keys}
    return json.dumps(asked, sort_keys=True, default=str)
