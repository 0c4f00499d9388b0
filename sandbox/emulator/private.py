"""MiniStack with private paths under /_stagewright/, which say what its own calls do not."""

import json
from urllib.parse import unquote

from identity import identity
from places import places

PREFIX = "/_stagewright/"


def with_private_paths(app):
    async def wrapped(scope, receive, send):
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            return await app(scope, receive, send)
        found = answer(scope["path"][len(PREFIX) :])
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 404 if found is None else 200, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(found).encode()})

    return wrapped


def answer(path):
    name, _, argument = path.partition("/")
    if name == "identity":
        return identity(unquote(argument))
    if name == "places":
        return places()
    return None
