import asyncio

async def send(queue, n):
    while n:
        await queue.put(n)
        n -= 1

async def receive(queue, n):
    while n:
        await queue.get()
        n -= 1

async def main():
    queue = asyncio.Queue(1)
    await asyncio.gather(receive(queue, 1000000), send(queue, 1000000))

asyncio.run(main())
