"""A soak of the scheduler: soak.py [switches [tasklets]].

Tasklets schedule, meet on channels, are killed, thrown at, removed, inserted
and interrupted at random; channels are closed and opened. Every 10,000
switches the machine checks itself, and at the end memory must be level.
"""
import gc, random, stackless, sys
from stackless import channel, schedule, tasklet

SWITCHES = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
TASKLETS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
CHECK_EVERY = 10_000

class Thrown(Exception):
    pass

rng = random.Random(1)
channels = [channel() for _ in range(64)]
for i, ch in enumerate(channels):
    ch.preference = i % 3 - 1
    ch.schedule_all = i % 7 == 0
tasklets = []
switches = 0
deaths = 0

def work():
    global switches, deaths
    pick = rng.random
    try:
        while True:
            switches += 1
            try:
                x = pick()
                if x < 0.5:
                    schedule()
                elif x < 0.75:
                    channels[int(pick() * 64)].send(x)
                else:
                    channels[int(pick() * 64)].receive()
            except (Thrown, ValueError, RuntimeError):
                pass
    finally:
        deaths += 1

def disturb():
    """Do something rude to somebody."""
    i = rng.randrange(len(tasklets))
    t = tasklets[i]
    what = rng.randrange(8)
    if what == 0:
        t.kill(pending=rng.random() < 0.5)
    elif what == 1:
        t.throw(Thrown, 'at you', pending=rng.random() < 0.5)
    elif what == 2:
        ch = channels[rng.randrange(64)]
        ch.close()
        ch.open()
    elif what == 3 and t.alive and not t.blocked and not t.is_current:
        t.remove()
    elif what == 4 and t.alive and t.paused:
        t.insert()
    elif what == 5 and t.alive and not t.blocked:
        t.run()
    elif what == 6:
        ch = channels[rng.randrange(64)]
        if ch.queue:
            ch.queue.kill(pending=True)
    elif what == 7:
        ch = channels[rng.randrange(64)]
        while ch.balance > 0:
            ch.receive()
        while ch.balance < 0:
            ch.send(None)
    if not t.alive:
        tasklets[i] = tasklet(work)()

def main():
    for _ in range(TASKLETS):
        tasklets.append(tasklet(work)())
    done = 0
    checks = 0
    while switches < SWITCHES:
        stuck = switches
        t = stackless.run(200 * CHECK_EVERY // 100, totaltimeout=True)
        if t is not None and t.alive:
            t.insert()
        for _ in range(20):
            disturb()
        if stuck == switches:
            for t in tasklets:  # all are blocked or were removed
                if t.paused:
                    t.insert()
                elif t.blocked:
                    t.throw(Thrown, pending=True)
        if switches - done >= CHECK_EVERY:
            done = switches
            stackless._check()
            checks += 1
    for t in tasklets:
        t.kill()
    stackless._check()
    alive = sum(t.alive for t in tasklets)
    print('switches', switches >= SWITCHES, 'checks', checks > 0, 'alive', alive, 'waiting', sum(abs(c.balance) for c in channels))

main()
