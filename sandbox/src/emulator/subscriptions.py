"""
E-mail subscriptions, which somebody has to confirm: MiniStack takes them for confirmed. "Amazon SNS deletes all other
unconfirmed subscriptions after 48 hours" (SNS developer guide, "Email notifications").
"""

from clock import now

KEPT = 48 * 60 * 60
BY_MAIL = ("email", "email-json")
ASKED = "stagewright_asked"
CONFIRMED = "stagewright_confirmed"
# As the provider of Terraform knows them (internal/service/sns/topic_subscription.go).
PENDING = "PendingConfirmation"
NOT_YET = "Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation"


def await_confirmations():
    from ministack.services import sns

    handle, subscribe, unsubscribe = sns.handle_request, sns._subscribe, sns._unsubscribe
    lists = {name: getattr(sns, name) for name in ("_list_subscriptions", "_list_subscriptions_by_topic")}

    async def handle_when_swept(*request):
        sweep()
        return await handle(*request)

    def subscribe_by_mail(params):
        if sns._p(params, "Protocol") not in BY_MAIL:
            return subscribe(params)
        answer = subscribe(params)
        for topic, found in pending_of(sns._p(params, "TopicArn"), sns._p(params, "Endpoint")):
            ask(topic, found)
            told = found["arn"] if sns._p(params, "ReturnSubscriptionArn") == "true" else "pending confirmation"
            answer = with_text(answer, found["arn"], told)
        return answer

    def unsubscribe_confirmed(params):
        if any(one["arn"] == sns._p(params, "SubscriptionArn") and ASKED in one for _, one in subscriptions()):
            return sns._error("InvalidParameter", NOT_YET, 400)
        return unsubscribe(params)

    def listed(list_all):
        def answer(params):
            found = list_all(params)
            for _, one in subscriptions():
                if not one.get("confirmed"):
                    found = with_text(found, "<SubscriptionArn>%s<" % one["arn"], "<SubscriptionArn>%s<" % PENDING)
            return found

        return answer

    sns.handle_request = handle_when_swept
    sns._subscribe, sns._unsubscribe = subscribe_by_mail, unsubscribe_confirmed
    for name, list_all in lists.items():
        setattr(sns, name, listed(list_all))


def await_in_stacks():
    """Those of templates, with their topic or alone, wait as others do."""
    from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as handlers

    def then_asked(act):
        def made(*args, **named):
            answer = act(*args, **named)
            for topic, one in subscriptions():
                is_of = answer[0] in (topic["arn"], one["arn"])
                if is_of and one["protocol"] in BY_MAIL and not {ASKED, CONFIRMED} & one.keys():
                    ask(topic, one)
            return answer

        return made

    for kind in ("AWS::SNS::Topic", "AWS::SNS::Subscription"):
        steps = {step: then_asked(handlers[kind][step]) for step in ("create", "update")}
        handlers[kind] = {**handlers[kind], **steps}


def subscriptions():
    """Of every account, with their topics."""
    from ministack.services import sns

    return [(topic, one) for topic in list(sns._topics._data.values()) for one in list(topic["subscriptions"])]


def pending_of(topic_arn, endpoint):
    """What waits for this address, or was asked for just now: all that this one has not confirmed."""
    return [
        (topic, one)
        for topic, one in subscriptions()
        if topic["arn"] == topic_arn and one["endpoint"] == endpoint and CONFIRMED not in one
    ]


def ask(topic, subscription):
    """Sends the mail, as it were: from then on it waits."""
    from ministack.services import sns

    subscription.setdefault(ASKED, now())
    subscription["confirmed"] = False
    subscription["attributes"].update({PENDING: "true", "ConfirmationWasAuthenticated": "false"})
    sns._refresh_subscription_counts(topic)


def sweep():
    from ministack.services import sns

    for topic, one in subscriptions():
        if ASKED in one and now() - one[ASKED] >= KEPT:
            topic["subscriptions"].remove(one)
            sns._sub_arn_to_topic.pop(one["arn"], None)
            sns._refresh_subscription_counts(topic)


def confirm(asked):
    """As whoever has the mail would: by the link in it."""
    from ministack.services import sns

    confirmed = 0
    for topic, one in pending_of(asked["topicArn"], asked["endpoint"]):
        one.pop(ASKED, None)
        one.update({"confirmed": True, CONFIRMED: True})
        one["attributes"][PENDING] = "false"
        sns._refresh_subscription_counts(topic)
        confirmed += 1
    return {"confirmed": confirmed}


def with_text(answer, old, new):
    status, headers, body = answer
    text = body.encode() if isinstance(body, str) else body
    return status, headers, text.replace(old.encode(), new.encode())
