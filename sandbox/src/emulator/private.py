"""MiniStack with private paths under /_stagewright/, for what its own calls do not say or do."""

import json
from urllib.parse import unquote

from clock import advance
from decide import decide
from events import publish
from identity import identity, longest_session
from places import places
from subscriptions import confirm

PREFIX = "/_stagewright/"


def with_private_paths(app, decisions):
    paths = {
        "clock": lambda _, body: advance(json.loads(body)["seconds"]),
        "confirmations": lambda _, body: confirm(json.loads(body)),
        "decide": lambda _, body: decide(json.loads(body), decisions.keep),
        "decisions": lambda _, __: decisions.list(),
        "events": lambda _, body: publish(json.loads(body)),
        "identity": lambda key, _: identity(unquote(key)),
        "longest-session": lambda role, _: longest_session(unquote(role)),
        "places": lambda _, __: places(),
    }

    def answer(path, body):
        name, _, argument = path.partition("/")
        return paths[name](argument, body) if name in paths else None

    async def wrapped(scope, receive, send):
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            return await app(scope, receive, send)
        found = answer(scope["path"][len(PREFIX) :], await body_of(receive))
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 404 if found is None else 200, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(found).encode()})

    return wrapped


async def body_of(receive):
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)
