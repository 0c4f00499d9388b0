"""
CloudFormation acts with the stack's role, and without one as who calls (CloudFormation user guide, "AWS CloudFormation
service role"): a role that is given must be there and trust CloudFormation, its giver must be allowed to pass it, and it
stays with the stack.
"""

import re

from further import caller
from permissions import acting, as_caller, as_role, why_not
from roles import trusts

SERVICE = "cloudformation.amazonaws.com"

OPERATIONS = (
    "CreateStack",
    "UpdateStack",
    "DeleteStack",
    "CreateChangeSet",
    "ExecuteChangeSet",
    "ContinueUpdateRollback",
    "RollbackStack",
)


def act_with_roles():
    from ministack.services.cloudformation import handlers

    table = handlers._ACTION_HANDLERS
    for name in OPERATIONS:
        table[name] = with_role(name, table[name])
    table["DescribeStacks"] = telling_roles(table["DescribeStacks"])


def with_role(name, operation):
    from ministack.services.cloudformation.helpers import _p

    def handle(params):
        asked, given = as_caller(caller.get()), _p(params, "RoleARN")
        role = given or kept(name, params)
        refused = refusal(asked, given, role)
        if refused:
            return refused
        # The task that deploys takes the context along.
        token = acting.set(as_role(role, "AWSCloudFormation") if role else asked)
        try:
            answer = operation(params)
        finally:
            acting.reset(token)
        if role and answer[0] == 200:
            keep(name, params, answer, role)
        return answer

    return handle


def refusal(asked, given, role):
    from ministack.services.cloudformation.helpers import _error

    passing = given and asked and why_not(asked, "iam:PassRole", given, {"iam:PassedToService": SERVICE})
    if passing:
        return _error("AccessDenied", passing, 403)
    if role and not trusts(role, SERVICE):
        return _error("ValidationError", "Role %s is invalid or cannot be assumed" % role)
    return None


def kept(name, params):
    """The role of the change set, or else of the stack. A stack that is made anew has none."""
    if name == "CreateStack":
        return None
    change_set = change_set_of(params) if name == "ExecuteChangeSet" else None
    return (change_set or stack_of(params) or {}).get("RoleARN") or (stack_of(params) or {}).get("RoleARN")


def keep(name, params, answer, role):
    from ministack.services.cloudformation import _change_sets

    if name == "CreateChangeSet":
        made = re.search(rb"<Id>([^<]+)</Id>", answer[2])
        _change_sets[made.group(1).decode()]["RoleARN"] = role
    elif name == "ExecuteChangeSet":
        stack_of({"StackName": change_set_of(params)["StackName"]})["RoleARN"] = role
    elif name != "DeleteStack" and stack_of(params):
        stack_of(params)["RoleARN"] = role


def change_set_of(params):
    from ministack.services.cloudformation.changesets import _find_change_set
    from ministack.services.cloudformation.helpers import _p

    stack = stack_of(params)
    return _find_change_set(_p(params, "ChangeSetName"), stack["StackName"] if stack else "")[1]


def stack_of(params):
    """The stack that a request names, by its name or its ARN, if there is one."""
    from ministack.services.cloudformation.handlers import _resolve_stack
    from ministack.services.cloudformation.helpers import _p

    found = _resolve_stack(_p(params, "StackName"))
    return found if found and found.get("StackStatus") != "DELETE_COMPLETE" else None


def telling_roles(describe):
    from ministack.services.cloudformation import _stacks

    def handle(params):
        status, headers, body = describe(params)
        roles = {stack["StackId"]: stack["RoleARN"] for stack in _stacks.values() if stack.get("RoleARN")}

        def with_its(found):
            role = roles.get(found.group(1).decode())
            return found.group(0) + (b"<RoleARN>%s</RoleARN>" % role.encode() if role else b"")

        return status, headers, re.sub(rb"<StackId>([^<]+)</StackId>", with_its, body)

    return handle
