"""Services that MiniStack does not have are refused in the form of the call's protocol, so that an SDK can read it."""

import json
from xml.sax.saxutils import escape

CODE = "NotImplementedException"


def refuse_the_rest():
    from ministack import app

    app.SERVICE_HANDLERS = Offered(app.SERVICE_HANDLERS)


class Offered(dict):
    def get(self, service, default=None):
        return super().get(service, default) or refusing(service)


def refusing(service):
    message = "The sandbox does not offer the service %s" % service

    async def refuse(method, path, headers, body, query):
        return answer(message, str(headers.get("content-type", "")))

    return refuse


def answer(message, content_type):
    if content_type.startswith("application/x-www-form-urlencoded"):
        xml = "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        return 501, {"Content-Type": "text/xml"}, (xml % (CODE, escape(message))).encode()
    headers = {"Content-Type": "application/json", "x-amzn-errortype": CODE}
    return 501, headers, json.dumps({"__type": CODE, "message": message}).encode()
