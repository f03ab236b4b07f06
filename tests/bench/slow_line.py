"""A program behind a slow line: 10 Mbit/s, 80 ms there and back, a pty at the
far end, keys and pictures over TCP.

Where root, ip and a kernel with netem are there, the line is one between two
network namespaces that netem makes slow. Elsewhere the far end holds every
piece back by itself, as long as such a line would.

    slow_line.py serve ADDRESS DELAY PROGRAM...     (the far end)"""
import collections
import os
import select
import socket
import subprocess
import sys
import time

NAME, NEAR, FAR, PORT = "bansao-bench", "10.71.71.1", "10.71.71.2", 7171
ONE_WAY, RATE = 0.040, 10e6 / 8


class Queue:
    """What is on its way: pieces, and when they arrive."""

    def __init__(self, delay):
        self.delay, self.pieces, self.free = delay, collections.deque(), 0.0

    def put(self, data):
        now = time.perf_counter()
        if self.delay:
            self.free = max(self.free, now) + len(data) / RATE
            now = self.free + self.delay
        self.pieces.append((now, data))

    def arrived(self):
        while self.pieces and self.pieces[0][0] <= time.perf_counter():
            yield self.pieces.popleft()[1]

    def wait(self):
        return max(0.0, self.pieces[0][0] - time.perf_counter()) \
            if self.pieces else None


def serve(address, delay, command):
    from terminal import Screen
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind((address, PORT))
    door.listen(1)
    print("ready", flush=True)
    line, _ = door.accept()
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    screen = Screen(command)
    keys, pictures = Queue(delay), Queue(delay)
    while True:
        waits = [w for w in (keys.wait(), pictures.wait()) if w is not None]
        ready, _, _ = select.select([line, screen.fd], [], [],
                                    min(waits) if waits else None)
        for source, queue in ((line, keys), (screen.fd, pictures)):
            if source not in ready:
                continue
            try:
                data = line.recv(4096) if source is line else \
                    os.read(screen.fd, 65536)
            except OSError:
                data = b""
            if not data:
                screen.close()
                return
            queue.put(data)
        for data in keys.arrived():
            os.write(screen.fd, data)
        for data in pictures.arrived():
            line.sendall(data)


def run(*words):
    subprocess.run(words, check=True, stderr=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL)


class Line:
    """It stands for as long as it is open; `how` says what makes it slow."""

    def __enter__(self):
        self.__exit__()
        try:
            self.by_netem()
            self.inside, self.address = ["ip", "netns", "exec", NAME], FAR
            self.delay, self.how = 0.0, "netem between network namespaces"
        except (OSError, subprocess.CalledProcessError):
            self.__exit__()
            self.inside, self.address = [], "127.0.0.1"
            self.delay, self.how = ONE_WAY, ("held back by the far end; no "
                                             "netem here")
        return self

    @staticmethod
    def by_netem():
        run("ip", "netns", "add", NAME)
        run("ip", "link", "add", "bench0", "type", "veth", "peer", "name",
            "bench1", "netns", NAME)
        run("ip", "addr", "add", NEAR + "/30", "dev", "bench0")
        run("ip", "link", "set", "bench0", "up")
        inside = ["ip", "netns", "exec", NAME]
        run(*inside, "ip", "addr", "add", FAR + "/30", "dev", "bench1")
        run(*inside, "ip", "link", "set", "bench1", "up")
        slow = ["qdisc", "add", "root", "netem", "delay", "40ms", "rate",
                "10mbit"]
        run("tc", *slow[:2], "dev", "bench0", *slow[2:])
        run(*inside, "tc", *slow[:2], "dev", "bench1", *slow[2:])

    def __exit__(self, *unused):
        for words in (["ip", "link", "del", "bench0"],
                      ["ip", "netns", "del", NAME]):
            try:
                subprocess.run(words, check=False, stderr=subprocess.DEVNULL)
            except OSError:
                pass


def settle(line, quiet, most):
    start = last = time.perf_counter()
    count = 0
    while time.perf_counter() - start < most:
        ready, _, _ = select.select([line], [], [], quiet if count else most)
        if not ready:
            break
        data = line.recv(65536)
        if not data:
            break
        count += len(data)
        last = time.perf_counter()
    return count, last - start


def measure(slow, command, gestures, env):
    """For the start and for each gesture (name, keys, times): its name, the
    median of the seconds until its picture stood, the bytes."""
    here = os.path.dirname(os.path.abspath(__file__))
    server = subprocess.Popen(
        slow.inside + [sys.executable, __file__, "serve", slow.address,
                       str(slow.delay)] + command,
        stdout=subprocess.PIPE, env=env, cwd=here)
    results = []
    try:
        server.stdout.readline()
        line = socket.create_connection((slow.address, PORT))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        count, seconds = settle(line, 0.6, 20)
        results.append(("start", seconds, count))
        for name, keys, times in gestures:
            seen = []
            for _ in range(times):
                line.sendall(keys)
                seen.append(settle(line, 0.25, 2))
            seen.sort(key=lambda one: one[1])
            count, seconds = seen[len(seen) // 2]
            results.append((name, seconds, count))
        line.close()
    finally:
        server.terminate()
        server.wait()
    return results


if __name__ == "__main__" and sys.argv[1:2] == ["serve"]:
    serve(sys.argv[2], float(sys.argv[3]), sys.argv[4:])
