"""What MiniStack leaves out when it judges a call by the policies of who calls."""

import json


def know_more():
    """Keys of conditions, and resources, that AWS has and MiniStack has not."""
    from ministack.core import iam_actions

    keys, resource = iam_actions.request_tag_context, iam_actions.extract_resource_arn

    def more_keys(service, action, body, params):
        return {**keys(service, action, body, params), **boundary(action, params), **sources(action, body)}

    def more_resources(service, method, path, headers, body, params, region, account):
        found = resource(service, method, path, headers, body, params, region, account)
        if service == "events":
            found = rule(body, region, account) or found
            return found.replace(":rule/default/", ":rule/")
        if found != "*":
            return found
        if service == "kms":
            return alias(body, region, account) or found
        return topic(params) or found if service == "sns" else found

    iam_actions.request_tag_context, iam_actions.extract_resource_arn = more_keys, more_resources


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


def rule(body, region, account):
    """What bears tags is named by its ARN, the rule of targets by its name and, unless it is the default, its bus."""
    asked = json.loads(body or b"{}")
    if "ResourceARN" in asked or "Rule" not in asked:
        return asked.get("ResourceARN")
    bus = asked.get("EventBusName") or "default"
    return "arn:aws:events:%s:%s:rule/%s/%s" % (region, account, bus, asked["Rule"])


def alias(body, region, account):
    """Making, moving and deleting an alias; AWS asks for the key too, here only the alias is judged."""
    name = json.loads(body or b"{}").get("AliasName")
    return "arn:aws:kms:%s:%s:%s" % (region, account, name) if name else None


def topic(params):
    """Tags name their topic as a resource; a subscription's ARN is its topic's and an id."""
    return first(params, "ResourceArn") or first(params, "SubscriptionArn").rpartition(":")[0]


def first(params, name):
    value = params.get(name) or ""
    return value[0] if isinstance(value, list) else value
