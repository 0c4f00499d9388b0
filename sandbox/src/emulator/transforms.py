"""
Transforms and macros of templates. Expanding one is asked of who calls and of the stack's role, as
`cloudformation:CreateChangeSet` on the transform (CloudFormation user guide, "Control CloudFormation access with IAM",
"Resources"); what fails leaves a change set behind that says why, and a stack in REVIEW_IN_PROGRESS if it was the first.
"""

import re
from contextvars import ContextVar

from further import caller
from permissions import acting, as_caller, why_not

# Those that are expanded here.
EXPANDED = ("AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::Include")

# Why the template of the change set that is being made cannot be expanded.
failed = ContextVar("failed", default=None)


def ask_for_transforms():
    from ministack.services.cloudformation import changesets, handlers

    expand = handlers._apply_transforms
    handlers._apply_transforms = refusing(expand, telling_stack)
    changesets._apply_transforms = refusing(expand, telling_change_set)
    table = handlers._ACTION_HANDLERS
    table["CreateChangeSet"] = failing(table["CreateChangeSet"])


def refusing(expand, tell):
    def expanded(template, *given):
        reason = why_unexpanded(template)
        return tell(template, reason) if reason else expand(template, *given)

    return expanded


def why_unexpanded(template):
    names = names_in(template)
    unknown = [name for name in names if name not in EXPANDED]
    if unknown:
        return "No transform named %s found." % unknown[0]
    principals = [as_caller(caller.get()), acting.get()]
    asked = (why_not(one, "cloudformation:CreateChangeSet", arn_of(name)) for name in names for one in principals if one)
    return next((reason for reason in asked if reason), None)


def names_in(template):
    """Of the whole template first, then of its parts."""
    from ministack.services.cloudformation.engine import declared_transforms

    parts, found = [value for key, value in template.items() if key != "Transform"], declared_transforms(template)
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            named = part.get("Fn::Transform")
            found.append(named["Name"]) if isinstance(named, dict) and isinstance(named.get("Name"), str) else None
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)
    return list(dict.fromkeys(found))


def arn_of(name):
    from ministack.core.responses import get_region

    return "arn:aws:cloudformation:%s:aws:transform/%s" % (get_region(), name.removeprefix("AWS::"))


def telling_stack(template, reason):
    from ministack.services.cloudformation.engine import _TransformFailed

    return _TransformFailed(template, reason)


def telling_change_set(template, reason):
    """A template that MiniStack makes a change set of, for `failing` to mark."""
    failed.set(reason)
    return {"Parameters": template.get("Parameters", {}), "Resources": {}}


def failing(operation):
    def handle(params):
        token = failed.set(None)
        try:
            answer = operation(params)
            if failed.get() and answer[0] == 200:
                mark(answer, failed.get())
            return answer
        finally:
            failed.reset(token)

    return handle


def mark(answer, reason):
    from ministack.services.cloudformation import _change_sets

    made = _change_sets[re.search(rb"<Id>([^<]+)</Id>", answer[2]).group(1).decode()]
    made.update(Status="FAILED", ExecutionStatus="UNAVAILABLE", StatusReason=reason, Changes=[])
