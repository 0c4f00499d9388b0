"""Where MiniStack holds anything: accounts appear by being used, so there is no list of them to ask for."""

import sys


def places():
    """Pairs of account and region; the region is None for what an account has once."""
    return sorted({place for store in stores() for place in places_in(store)}, key=str)


def stores():
    for name, module in list(sys.modules.items()):
        if name.startswith("ministack.services."):
            yield from list(vars(module).values())


def places_in(store):
    from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

    # Keys are (account, region, key) and (account, key).
    if isinstance(store, AccountRegionScopedDict):
        return {(account, region) for account, region, *_ in list(store._data)}
    if isinstance(store, AccountScopedDict):
        return {(account, None) for account, *_ in list(store._data)}
    return set()
