"""
Words that name the kind of policy that denied a call, where MiniStack always names an identity-based one.
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

import contextvars

# Which kind of policy denied the call that is being answered, such as "implicit boundary".
denied_by = contextvars.ContextVar("denied_by", default="")

KINDS = {
    "identity": ("identity-based policy", "an identity-based policy"),
    "boundary": ("permissions boundary", "a permissions boundary"),
    "session": ("session policy", "a session policy"),
    "resource": ("resource-based policy", "a resource-based policy"),
}


def name_layer():
    from ministack.core import iam_actions as actions, iam_evaluator as engine

    enforce, respond, say = engine.enforce, actions.access_denied_response, actions.identity_denial_message

    def enforced(*asked, **more):
        denied = enforce(*asked, **more)
        denied_by.set(getattr(denied, "reason", ""))
        return denied

    def message(action, principal, resource, explicit):
        return say(action, principal, resource, explicit).replace(*words(action))

    def response(service, action, principal, request, **more):
        told = more.get("message") or more.get("error_code") or more.get("resource_policy_arn")
        if not told and denied_by.get():
            more["message"] = sentence(service, action, principal, more.get("resource_arn", "*"))
        return respond(service, action, principal, request, **more)

    engine.enforce, actions.access_denied_response, actions.identity_denial_message = enforced, response, message


def sentence(service, action, principal, resource):
    where = " on resource: %s" % resource if service == "iot" else ""
    return "User: %s is not authorized to perform: %s%s %s" % (principal, action, where, words(action)[1])


def words(action):
    """What MiniStack says, and what decided."""
    kind, _, _ = denied_by.get().partition(" ")
    return because(kind + " identity", action), because(denied_by.get(), action)


def because(reason, action):
    """The end of a refusal's sentence, for a reason such as "implicit boundary"."""
    kind, _, layer = reason.partition(" ")
    none, explicit = KINDS.get(layer, KINDS["identity"])
    if kind == "explicit":
        return "with an explicit deny in %s" % explicit
    return "because no %s allows the %s action" % (none, action)
