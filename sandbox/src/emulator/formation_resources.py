"""
What CloudFormation makes, changes and takes away is asked of whom it acts as. A resource without a name of its own is made
first, so that its ARN is the real one; what is denied then is taken back at once.
"""

import os
from contextlib import contextmanager
from contextvars import ContextVar

import passing
from formation_asks import asks, is_known, is_named, keys_of, name_of, tags_of
from permissions import acting, why_not
from reading import Unreadable, check
from roles import trusts

# The resource that is being worked on: what MiniStack calls for it on the way is not asked again.
inside = ContextVar("inside", default=None)

STACK = "AWS::CloudFormation::Stack"


class Refused(ValueError):
    """Why a resource fails, in AWS's words."""


def judge_resources():
    from ministack.services.cloudformation import provisioners, stacks

    make, change, take = provisioners._provision_resource, provisioners._update_resource, provisioners._delete_resource
    judged = {
        "_provision_resource": provision(make, take),
        "_update_resource": update(change),
        "_delete_resource": delete(take),
    }
    for module in (provisioners, stacks):
        for name, function in judged.items():
            setattr(module, name, function)


def provision(make, take):
    def judged(kind, logical_id, props, stack_name):
        if not is_asked(kind, logical_id):
            return make(kind, logical_id, props, stack_name)
        is_first = is_named(kind, props)
        before(kind, logical_id, props)
        if is_first:
            judge("create", kind, props, str(props.get(name_of(kind), "")))
        with within(kind, logical_id):
            physical_id, attributes = make(kind, logical_id, props, stack_name)
        try:
            if not is_first:
                judge("create", kind, props, physical_id)
        except Refused:
            with within(kind, logical_id):
                take(kind, physical_id, props, stack_name, logical_id)
            raise
        return physical_id, attributes

    return judged


def update(change):
    """A change that replaces a resource is asked as its creation."""
    from ministack.services.cloudformation import provisioners

    def judged(kind, physical_id, old, new, stack_name, logical_id=None, attributes=None):
        if old != new and is_asked(kind, logical_id):
            before(kind, logical_id, new)
            changed = {name for name in {*old, *new} if differs(name, old.get(name), new.get(name))}
            if provisioners._replacing_change(kind, old, new):
                judge("create", kind, new, str(new.get(name_of(kind)) or physical_id))
            elif changed:
                judge("update", kind, new, physical_id, changed)
        with within(kind, logical_id):
            return change(kind, physical_id, old, new, stack_name, logical_id, attributes)

    return judged


def differs(name, old, new):
    """Tags that CloudFormation adds by itself do not count."""
    if name == "Tags":
        return tags_of({"Tags": old}) != tags_of({"Tags": new})
    return old != new


def delete(take):
    def judged(kind, physical_id, props, stack_name=None, logical_id=None):
        if is_asked(kind, logical_id) and is_known(kind):
            judge("delete", kind, props, physical_id)
        with within(kind, logical_id):
            return take(kind, physical_id, props, stack_name, logical_id)

    return judged


def is_asked(kind, logical_id):
    return acting.get() and (kind == STACK or inside.get() != (kind, logical_id))


@contextmanager
def within(kind, logical_id):
    token = inside.set(None if kind == STACK else (kind, logical_id))
    try:
        yield
    finally:
        inside.reset(token)


def before(kind, logical_id, props):
    """What is asked before anything is made."""
    is_judged(kind, logical_id)
    for action, resource, keys in passing.of_resource(kind, props):
        refuse(why_not(acting.get(), action, resource, keys), "Iam" if kind != "AWS::Lambda::Function" else "Lambda")
    try:
        check(kind, props)
    except Unreadable as error:
        if kind == STACK:
            raise Refused(str(error)) from error
        refuse(READING[error.code] % {"message": error}, "Lambda", 403 if error.code == "AccessDenied" else 400)
    if kind == "AWS::Lambda::Function":
        of_function(props)


READING = {
    "AccessDenied": "Your access has been denied by S3, please make sure your request credentials have permission to"
    " GetObject. S3 Error Code: AccessDenied. S3 Error Message: Access Denied",
    "NoSuchBucket": "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: %(message)s",
    "NoSuchKey": "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: %(message)s",
}


def of_function(props):
    """Lambda makes no function without code, or with a role that it cannot take."""
    code = props.get("Code") or {}
    if not (code.get("ZipFile") or code.get("ImageUri") or (code.get("S3Bucket") and code.get("S3Key"))):
        refuse("Please provide a source for function code.", "Lambda", 400)
    if not trusts(str(props.get("Role", "")), "lambda.amazonaws.com"):
        refuse("The role defined for the function cannot be assumed by Lambda.", "Lambda", 400)


def is_judged(kind, logical_id):
    """A type that nobody wrote down what to ask for: a stack with a role says so and fails, unless a setting lets it pass."""
    from ministack.services.cloudformation.stacks import logger

    if is_known(kind) or "roleArn" not in acting.get() or not is_made(kind):
        return
    if os.environ.get("STAGEWRIGHT_UNJUDGED_TYPES") != "pass":
        raise Refused(
            "The sandbox does not know which permissions CloudFormation needs for %s, so it cannot act with the stack's role."
            ' To let such types pass unjudged, start it with unjudgedTypes: "pass".' % kind
        )
    logger.warning("%s of type %s is made without asking the stack's role", logical_id, kind)


def is_made(kind):
    """MiniStack refuses by itself what it does not make, but for CloudFormation's own types."""
    from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

    return kind in _RESOURCE_HANDLERS or kind.startswith("AWS::CloudFormation::")


def judge(operation, kind, props, physical_id, changed=None):
    if not is_known(kind):
        return
    keys = keys_of(kind, props)
    for action, arn in asks(operation, kind, props, physical_id, changed):
        service = arn.split(":")[2] if arn.count(":") > 2 else action.partition(":")[0]
        refuse(why_not(acting.get(), action, arn, keys), service.capitalize())


def refuse(why, service, status=403):
    from ministack.core.responses import new_uuid
    from ministack.services.cloudformation.helpers import _sdk_error

    if why:
        code = "AccessDenied" if status == 403 else "InvalidRequest"
        told = (_sdk_error(why, service, status), new_uuid(), code)
        raise Refused('Resource handler returned message: "%s" (RequestToken: %s, HandlerErrorCode: %s)' % told)
