"""
The key of a log group that is there: MiniStack takes one only when it makes the group
(https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html).
"""

import json


def change_log_keys():
    from ministack.services import cloudwatch_logs as logs

    handle = logs.handle_request
    keys = {"AssociateKmsKey": lambda asked: asked.get("kmsKeyId"), "DisassociateKmsKey": lambda asked: None}

    async def handled(method, path, headers, body, query):
        key_of = keys.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if not key_of:
            return await handle(method, path, headers, body, query)
        asked = json.loads(body or b"{}")
        group = logs._log_groups.get(asked.get("logGroupName"))
        if group is None:
            message = "The specified log group does not exist."
            return logs.error_response_json("ResourceNotFoundException", message, 400)
        group["kmsKeyId"] = key_of(asked)
        return logs.json_response({})

    logs.handle_request = handled
