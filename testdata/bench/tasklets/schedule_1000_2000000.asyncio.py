import asyncio

async def work(n):
    sleep = asyncio.sleep
    while n:
        await sleep(0)
        n -= 1

async def main():
    await asyncio.gather(*[work(2000) for _ in range(1000)])

asyncio.run(main())
