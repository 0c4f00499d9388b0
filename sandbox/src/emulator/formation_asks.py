"""What one resource of a template asks for: actions and ARNs of formation_types.py, with the keys of their conditions."""

import re
from collections import defaultdict

from formation_types import SHARED, TYPES

# What a property is when a template leaves it out.
DEFAULTS = {"Path": "/", "GroupName": "default", "EventBusName": "default"}
OWNERS = {"Roles": "Role", "Users": "User", "Groups": "Group"}


def is_known(kind):
    return kind in TYPES or kind in SHARED or kind.startswith("Custom::")


def row_of(kind):
    return TYPES["AWS::CloudFormation::CustomResource" if kind.startswith("Custom::") else kind]


def name_of(kind):
    """The property that names a resource, if one does."""
    return row_of(kind).named if is_known(kind) and kind not in SHARED else ""


def is_named(kind, props):
    """Whether the template itself says what the resource is called, so that it can be asked for before it is there."""
    return kind in SHARED or bool(props.get(name_of(kind)))


def asks(operation, kind, props, physical_id, changed=None):
    """Pairs of action and ARN. `changed` holds the names of the properties that an update changes."""
    if kind in SHARED:
        listing, arn, action = SHARED[kind]
        return [pair(action, filled(arn, props, each)) for each in listed(props.get(listing))]
    if kind == "AWS::IAM::Policy":
        return list(of_policy(operation, props))
    row = row_of(kind)
    is_made = operation == "create" and row.under
    arn = filled(row.under if is_made else row.arn, props, physical_id)
    wanted = [one.partition("?") for one in getattr(row, operation).split()]
    given = changed if changed is not None else {name for name, value in props.items() if has_any(name, value)}
    return [pair(action, arn) for action, _, condition in wanted if not condition or condition in given]


def of_policy(operation, props):
    """Of an inline policy, on each of those that it is put on."""
    for listing, owner in OWNERS.items():
        for name in listed(props.get(listing)):
            for action in getattr(TYPES["AWS::IAM::Policy"], operation).split():
                yield pair(action.replace("{}", owner), arn_in_iam(owner, str(name)))


def arn_in_iam(owner, name):
    from ministack.core.responses import get_account_id
    from ministack.services import iam

    store = {"Role": iam._roles, "User": iam._users, "Group": iam._groups}[owner]
    found = store.get(name) or {}
    return found.get("Arn") or "arn:aws:iam::%s:%s/%s" % (get_account_id(), owner.lower(), name)


def pair(action, arn):
    service = arn.split(":")[2] if arn.startswith("arn:") else ""
    if service == "sns" and action == "InvokeFunction":
        action = "Publish"  # A custom resource behind a topic.
    return (action if ":" in action else "%s:%s" % (service, action)), arn


def filled(template, props, physical_id):
    from ministack.core.responses import get_account_id, get_region

    account, region = get_account_id(), get_region()
    fields = defaultdict(str, DEFAULTS)
    for name, value in props.items():
        if isinstance(value, (str, int)):
            fields[name], fields[name + "/"] = value, last(str(value))
    fields["EventBusName/"] = last(str(fields["EventBusName"]))
    fields.setdefault("LayerName", physical_id.split(":")[6] if physical_id.count(":") > 6 else "")
    fields.update(id=physical_id, last=last(physical_id), region=region, account=account, at=region + ":" + account)
    arn = template.format_map(fields).replace(":rule/default/", ":rule/")
    return arn if arn == "*" or arn.startswith("arn:") else "arn:aws:" + arn


def last(name):
    """The last part of an ARN, a URL or a path; of a function's ARN, the function and not its version."""
    function = re.search(r":function:([^:]+)", name)
    return function.group(1) if function else re.split("[/:]", name)[-1]


def keys_of(kind, props):
    """Keys of conditions: the tags that are given, the boundary of a role, the function of a mapping."""
    keys = {"aws:RequestTag/" + name: value for name, value in tags_of(props).items()}
    if keys:
        keys["aws:TagKeys"] = sorted(tags_of(props))
    if kind == "AWS::IAM::Role" and props.get("PermissionsBoundary"):
        keys["iam:PermissionsBoundary"] = props["PermissionsBoundary"]
    if kind == "AWS::IAM::Policy":
        keys.update(boundaries(props))
    if kind == "AWS::Lambda::EventSourceMapping":
        keys["lambda:FunctionArn"] = filled("lambda:{at}:function:{FunctionName/}", props, "")
    if kind == "AWS::Lambda::Permission":
        keys["lambda:Principal"] = str(props.get("Principal", ""))
    return keys


def boundaries(props):
    from ministack.services import iam

    found = [(iam._roles.get(str(name)) or {}).get("PermissionsBoundary") for name in listed(props.get("Roles"))]
    return {"iam:PermissionsBoundary": found[0]} if found and found[0] else {}


def tags_of(props):
    """Those of the template and the stack. What CloudFormation adds by itself nobody needs a permission for."""
    tags = props.get("Tags") or {}
    pairs = tags.items() if isinstance(tags, dict) else [(tag.get("Key"), tag.get("Value")) for tag in tags]
    return {str(name): str(value) for name, value in pairs if not str(name).startswith("aws:")}


def has_any(name, value):
    return bool(tags_of({"Tags": value})) if name == "Tags" else value not in (None, "", [], {})


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]
