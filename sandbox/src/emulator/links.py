"""The links that MiniStack gives away, which are to lead to the address in front of it."""

import os
from urllib.parse import urlsplit


def point_links(endpoint):
    """To be called before MiniStack is imported. Queues are told the address that their caller used, and stay so."""
    os.environ["AWS_ENDPOINT_URL"] = endpoint
    # Answers of custom resources and signals of wait conditions.
    os.environ["EDGE_PORT"] = str(urlsplit(endpoint).port)


def point_confirmations():
    """Of subscriptions."""
    from ministack.services import sns

    sns._PORT = os.environ["EDGE_PORT"]
