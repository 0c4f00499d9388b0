"""What a service does by a role that it was given: the role must trust the service, and may then do what its policies allow."""

from identity import role_of
from permissions import as_role, decision


def why_not(service, source, role_arn, action, resource):
    """Why a service that acts for `source`, an ARN, may not: words that end a sentence, or None if it may."""
    account = source.split(":")[4]
    role = role_of(role_arn)
    if not role or role_arn.split(":")[4] != account:
        return "account %s has no role %s" % (account, role_arn)
    if not lets(role["AssumeRolePolicyDocument"], service, source, "sts:AssumeRole", role_arn):
        return "the role %s does not trust %s for %s" % (role_arn, service, source)
    if not may(role_arn, action, resource):
        return "the role %s may not %s on %s" % (role_arn, action, resource)
    return None


def lets(policy, service, source, action, resource):
    """Whether the policy of a role or another resource lets a service in, with the keys by which it keeps others out who use
    the same service (IAM user guide, "The confused deputy problem"). A service that gives none has no source."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    region, account = source.split(":")[3:5] if source else ("", "")
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=region,
        service_context={"aws:sourcearn": source, "aws:sourceaccount": account} if source else {},
    )
    return evaluate_resource_policy(policy, context, service=service).decision == "Allow"


def trusts(role_arn, service):
    """Whether there is such a role, and a service that gives no source may take it."""
    role = role_of(role_arn)
    return bool(role and lets(role["AssumeRolePolicyDocument"], service, None, "sts:AssumeRole", role_arn))


def may(role_arn, action, resource):
    """By the role's policies within its boundary, and by the policy of the resource where it has one."""
    return decision(as_role(role_arn, action.partition(":")[0]), action, resource).decision == "Allow"
