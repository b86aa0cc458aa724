"""The workload on bare SimPy, as lean as it goes: a process per source, the shaper in closed form
with a timeout where a frame waits, the port as a process that serves a store, the cable as a timeout.

usage: edge.py INTERLINKS PORT_GBPS INTERLINK_GBPS PACKETS
"""

import json
import random
import sys
import time

import simpy

FRAME_BITS, WIRE_BITS, BURST_BITS, QUEUE_BITS = 8000, 8192, 65536 * 8, 1048576 * 8
OFFERED, PROPAGATION = 0.95, 50_000  # share; ns

interlinks, packets = int(sys.argv[1]), int(sys.argv[4])
port_rate, interlink_rate = float(sys.argv[2]), float(sys.argv[3])  # bits per ns

random.seed(7)
env = simpy.Environment()
queue = simpy.Store(env)
delays = []


def deliver(event):
    delays.append(env.now - event.value)


def release(event):
    queue.put(event.value)


def port():
    service = WIRE_BITS / port_rate
    while True:
        arrival = yield queue.get()
        yield env.timeout(service)
        env.timeout(PROPAGATION, arrival).callbacks.append(deliver)


def source():
    frames_per_ns = interlink_rate * OFFERED / FRAME_BITS
    cost = FRAME_BITS / interlink_rate
    tolerance = (BURST_BITS - FRAME_BITS) / interlink_rate
    wait_max = QUEUE_BITS / interlink_rate
    full = 0.0  # when the bucket is full if nothing more is taken
    while True:
        yield env.timeout(random.expovariate(frames_per_ns))
        now = env.now
        departure = max(now, full - tolerance)
        if departure - now > wait_max:
            continue
        full = max(full, departure) + cost
        if departure > now:
            env.timeout(departure - now, now).callbacks.append(release)
        else:
            queue.put(now)


env.process(port())
for _ in range(interlinks):
    env.process(source())
begun = time.perf_counter()
env.run(until=packets * FRAME_BITS / (interlinks * interlink_rate * OFFERED))
seconds = time.perf_counter() - begun
print(
    json.dumps(
        {
            "operations": len(delays),
            "seconds": seconds,
            "meanDelay": sum(delays) / len(delays) / 1e3,
        }
    )
)
