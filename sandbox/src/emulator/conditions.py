"""Keys of conditions that AWS fills in and MiniStack does not, when it judges a call by the policies of who calls."""

import json

from rows import attributes, leading_keys


def know_keys():
    from ministack.core import iam_actions, iam_evaluator

    keys, enforce = iam_actions.request_tag_context, iam_evaluator.enforce

    def more_keys(service, action, body, params):
        found = {**keys(service, action, body, params), **boundary(action, params)}
        for key_of in (sources, alias, attributes, leading_keys, function, let_in):
            found.update(key_of(action, body))
        return found

    def enforced(key, action, service, region, resource_arn="*", service_context=None):
        context = {**mapped(resource_arn), **(service_context or {})}
        return enforce(key, action, service, region, resource_arn=resource_arn, service_context=context)

    iam_actions.request_tag_context, iam_evaluator.enforce = more_keys, enforced


def boundary(action, params):
    """iam:PermissionsBoundary: the one that the request sets, or the one that the role bears."""
    if not action.startswith("iam:") or "Role" not in action:
        return {}
    set_by_request = first(params, "PermissionsBoundary")
    found = set_by_request if action in ("iam:CreateRole", "iam:PutRolePermissionsBoundary") else borne(params)
    return {"iam:PermissionsBoundary": found} if found else {}


def borne(params):
    from ministack.core.responses import get_account_id
    from ministack.services import iam

    role = iam._roles.get_scoped(get_account_id(), None, first(params, "RoleName"))
    return (role or {}).get("PermissionsBoundary")


def sources(action, body):
    """events:source of PutEvents: every entry's."""
    if action != "events:PutEvents":
        return {}
    found = sorted({entry.get("Source", "") for entry in json.loads(body or b"{}").get("Entries", [])})
    return {"events:source": found[0] if len(found) == 1 else found}


def alias(action, body):
    """kms:RequestAlias: the key is what is judged, the alias is how it was called."""
    key = json.loads(body or b"{}").get("KeyId", "") if action.startswith("kms:") else ""
    name = key.rpartition(":")[2]
    return {"kms:RequestAlias": name} if name.startswith("alias/") else {}


def function(action, body):
    """lambda:FunctionArn of a mapping that is made."""
    if action != "lambda:CreateEventSourceMapping":
        return {}
    return {"lambda:FunctionArn": json.loads(body or b"{}").get("FunctionName", "")}


def let_in(action, body):
    """lambda:Principal: whom a function's policy is to let in."""
    if action != "lambda:AddPermission":
        return {}
    return {"lambda:Principal": json.loads(body or b"{}").get("Principal", "")}


def mapped(resource):
    """lambda:FunctionArn of a mapping that is there."""
    if ":event-source-mapping:" not in resource:
        return {}
    from ministack.services import lambda_svc

    mapping = lambda_svc._esms.get(resource.rpartition(":")[2])
    return {"lambda:FunctionArn": mapping["FunctionArn"]} if mapping else {}


def first(params, name):
    value = params.get(name) or ""
    return value[0] if isinstance(value, list) else value
