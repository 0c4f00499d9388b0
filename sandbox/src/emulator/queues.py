"""
What SQS fills in and how it answers documents: defaults of FIFO queues and of encryption
(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html), and redrive policies as
JSON without spaces, however they were written.
"""

import json

DOCUMENTS = ("RedrivePolicy", "RedriveAllowPolicy")


def fill_in_queues():
    from ministack.services import sqs

    answer = sqs._act_get_queue_attributes

    def answered(data, url):
        queue = sqs._get_q(data.get("QueueUrl", url), "sqs:GetQueueAttributes")
        wanted = data.get("AttributeNames") or ["All"]
        defaults = defaults_of(queue["attributes"])
        filled = {name: value for name, value in defaults.items() if "All" in wanted or name in wanted}
        attributes = {**filled, **answer(data, url)["Attributes"]}
        return {"Attributes": {name: as_written(name, value) for name, value in attributes.items()}}

    sqs._act_get_queue_attributes = sqs._HANDLERS["GetQueueAttributes"] = answered


def defaults_of(attributes):
    """A queue is encrypted by SQS unless it has a key, or was told not to be."""
    filled = {"SqsManagedSseEnabled": "false" if attributes.get("KmsMasterKeyId") else "true"}
    if attributes.get("KmsMasterKeyId"):
        filled["KmsDataKeyReusePeriodSeconds"] = "300"
    if attributes.get("FifoQueue") == "true":
        filled.update(DeduplicationScope="queue", FifoThroughputLimit="perQueue")
    return filled


def as_written(name, value):
    if name not in DOCUMENTS:
        return value
    try:
        return json.dumps(json.loads(value), separators=(",", ":"))
    except ValueError:
        return value
