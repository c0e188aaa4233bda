import asyncio

async def work(event):
    await event.wait()

async def main():
    event = asyncio.Event()
    all = [asyncio.create_task(work(event)) for _ in range(100000)]
    await asyncio.sleep(0)
    event.set()

asyncio.run(main())
