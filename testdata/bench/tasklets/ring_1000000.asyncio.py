"""A token goes 1000 times round a ring of 1000."""
import asyncio

async def work(mine, following):
    while True:
        n = await mine.get()
        following.put_nowait(n - 1)
        if n <= 1000:
            return

async def main():
    queues = [asyncio.Queue() for _ in range(1000)]
    all = [work(queues[i], queues[(i + 1) % 1000]) for i in range(1000)]
    queues[0].put_nowait(1000000)
    await asyncio.gather(*all)

asyncio.run(main())
