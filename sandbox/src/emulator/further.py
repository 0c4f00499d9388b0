"""
What a call brings along: the role that it hands over, the key of what it reads. Its caller must be allowed these too, and
is asked for them once the call itself is allowed.
"""

from contextvars import ContextVar

from decide import is_root
from identity import account_of
from permissions import as_caller, decision, sentence
from principals import note

# The access key of the call that is being answered.
caller = ContextVar("caller", default="")
# In AWS's words what was denied, if it was not the call itself.
denied_instead = ContextVar("denied_instead", default="")

# Under such names the context of a call holds what its questions are made from, and no policy sees it.
PRIVATE = "stagewright:"


def ask_further(*questions):
    """Each gets action, resource and what is private, and gives what to ask: action, resource and keys."""
    from ministack.core import iam_actions, iam_evaluator

    enforce, respond = iam_evaluator.enforce, iam_actions.access_denied_response

    def enforced(key, action, service, region, resource_arn="*", service_context=None):
        caller.set(key or "")
        note(account_of(key or ""))
        denied_instead.set("")
        context = service_context or {}
        seen = {name: value for name, value in context.items() if not name.startswith(PRIVATE)}
        denied = enforce(key, action, service, region, resource_arn=resource_arn, service_context=seen)
        if denied:
            return denied
        return first_denied([one for ask in questions for one in ask(action, resource_arn, context)])

    def response(service, action, principal, request, **more):
        if denied_instead.get():
            more.update(message=denied_instead.get(), resource_policy_arn="")
        return respond(service, action, principal, request, **more)

    iam_evaluator.enforce, iam_actions.access_denied_response = enforced, response


def first_denied(asked):
    """An account's root may everything."""
    principal = as_caller(caller.get()) if asked else None
    if not principal or is_root(principal):
        return None
    for action, resource, keys in asked:
        found = decision(principal, action, resource, keys)
        if found.decision != "Allow":
            denied_instead.set(sentence(found, action, resource))
            return found
    return None
