"""In which states a stack takes a change set, and which names are free. AWS's words are those of public reports."""

import re

# In these a stack can only be deleted, or rolled back further (CloudFormation user guide, "Stack status codes").
STUCK = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED"}


def refuse_in_states():
    from ministack.services.cloudformation import handlers

    table = handlers._ACTION_HANDLERS
    table["CreateStack"] = if_free(table["CreateStack"])
    table["UpdateStack"] = if_ready(table["UpdateStack"])
    table["CreateChangeSet"] = if_ready(table["CreateChangeSet"])


def if_free(operation):
    def handle(params):
        from formation import stack_of
        from ministack.services.cloudformation.helpers import _error, _p

        stack = stack_of({"StackName": _p(params, "StackName")})
        if stack and stack["StackStatus"] in STUCK:
            return _error("AlreadyExistsException", "Stack [%s] already exists" % stack["StackName"])
        return operation(params)

    return handle


def if_ready(operation):
    def handle(params):
        from formation import stack_of
        from ministack.services.cloudformation.helpers import _error, _p

        stack = stack_of(params)
        is_new = _p(params, "ChangeSetType") == "CREATE"
        if stack and is_new and stack["StackStatus"] != "REVIEW_IN_PROGRESS":
            words = (stack["StackName"], _p(params, "ChangeSetName"))
            message = "Stack [%s] already exists and cannot be created again with the changeSet [%s]." % words
            return _error("ValidationError", message)
        if stack and not is_new and is_closed(stack["StackStatus"]):
            return _error("ValidationError", cannot(stack))
        forget_former(_p(params, "ChangeSetName"), _p(params, "StackName"), stack)
        answer = operation(params)
        return of_same_stack(stack, answer) if stack and is_new else answer

    return handle


def of_same_stack(stack, answer):
    """A new stack may have several change sets and stays the same, where MiniStack makes another, or drops it."""
    from ministack.services.cloudformation import _change_sets, _stack_events, _stacks

    _stacks[stack["StackName"]] = stack
    made = re.search(rb"<Id>([^<]+)</Id>", answer[2])
    if not made:
        return answer
    change_set = _change_sets[made.group(1).decode()]
    other, change_set["StackId"] = change_set["StackId"], stack["StackId"]
    _stack_events.pop(other, None)
    return *answer[:2], answer[2].replace(other.encode(), stack["StackId"].encode())


def is_closed(status):
    return status in STUCK or status.endswith("_IN_PROGRESS")


def cannot(stack):
    return "Stack:%s is in %s state and can not be updated." % (stack["StackId"], stack["StackStatus"])


def forget_former(name, stack_name, stack):
    """What is left of a stack of the same name that is gone holds no names."""
    from ministack.services.cloudformation import _change_sets

    same = re.sub(r"^arn:[^/]+/([^/]+)/.*", r"\1", stack_name)
    now = stack["StackId"] if stack else None
    for key, one in list(_change_sets.items()):
        if one["ChangeSetName"] == name and one["StackName"] == same and one["StackId"] != now:
            _change_sets.pop(key, None)
