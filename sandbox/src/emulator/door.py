"""Whom the emulator's own port lets in: its sandbox, by a secret, and whoever signs, root included; nobody else."""

import hmac
import json
import re
from urllib.parse import parse_qs, quote

from identity import account_of
from private import PREFIX, body_of

# By the gateway, which has verified whatever is to be verified. It does not reach the private paths.
HEADER = b"x-stagewright-secret"
LOOPBACK = re.compile(r"(127\.0\.0\.1|\[::1\]|([\w-]+\.)*localhost)(:\d+)?")
REFUSED = {
    "__type": "AccessDeniedException",
    "message": "This is the emulator behind a sandbox, and wants its secret or a signature. Call the sandbox, "
    'as its own command says: eval "$(stagewright sandbox env)"',
}


def with_door(app, own, secret):
    """`app` for the gateway and for who signs, `own` for who bears the secret."""
    secret = secret.encode()

    async def wrapped(scope, receive, send):
        if scope["type"] == "lifespan":
            return await app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        headers = headers_of(scope)
        if same(headers.get(b"authorization"), b"Bearer " + secret):
            return await own(scope, receive, send)
        if scope["path"].startswith((PREFIX, "/_ministack/reset", "/_ministack/config")):
            return await refuse(send)
        if same(headers.get(HEADER), secret):
            kept = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER]
            return await app({**scope, "headers": kept}, receive, send)
        if is_strange(headers) or scope["path"].startswith("/_"):
            return await refuse(send)
        body = await body_of(receive)
        if not is_signed(scope, headers, body):
            return await refuse(send)
        await app(scope, replayed(body, receive), send)

    return wrapped


def headers_of(scope):
    """A header that comes more than once is its values joined by a comma, as signatures have it."""
    headers = {}
    for name, value in scope["headers"]:
        headers[name.lower()] = headers[name.lower()] + b"," + value if name.lower() in headers else value
    return headers


def same(given, expected):
    return given is not None and hmac.compare_digest(given, expected)


def is_strange(headers):
    """A web page, or a name that somebody else's name server gave this machine."""
    host = headers.get(b"host", b"").decode("latin-1")
    site = headers.get(b"sec-fetch-site", b"none")
    return b"origin" in headers or site not in (b"none", b"same-origin") or not LOOPBACK.fullmatch(host)


def is_signed(scope, headers, body):
    from ministack.core import iam_evaluator
    from ministack.core.sigv4 import decode_header_value

    text = {name.decode("latin-1"): decode_header_value(value) for name, value in headers.items()}
    key = re.match(r"AWS4-HMAC-SHA256 Credential=([^/,]+)/", text.get("authorization", ""))
    account = key and account_of(key.group(1))
    query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
    if not account or any(name.lower().startswith("x-amz-") for name in query):
        return False
    path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
    sent = iam_evaluator.SignedRequest(key.group(1), scope["method"], path, query, text, body)
    iam_evaluator._signed_request.set(sent)
    return isinstance(iam_evaluator.authenticate(key.group(1), account), iam_evaluator.ResolvedCredential)


def replayed(body, receive):
    """A body that has been read, then whatever comes after it."""
    parts = [{"type": "http.request", "body": body, "more_body": False}]

    async def again():
        return parts.pop() if parts else await receive()

    return again


async def refuse(send):
    headers = [(b"content-type", b"application/x-amz-json-1.1"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(REFUSED).encode()})
