"""The awaitable of anext(iterator, default)."""


async def anext_awaitable(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default
