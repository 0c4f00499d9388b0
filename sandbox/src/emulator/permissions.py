"""What is asked of the judge beside the call that is being answered: by a service, in the name of a role or of who calls it."""

from contextvars import ContextVar

from decide import is_root, question
from denials import because
from judge import evaluate as by_policies

# Who a service acts as while it works on a request, as `as_role` and `as_caller` give it.
acting = ContextVar("acting", default=None)


def as_role(role_arn, session):
    """A service that took a role, under the session's name that AWS gives it."""
    account, name = role_arn.split(":")[4], role_arn.rpartition("/")[2]
    arn = "arn:aws:sts::%s:assumed-role/%s/%s" % (account, name, session)
    return {"accountId": account, "arn": arn, "roleArn": role_arn, "accessKeyId": None}


def as_caller(access_key_id):
    """Who signed, or None if nobody did whom the sandbox knows."""
    from identity import identity

    found = access_key_id and identity(access_key_id)
    if not found:
        return None
    return {"accountId": found["accountId"], "arn": found["arn"], "accessKeyId": access_key_id}


def why_not(principal, action, resource, keys=None):
    """In AWS's words why somebody may not, or None if he may."""
    found = decision(principal, action, resource, keys)
    return None if found.decision == "Allow" else sentence(found, action, resource)


def sentence(found, action, resource):
    start = "User: %s is not authorized to perform: %s on " % (found.principal_arn, action)
    if action.startswith("kms:") and found.reason.endswith(" resource"):
        which = "the resource associated with this ciphertext" if action == "kms:Decrypt" else "this resource"
        return start + which + OF_A_KEY
    return start + "resource: %s %s" % (resource, because(found.reason, action))


# What is said where it is the key's policy that does not allow, or where there is no such key.
OF_A_KEY = (
    " because the resource does not exist in this Region, no resource-based policies allow access,"
    " or a resource-based policy explicitly denies access"
)


def decision(principal, action, resource, keys=None):
    """By the policies of who asks, within what limits him, and by the policy of the resource, whosever it is."""
    from ministack.core import iam_evaluator as engine
    from ministack.core.responses import request_scope

    region = region_of(resource)
    with request_scope(principal["accountId"], region):
        asked = {"principal": principal, "action": action, "resource": resource, "region": region}
        context, policies, limits = question({**asked, "keys": keys or {}})
        add_tags(context, [policies, *limits])
        # Of an account's root nothing is kept.
        evaluate = by_policies if is_root(principal) else engine.evaluate
        found = evaluate(context, policies, *limits)
        policy = policy_of(action.partition(":")[0], resource, principal["accountId"])
        if policy:
            required = action.startswith("kms:")
            found = engine.combine_resource_policy(found, context, *policy, required=required, limits=limits)
    found.principal_arn = principal["arn"]
    return found


def policy_of(service, resource, account):
    """The policy of what is asked for and whose it is. What is another account's lets nobody in without one."""
    from ministack.core import iam_evaluator as engine
    from ministack.core.responses import request_scope

    owner = owner_of(resource) or account
    with request_scope(owner, region_of(resource)):
        found = engine._resource_policy(service, resource)
    return found or ((None, owner) if owner != account else None)


def region_of(resource):
    from ministack.core.responses import get_region

    parts = resource.split(":", 5)
    return (parts[3] if len(parts) > 3 else "") or get_region()


def owner_of(resource):
    """The account of a resource. A bucket's name does not tell."""
    from ministack.services import s3

    parts = resource.split(":", 5)
    if parts[2:3] == ["s3"]:
        return s3._bucket_owner_account(parts[5].partition("/")[0])
    return parts[4] if len(parts) > 4 and parts[4].isdigit() else None


def add_tags(context, layers):
    """aws:ResourceTag, where a policy asks for it."""
    from ministack.core import iam_evaluator as engine
    from ministack.core.responses import request_scope
    from ministack.services.tagging import resource_tags

    if not any(engine._names_condition_key(layer, "aws:resourcetag/") for layer in layers):
        return
    with request_scope(owner_of(context.resource_arn) or context.principal_account, context.region):
        for name, value in (resource_tags(context.resource_arn) or {}).items():
            context.service_context.setdefault(("aws:resourcetag/" + name).lower(), value)
