"""
Services and operations that MiniStack does not have are refused by name, in the form of the call's protocol, so that an SDK
can read it and nobody takes it for a fault of the call.
"""

import json
import re
from xml.sax.saxutils import escape

CODE = "NotImplementedException"


def refuse_the_rest():
    from ministack import app

    app.SERVICE_HANDLERS = Offered(app.SERVICE_HANDLERS)


class Offered(dict):
    def get(self, service, default=None):
        handler = super().get(service, default)
        return naming(service, handler) if handler else refusing(service)


def refusing(service):
    message = "The sandbox does not offer the service %s" % service

    async def refuse(method, path, headers, body, query):
        return answer(message, headers)

    return refuse


# How MiniStack's services say that they lack an operation: some as if the call were wrong.
UNKNOWN = re.compile(
    rb"""(?:"message": ?"|<message>)unknown (?:action|operation): (?:\w+\.)?(\w+)["<]""", re.IGNORECASE
)


def naming(service, handler):
    async def handle(method, path, headers, body, query):
        answered = await handler(method, path, headers, body, query)
        status, _, said = answered
        if status != 400 or not isinstance(said, bytes):
            return answered
        unknown = UNKNOWN.search(said)
        if not unknown or not asks_for(unknown[1].decode(), headers, body, query):
            return answered
        return answer("The sandbox does not offer %s of %s" % (unknown[1].decode(), service), headers)

    return handle


def asks_for(operation, headers, body, query):
    """An error may quote what somebody wrote: only what the call itself names counts."""
    target = str(headers.get("x-amz-target", ""))
    form = body.split(b"&") if isinstance(body, bytes) else []
    return (
        target.endswith("." + operation)
        or b"Action=" + operation.encode() in form
        or query.get("Action") in (operation, [operation])
    )


def answer(message, headers):
    content_type = str(headers.get("content-type", ""))
    if content_type.startswith("application/x-www-form-urlencoded"):
        xml = "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        return 501, {"Content-Type": "text/xml"}, (xml % (CODE, escape(message))).encode()
    headers = {"Content-Type": "application/json", "x-amzn-errortype": CODE}
    return 501, headers, json.dumps({"__type": CODE, "message": message}).encode()
