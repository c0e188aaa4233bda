import asyncio

async def work(n):
    sleep = asyncio.sleep
    while n:
        await sleep(0)
        n -= 1

async def main():
    await asyncio.gather(work(1000000), work(1000000))

asyncio.run(main())
