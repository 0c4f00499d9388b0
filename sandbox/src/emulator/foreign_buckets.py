"""
Whom the policy of another account's bucket sees: who calls. MiniStack asks it once more after the judge, as the root of the caller's
account, so that a condition on aws:PrincipalArn, which is the role's, would let nobody in
(IAM user guide, reference_policies_condition-keys.html#condition-keys-principalarn).
"""

from contextvars import ContextVar

gate = ContextVar("gate", default=False)


def see_who_calls():
    from ministack.core import iam_evaluator as engine
    from ministack.services import s3

    allows, evaluate = s3._foreign_bucket_allows, engine.evaluate_resource_policy

    def gated(owner, bucket, key, method, query, caller, headers=None):
        token = gate.set(bool(caller))
        try:
            return allows(owner, bucket, key, method, query, caller, headers)
        finally:
            gate.reset(token)

    def evaluated(policy, context, *rest, **named):
        if gate.get() and ":root" not in engine.caller_arn():
            context.principal_arn = engine.caller_arn()
            context.principal_type = "AssumedRole" if ":assumed-role/" in context.principal_arn else "User"
        return evaluate(policy, context, *rest, **named)

    s3._foreign_bucket_allows, engine.evaluate_resource_policy = gated, evaluated
