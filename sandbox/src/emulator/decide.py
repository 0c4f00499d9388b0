"""Questions that the services beside MiniStack put to its judge: may this caller, and may this one take that role."""

from identity import role_of
from judge import combine, evaluate, evaluate_resource_policy


def decide(asked, keep):
    """`keep` is told the question and the answer."""
    from ministack.core.responses import request_scope

    account = asked["principal"].get("accountId", "")
    with request_scope(account, asked["region"]):
        context, policies, limits = question(asked)
        trust, owner = trust_of(asked, context)
        if trust is None:
            return {"allowed": False}
        if "service" in asked["principal"]:
            return of_service(trust, context, asked["principal"]["service"])
        identity = evaluate(context, policies, *limits)
        needed = asked["isTrust"]
        found = combine(identity, context, trust, owner, needed, limits)
    if not is_root(asked["principal"]):
        keep(context, found.decision == "Allow")
    return answer(found)


def answer(found):
    kind, _, layer = found.reason.partition(" ")
    if found.decision == "Allow":
        return {"allowed": True}
    return {"allowed": False, "layer": layer, "isExplicit": kind == "explicit"}


def of_service(trust, context, service):
    return answer(evaluate_resource_policy(trust, context, service=service))


def trust_of(asked, context):
    """The policy of what is asked for, and whose it is: a role's trust, else nothing. None for a role that is not there."""
    from ministack.core.iam_evaluator import _account_from_arn

    owner = _account_from_arn(context.resource_arn)
    if not asked["isTrust"]:
        return {}, owner
    role = role_of(context.resource_arn)
    return role and role["AssumeRolePolicyDocument"], owner


def question(asked):
    from ministack.core.iam_evaluator import EvalContext

    principal = asked["principal"]
    policies, limits, keys = grants(principal)
    context = EvalContext(
        principal_arn=principal.get("arn", ""),
        principal_type=kind_of(principal),
        principal_account=principal.get("accountId", ""),
        action=asked["action"],
        resource_arn=asked["resource"],
        region=asked["region"],
        # AWS is only ever called over TLS; that the sandbox is not, no policy shall notice.
        secure_transport=True,
        service_context={"aws:tagkeys": None, **{name.lower(): value for name, value in asked["keys"].items()}},
        principal_keys=keys,
    )
    return context, policies, limits


def grants(principal):
    """Policies, limits and keys. A key that is no longer known, such as that of a session that is over, allows nothing."""
    from ministack.core.iam_evaluator import AuthError, parse_policy_document, resolve_principal

    if "service" in principal:
        return [], [], {"aws:principalservicename": principal["service"]}
    if is_root(principal):
        everything = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
        return [parse_policy_document(everything)], [], {}
    if not principal["accessKeyId"]:
        return of_role(principal)
    found = resolve_principal(principal["accessKeyId"], principal["accountId"])
    return ([], [], {}) if isinstance(found, AuthError) else (found.policies, found.limits, found.keys)


def of_role(principal):
    """A service that acts as a role without a session of its own has no access key."""
    from ministack.core.iam_evaluator import _gather_role_policies, _permissions_boundary
    from ministack.services import iam

    account, name = principal["accountId"], principal["roleArn"].rpartition("/")[2]
    tags = (iam._roles.get_scoped(account, None, name) or {}).get("Tags") or []
    keys = {"aws:principaltag/" + tag["Key"].lower(): tag["Value"] for tag in tags}
    return _gather_role_policies(name, account), _permissions_boundary(iam._roles, name, account), keys


def is_root(principal):
    return principal.get("arn", "").endswith(":root")


def kind_of(principal):
    if "service" in principal:
        return "Service"
    if is_root(principal):
        return "Root"
    return "AssumedRole" if ":assumed-role/" in principal["arn"] else "User"
