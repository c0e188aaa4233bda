async def consume(source):
    async with source as s, s.inner():
        async for x, y in s:
            if not x:
                continue
            await y
        else:
            return [z async for z in s if await z]
    try:
        return await s
    finally:
        await s.close()


async def produce():
    yield 1
    x = yield
    await x


def delegate(it):
    r = yield from it
    try:
        yield r
    except GeneratorExit:
        raise
    return (i * 2 for i in r)
