import asyncio

async def work():
    pass

async def main():
    for i in range(500):
        await asyncio.gather(*[work() for j in range(1000)])

asyncio.run(main())
