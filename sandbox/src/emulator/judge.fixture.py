"""Answers questions by the judge alone, without any state: a JSON document a line in, `true` or `false` a line out."""

import json
import sys

from judge import Layer, combine, evaluate, judge_as_aws


def main():
    judge_as_aws()
    for line in sys.stdin:
        print(json.dumps(allows(json.loads(line))), flush=True)


def allows(asked):
    from ministack.core.iam_evaluator import EvalContext, _account_from_arn, parse_policy_document

    keys = {name.lower(): value for name, value in asked["keys"].items()}
    principal, resource = asked["principal"], asked["resource"]
    account = _account_from_arn(principal)
    context = EvalContext(
        principal_arn=principal,
        principal_type="AssumedRole" if ":assumed-role/" in principal else "User",
        principal_account=account,
        action=asked["action"],
        resource_arn=resource,
        region="eu-central-1",
        source_ip=keys.get("aws:sourceip"),
        secure_transport=keys.get("aws:securetransport") == "true",
        service_context={"aws:tagkeys": None, **keys},
    )
    policies = [parse_policy_document(policy) for policy in asked["identityPolicies"]]
    limits = [
        Layer(kind, [parse_policy_document(asked[field])])
        for kind, field in (("boundary", "boundary"), ("session", "sessionPolicy"))
        if field in asked
    ]
    owner = asked.get("owner") or _account_from_arn(resource)
    required = asked["action"].startswith(("kms:", "sts:"))
    identity = evaluate(context, policies, *limits)
    if required and "resourcePolicy" not in asked:
        required = False
    found = combine(identity, context, asked.get("resourcePolicy"), owner, required, limits)
    return found.decision == "Allow"


main()
