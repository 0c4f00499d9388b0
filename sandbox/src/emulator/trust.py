"""Whom roles trust is judged in front of MiniStack; what comes through in the name of the account's root is settled."""


def let_root_assume():
    """An account's root may assume any role of that account, conditions or not."""
    from ministack.core import iam_evaluator

    by_policy = iam_evaluator.evaluate_trust_policy

    def evaluate(policy, caller, context=None):
        account = context.resource_arn.split(":")[4] if context else ""
        return caller == "arn:aws:iam::%s:root" % account or by_policy(policy, caller, context)

    iam_evaluator.evaluate_trust_policy = evaluate
