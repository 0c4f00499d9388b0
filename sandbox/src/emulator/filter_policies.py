"""
The filter policies of SNS's subscriptions: they have a scope, and an empty one is none
(https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html).
"""

import json


def know_filters():
    from ministack.services import sns

    answer = sns._get_subscription_attributes

    def answered(params):
        found = sns._find_subscription(topic_of(sns, params), sns._p(params, "SubscriptionArn"))
        if not found:
            return answer(params)
        kept = found["attributes"]
        found["attributes"] = with_filter(kept)
        try:
            return answer(params)
        finally:
            found["attributes"] = kept

    sns._get_subscription_attributes = answered


def topic_of(sns, params):
    return sns._sub_arn_to_topic.get(sns._p(params, "SubscriptionArn")) or ""


def with_filter(attributes):
    if is_empty(attributes.get("FilterPolicy")):
        return {name: value for name, value in attributes.items() if not name.startswith("FilterPolicy")}
    return {"FilterPolicyScope": "MessageAttributes", **{name: value for name, value in attributes.items() if value}}


def is_empty(policy):
    try:
        return not policy or not json.loads(policy)
    except ValueError:
        return False
