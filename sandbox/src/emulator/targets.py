"""What a rule or a schedule may reach, as in AWS: by the role of the target where it has one, and otherwise by the policy
of the function, topic or queue (EventBridge user guide, "Using resource-based policies"). A schedule always has a role
(Scheduler user guide, "Set up the execution role")."""

import json

from roles import lets, why_not
from variables import as_object

# Seconds between two looks at what is due. MiniStack takes ten, for which everything due would wait.
LOOKS = 1


def ask_targets(write):
    """`write` hears of the pipelines that are to start: the sandbox has them, and MiniStack does not."""
    from ministack.services import eventbridge

    invoke = eventbridge._invoke_target

    def invoke_if_let(target, event, sender, view=None):
        reason = refusal(target, sender.get("Arn", ""))
        if reason:
            eventbridge.logger.warning("%s does not reach %s: %s", sender.get("Arn"), target.get("Arn"), reason)
        elif is_pipeline(target.get("Arn", "")):
            write({"pipeline": target["Arn"], "sender": sender.get("Arn", ""), "input": input_of(target, event, sender, view)})
        else:
            invoke(target, event, sender, view)

    eventbridge._invoke_target = invoke_if_let


def look_often():
    """Before MiniStack begins to look."""
    from ministack.services import eventbridge, scheduler

    eventbridge._SCHEDULER_TICK_INTERVAL = scheduler._SCHEDULE_TICK_INTERVAL = LOOKS


def refusal(target, sender):
    arn, role = target.get("Arn", ""), target.get("RoleArn")
    action = action_on(arn)
    if not action:
        # MiniStack delivers nothing there, and says so.
        return None
    if role:
        return why_not(*who_asks(sender), role, action, arn)
    if is_pipeline(arn):
        return "a pipeline is started by a role, and the target has none"
    policy = policies.get(arn.split(":")[2])
    if policy and not lets(policy(arn), *who_asks_of(arn, sender), action, arn):
        return "its policy does not let the rule in"
    return None


def is_pipeline(arn):
    return arn.split(":")[2:3] == ["codepipeline"]


def input_of(target, event, sender, view):
    """What MiniStack would give a target of its own."""
    from ministack.services import eventbridge

    view = view or eventbridge._pattern_event_view(event)
    if target.get("InputTransformer"):
        return eventbridge._apply_input_transformer(target["InputTransformer"], sender, view)
    return target.get("Input") or json.dumps(view.event_with_detail())


def who_asks_of(arn, sender):
    """A topic is not told which rule asks: "You can't use Condition blocks in Amazon SNS topic policies for EventBridge"
    (EventBridge user guide, "Using resource-based policies")."""
    service, source = who_asks(sender)
    return service, None if arn.split(":")[2] == "sns" else source


def who_asks(sender):
    """The service, and what it gives as aws:SourceArn: a rule, or a schedule's group (Scheduler user guide, "Confused deputy
    prevention")."""
    if sender.split(":")[2] != "scheduler":
        return "events.amazonaws.com", sender
    place, _, path = sender.partition(":schedule/")
    return "scheduler.amazonaws.com", "%s:schedule-group/%s" % (place, path.partition("/")[0])


def action_on(arn):
    """What is asked of who reaches it."""
    service, resource = arn.split(":", 5)[2::3] if arn.count(":") > 4 else ("", "")
    if service == "events":
        return "events:InvokeApiDestination" if resource.startswith("api-destination/") else "events:PutEvents"
    return actions.get(service)


def of_function(arn):
    from ministack.services import lambda_svc

    found = lambda_svc.function_policy_for_arn(arn)
    return found and found[0]


def of_topic(arn):
    """Without what allows under a condition, be it one that an absent key fulfils."""
    from ministack.services import sns

    found = as_object(((sns._topic_by_arn_any_scope(arn) or {}).get("attributes") or {}).get("Policy"))
    statements = found.get("Statement", [])
    kept = [one for one in (statements if isinstance(statements, list) else [statements]) if not is_conditional(one)]
    return {**found, "Statement": kept}


def is_conditional(statement):
    return statement.get("Effect") == "Allow" and bool(statement.get("Condition"))


def of_queue(arn):
    from ministack.services import sqs

    return ((sqs._queue_by_arn(arn) or {}).get("attributes") or {}).get("Policy")


policies = {"lambda": of_function, "sns": of_topic, "sqs": of_queue}

actions = {
    "codepipeline": "codepipeline:StartPipelineExecution",
    "lambda": "lambda:InvokeFunction",
    "sns": "sns:Publish",
    "sqs": "sqs:SendMessage",
    "states": "states:StartExecution",
}
