"""Actions and resources that AWS judges a call by, where MiniStack takes others or `*`."""

import json

from conditions import first


def know_resources():
    from ministack.core import iam_actions

    action_of, resource_of = iam_actions.extract_iam_action, iam_actions.extract_resource_arn

    def action(service, method, path, headers, body, params):
        found = mapping(method, path) if service == "lambda" else None
        return found or action_of(service, method, path, headers, body, params)

    def resource(service, method, path, headers, body, params, region, account):
        found = resource_of(service, method, path, headers, body, params, region, account)
        place = "%s:%s" % (region, account)
        if service == "monitoring" and asks_for_alarms(path, headers, params):
            return "arn:aws:cloudwatch:%s:alarm:*" % place
        return more[service](found, body, params, place) or found if service in more else found

    more = {
        "dynamodb": lambda found, body, _, __: found == "*" and field(body, "ResourceArn"),
        "events": rule,
        "iam": lambda found, _, params, place: found == "*" and policy(params, place),
        "kms": key,
        "lambda": function,
        "logs": stream,
        "monitoring": lambda found, body, params, place: found == "*" and watched(body, params, place),
        "sns": lambda found, _, params, __: found == "*" and topic(params),
    }
    iam_actions.extract_iam_action, iam_actions.extract_resource_arn = action, resource


def mapping(method, path):
    """MiniStack lets everybody change and delete event source mappings, and takes reading one for listing them."""
    parts = [part for part in path.split("/") if part]
    verbs = {"GET": "Get", "PUT": "Update", "DELETE": "Delete"}
    if parts[1:2] != ["event-source-mappings"] or len(parts) != 3 or method not in verbs:
        return None
    return "lambda:%sEventSourceMapping" % verbs[method]


def rule(found, body, _, place):
    """What bears tags is named by its ARN, the rule of targets by its name and, unless it is the default, its bus."""
    name, bus = field(body, "Rule"), field(body, "EventBusName") or "default"
    named = field(body, "ResourceARN") or (name and "arn:aws:events:%s:rule/%s/%s" % (place, bus, name))
    return (named or found).replace(":rule/default/", ":rule/")


def key(found, body, _, place):
    """
    A key that is called by an alias is the key; those that AWS keeps for its services are not here, so any id does.
    Making, moving and deleting an alias: AWS asks for the key too, here only the alias is judged.
    """
    from ministack.services import kms

    if ":alias/" in found:
        target = kms._aliases.get(found) or "00000000-0000-0000-0000-000000000000"
        return "arn:aws:kms:%s:key/%s" % (place, target)
    name = found == "*" and field(body, "AliasName")
    return name and "arn:aws:kms:%s:%s" % (place, name)


def function(found, body, _, place):
    """The function that is made."""
    name = found == "*" and field(body, "Runtime") and field(body, "FunctionName")
    return name and "arn:aws:lambda:%s:function:%s" % (place, name)


def stream(found, body, _, __):
    """What is written to a log is its stream."""
    name = field(body, "logStreamName")
    return name and ":log-group:" in found and "%s:log-stream:%s" % (found, name)


def policy(params, place):
    name = first(params, "PolicyName")
    return name and "arn:aws:iam::%s:policy/%s" % (place.rpartition(":")[2], name)


def asks_for_alarms(path, headers, params):
    """AWS asks who describes alarms for all of them, whichever are named: its refusals say `alarm:*`
    (https://github.com/aws-samples/amazon-cloudwatch-auto-alarms/issues/1)."""
    target = headers.get("x-amz-target", "").rpartition(".")[2]
    return "DescribeAlarms" in (first(params, "Action"), target, path.rpartition("/operation/")[2])


def watched(body, params, place):
    """An alarm or a dashboard, which belongs to no region; asked for as a form or as JSON."""
    def named(name):
        return first(params, name) or field(body, name)

    alarm = first(params, "AlarmNames.member.1") or first({"": field(body, "AlarmNames")}, "")
    boards = first(params, "DashboardNames.member.1") or first({"": field(body, "DashboardNames")}, "")
    board = named("DashboardName") or boards
    if board:
        return "arn:aws:cloudwatch::%s:dashboard/%s" % (place.rpartition(":")[2], board)
    return "arn:aws:cloudwatch:%s:alarm:%s" % (place, alarm) if alarm else named("ResourceARN")


def topic(params):
    """Tags name their topic as a resource; a subscription's ARN is its topic's and an id."""
    return first(params, "ResourceArn") or first(params, "SubscriptionArn").rpartition(":")[0]


def field(body, name):
    try:
        return json.loads(body or b"{}").get(name)
    except (AttributeError, ValueError):  # A form, or what is no object.
        return None
