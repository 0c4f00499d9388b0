"""Events of the services that the sandbox stands in for. Like AWS, MiniStack lets no caller of PutEvents send as `aws.*`."""


def publish(event):
    from ministack.core.responses import request_scope
    from ministack.services import eventbridge

    entry = {
        "Source": event["source"],
        "DetailType": event["detailType"],
        "Detail": event["detail"],
        "Resources": event["resources"],
    }
    with request_scope(event["accountId"], event["region"]):
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    return {}
