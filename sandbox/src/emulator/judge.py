"""
One judge of every call: MiniStack's policy engine, put right where AWS decides otherwise. The pages named here are below
https://docs.aws.amazon.com/IAM/latest/UserGuide/
"""

import re

from denials import name_layer
from variables import as_object, first_match, know_variables

ACCOUNT = re.compile(r"(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?")


def judge_as_aws():
    from ministack.core import iam_evaluator as engine

    know_variables(engine)
    engine._resolve_condition_key = known_by_role(engine._resolve_condition_key)
    engine._permissions_boundary = as_layer("boundary", engine._permissions_boundary)
    engine._session_policy_limits = as_layer("session", engine._session_policy_limits)
    engine.evaluate = evaluate
    engine.evaluate_resource_policy = evaluate_resource_policy
    engine.combine_resource_policy = combine
    engine._resource_policy = with_owner(engine._resource_policy)
    look_for_tags_in_limits(engine)
    name_layer()


# --- Who calls: reference_policies_condition-keys.html ---


def known_by_role(resolve):
    """aws:PrincipalArn of a session is its role's (…condition-keys.html#condition-keys-principalarn)."""

    def value(key, context):
        name = key.lower()
        if name == "aws:principalarn":
            return role_arn(context.principal_arn)
        if name == "aws:principalisawsservice":
            return str(context.principal_type == "Service").lower()
        if name in ("aws:resourceaccount", "s3:resourceaccount"):
            return owner(context) or resolve(key, context)
        found = resolve(key, context)
        # …condition-keys.html#condition-keys-principaltype
        return "Account" if name == "aws:principaltype" and found == "Root" else found

    return value


def owner(context):
    """A bucket's ARN does not tell its account (…condition-keys.html#condition-keys-resourceaccount)."""
    from permissions import owner_of

    return owner_of(context.resource_arn)


def role_arn(arn):
    """The role of a session, with its path, which the session's own ARN lacks."""
    if ":assumed-role/" not in arn:
        return arn
    from ministack.services import iam

    partition, account = arn.split(":")[1], arn.split(":")[4]
    name = arn.split("/")[1]
    role = iam._roles.get_scoped(account, None, name)
    return role["Arn"] if role else "arn:%s:iam::%s:role/%s" % (partition, account, name)


class Layer(list):
    """Policies that limit a caller, and what kind they are of."""

    def __init__(self, kind, policies):
        super().__init__(policies)
        self.kind = kind


def as_layer(kind, find):
    return lambda *asked: [Layer(kind, limit) for limit in find(*asked)]


def look_for_tags_in_limits(engine):
    """aws:ResourceTag may stand in a boundary or a session policy alone."""
    names, resolve = engine._names_condition_key, engine.resolve_principal

    def resolved_principal(*asked, **more):
        found = resolve(*asked, **more)
        if getattr(found, "policies", None) is not None:
            found.policies = Layer("identity", found.policies)
            found.policies.limits = found.limits
        return found

    def named(policies, prefix):
        every = [policies, *getattr(policies, "limits", [])]
        return any(names(layer, prefix) for layer in every)

    engine.resolve_principal, engine._names_condition_key = resolved_principal, named


# --- The evaluation: reference_policies_evaluation-logic.html ---


def evaluate(context, policies, *limits):
    """A denial of any layer, else an allowance of all of them; the reason names the layer that decided."""
    layers = [("identity", policies)] + [(getattr(limit, "kind", "boundary"), limit) for limit in limits]
    context.bounded = any(kind == "boundary" for kind, _ in layers)
    flat = [(kind, [statement for policy in layer for statement in policy]) for kind, layer in layers]
    for kind, statements in flat:
        if deny := first_match(context, statements, "Deny"):
            return result("Deny", context, deny, "explicit " + kind)
    allowing = {kind: first_match(context, statements, "Allow") for kind, statements in flat}
    for kind in ("session", "identity", "boundary"):
        if kind in allowing and not allowing[kind]:
            return result("ImplicitDeny", context, None, "implicit " + kind)
    return result("Allow", context, allowing["identity"], "")


def evaluate_resource_policy(document, context, service=None, named_only=False, direct_only=False):
    found = of_resource(document, context, service)
    levels = {"self"} if direct_only else {"self", "role"} if named_only else {"self", "role", "account"}
    return next((one for one in found if one.decision == "Deny" or one.level in levels), silent(context))


def of_resource(document, context, service=None):
    """What a resource's policy says: a denial, or what allows, those first that name the caller most closely."""
    from ministack.core import iam_evaluator as engine

    document, found = as_object(document), []
    for raw in listed(document.get("Statement", [])):
        level = named_as(raw, context, service) if isinstance(raw, dict) else None
        parsed = engine.parse_policy_document({**document, "Statement": [raw]}) if level else []
        matched = parsed and first_match(context, parsed, parsed[0].effect)
        if matched and matched.effect == "Deny":
            return [result("Deny", context, matched, "explicit resource")]
        if matched:
            found.append(result("Allow", context, matched, "", level))
    return sorted(found, key=lambda one: ("self", "role", "account").index(one.level))


def named_as(statement, context, service):
    """How a statement names the caller: itself, its role, its account, or not at all."""
    if "NotPrincipal" in statement:
        return "self" if denied_by_exception(statement, context, service) else None
    levels = levels_of(statement.get("Principal", {}), context, service)
    return next((level for level in ("self", "role", "account") if level in levels), None)


def denied_by_exception(statement, context, service):
    """
    NotPrincipal stands with Deny only, is of no help to who has a boundary, and must name the account and the role
    beside whom it excepts (reference_policies_elements_notprincipal.html).
    """
    if statement.get("Effect") != "Deny":
        return False
    levels = levels_of(statement["NotPrincipal"], context, service)
    if service:
        return not levels
    is_session = ":assumed-role/" in context.principal_arn
    needed = {"self", "role", "account"} if is_session else {"self", "account"}
    return getattr(context, "bounded", False) or not needed <= levels


def levels_of(principal, context, service):
    """reference_policies_elements_principal.html"""
    if principal == "*":
        return {"self"}
    named = principal if isinstance(principal, dict) else {}
    if service and service.lower() in [str(name).lower() for name in listed(named.get("Service", []))]:
        return {"self"}
    return {level for one in listed(named.get("AWS", [])) if (level := level_of(str(one), context))}


def level_of(name, context):
    """A wildcard, a user and a session are the caller itself; no part of an ARN is a wildcard here."""
    if name in ("*", context.principal_arn):
        return "self"
    if account := ACCOUNT.fullmatch(name):
        return "account" if account.group(1) == context.principal_account else None
    return "role" if name == role_arn(context.principal_arn) else None


def combine(identity, context, policy, owner, required=False, limits=()):
    """
    The caller's policies together with the resource's. Within an account either may allow; across accounts both must,
    so that a resource without a policy lets nobody in from outside (…evaluation-logic-cross-account.html).
    """
    found = of_resource(policy, context)
    if identity.decision == "Deny":
        return identity
    if found and found[0].decision == "Deny":
        found[0].resource_policy_arn = context.resource_arn
        return found[0]
    is_own = owner in (None, context.principal_account)
    if not found and (required or not is_own):
        return silent(context)
    if identity.decision == "Allow":
        return identity
    if is_own and any(suffices(one, context, limits) for one in found):
        return found[0]
    return identity


def suffices(allowed, context, limits):
    """
    What names a session or a user adds to what limits it; what names a role stays within
    (access_policies_boundaries.html#access_policies_boundaries-eval-logic, access_policies.html#policies_session).
    """
    if allowed.level == "account":
        return False
    within = (first_match(context, [one for policy in limit for one in policy], "Allow") for limit in limits)
    return allowed.level == "self" or all(within)


def with_owner(look_up):
    """The policy of what belongs to another account, if it has none: nobody's, and not everybody's."""

    def found(service, arn):
        from ministack.core.iam_evaluator import _account_from_arn
        from ministack.core.responses import get_account_id

        owner = _account_from_arn(arn)
        return look_up(service, arn) or ((None, owner) if owner and owner != get_account_id() else None)

    return found


def silent(context):
    return result("ImplicitDeny", context, None, "implicit resource")


def result(decision, context, statement, reason, level=None):
    from ministack.core.iam_evaluator import EvalResult

    made = EvalResult(decision, context.principal_arn, statement.sid if statement else "", reason)
    made.level = level
    return made


def listed(value):
    return value if isinstance(value, list) else [value]
