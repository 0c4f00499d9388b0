"""
APIs that were made answer whoever asks, whichever account made them: their ids are their own. MiniStack looks in the account of who
asks, and who asks unsigned is of the first one.
"""


def reach_apis():
    from ministack.services import apigateway

    apigateway.find_api_scope = owner_in(apigateway._apis)


def owner_in(apis):
    def find(api):
        found = ((account, region) for (account, region, stored), _ in apis.all_items() if stored == api)
        return next(found, None)

    return find


def reach_before_asking():
    from ministack import app

    handle = app._handle_execute_api_request

    async def reached(*args, **named):
        reach_apis()
        return await handle(*args, **named)

    app._handle_execute_api_request = reached
