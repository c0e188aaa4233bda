"""A soak of the scheduler: soak(switches, tasklets).

Tasklets schedule, meet on channels, are killed, thrown at, removed, inserted
and interrupted at random; channels are closed and opened. Every 10,000
switches the machine checks itself.
"""
import random, stackless
from stackless import channel, schedule, tasklet

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
checked = checks = 0

def work():
    global switches, deaths
    pick = rng.random
    try:
        while True:
            switches += 1
            if switches - checked >= CHECK_EVERY:
                check()
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
    elif what == 1 and t.alive:
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

def check():
    global checked, checks
    checked = switches
    stackless._check()
    checks += 1

def soak(switch_count, tasklet_count):
    global switches, checked, checks
    switches = checked = checks = 0
    del tasklets[:]
    for _ in range(tasklet_count):
        tasklets.append(tasklet(work)())
    while switches < switch_count:
        before = switches
        try:
            t = stackless.run(8_000, totaltimeout=True)
            if t is not None and t.alive:
                t.insert()
            for _ in range(20):
                disturb()
        except Thrown:
            pass  # somebody was interrupted where nobody catches it
        if switches == before:  # all are blocked or were removed
            for t in tasklets:
                if t.paused:
                    t.insert()
                elif t.blocked:
                    t.throw(Thrown, pending=True)
    for t in tasklets:
        t.kill()
    while stackless.runcount > 1:
        try:
            stackless.run()
        except Thrown:
            pass
    stackless._check()
    print(checks, 'checks,', sum(t.alive for t in tasklets), 'alive,', sum(abs(c.balance) for c in channels), 'waiting,', deaths, 'deaths')
