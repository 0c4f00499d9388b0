"""A rule reaches a function, a topic or a queue only if the policy of that one lets EventBridge in, as in AWS."""

SERVICE = "events.amazonaws.com"


def ask_targets():
    from ministack.services import eventbridge

    invoke = eventbridge._invoke_target

    def invoke_if_let(target, event, rule, view=None):
        arn = target.get("Arn", "")
        if lets_in(arn, rule):
            invoke(target, event, rule, view)
        else:
            eventbridge.logger.warning("The policy of %s does not let the rule %s in", arn, rule.get("Arn"))

    eventbridge._invoke_target = invoke_if_let


def lets_in(arn, rule):
    service = arn.split(":")[2] if arn.count(":") > 4 else ""
    if service not in judged:
        return True
    action, policy = judged[service]
    return allows(policy(arn), action, arn, rule)


def allows(policy, action, arn, rule):
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    source = rule.get("Arn", "")
    region, account = source.split(":")[3:5]
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=arn,
        region=region,
        service_context={"aws:sourcearn": source, "aws:sourceaccount": account},
    )
    return evaluate_resource_policy(policy, context, service=SERVICE).decision == "Allow"


def of_function(arn):
    from ministack.services import lambda_svc

    found = lambda_svc.function_policy_for_arn(arn)
    return found and found[0]


def of_topic(arn):
    from ministack.services import sns

    return ((sns._topic_by_arn_any_scope(arn) or {}).get("attributes") or {}).get("Policy")


def of_queue(arn):
    from ministack.services import sqs

    return ((sqs._queue_by_arn(arn) or {}).get("attributes") or {}).get("Policy")


judged = {
    "lambda": ("lambda:InvokeFunction", of_function),
    "sns": ("sns:Publish", of_topic),
    "sqs": ("sqs:SendMessage", of_queue),
}
