"""What a service does by a role that it was given: the role must trust the service, and may then do what its policies allow."""


def why_not(service, source, role_arn, action, resource):
    """Why a service that acts for `source`, an ARN, may not: words that end a sentence, or None if it may."""
    from ministack.services import iam

    account = source.split(":")[4]
    name = role_arn.rpartition("/")[2]
    role = iam._roles.get_scoped(account, None, name)
    if not role or role["Arn"] != role_arn:
        return "account %s has no role %s" % (account, role_arn)
    if not lets(role["AssumeRolePolicyDocument"], service, source, "sts:AssumeRole", role_arn):
        return "the role %s does not trust %s for %s" % (role_arn, service, source)
    if not may(role, account, action, resource):
        return "the role %s may not %s on %s" % (role_arn, action, resource)
    return None


def lets(policy, service, source, action, resource):
    """Whether the policy of a role or another resource lets a service in, with the keys by which it keeps others out who use
    the same service (IAM user guide, "The confused deputy problem")."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    region, account = source.split(":")[3:5]
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=region,
        service_context={"aws:sourcearn": source, "aws:sourceaccount": account},
    )
    return evaluate_resource_policy(policy, context, service=service).decision == "Allow"


def may(role, account, action, resource):
    """By the role's policies within its boundary, and by the policy of the resource where it has one."""
    from ministack.core import iam_evaluator
    from ministack.services import iam

    name = role["RoleName"]
    context = iam_evaluator.EvalContext(
        principal_arn="arn:aws:sts::%s:assumed-role/%s/%s" % (account, name, action.partition(":")[0]),
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=resource,
        region=resource.split(":")[3],
        service_context={"aws:tagkeys": None},
    )
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    policies = iam_evaluator._gather_role_policies(name, account)
    result = iam_evaluator.evaluate(context, policies, *limits)
    found = iam_evaluator._resource_policy(action.partition(":")[0], resource)
    if found:
        result = iam_evaluator.combine_resource_policy(result, context, *found, limits=limits)
    return result.decision == "Allow"
