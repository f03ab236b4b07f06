"""A program on a pseudo terminal: what a key costs in time, bytes, processor
and memory, as seen from the terminal."""
import fcntl
import os
import select
import signal
import struct
import termios
import time

from process import ENV


class Screen:
    def __init__(self, command, cwd=None, env=None, rows=24, cols=80):
        self.fd, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, cols, 0, 0))
        name = os.ttyname(slave)
        os.close(slave)
        before = os.getcwd()
        if cwd:
            os.chdir(cwd)
        self.began = time.perf_counter()
        self.pid = os.posix_spawnp(
            command[0], command, env or ENV, setsid=True, file_actions=[
                (os.POSIX_SPAWN_CLOSE, self.fd),
                (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)])
        os.chdir(before)
        self.text = b""  # the last piece
        self.all = b""  # of the last answer

    def settle(self, quiet=0.05, most=20.0, first=None, start=None):
        """Read until nothing comes: bytes, seconds to the last of them, and
        how often there was something to read."""
        start = last = start or time.perf_counter()
        count = pieces = 0
        self.all = b""
        while time.perf_counter() - start < most:
            wait = quiet if count else first or most
            ready, _, _ = select.select([self.fd], [], [], wait)
            if not ready:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            count += len(data)
            pieces += 1
            self.text = data
            self.all += data
            last = time.perf_counter()
        return count, last - start, pieces

    def start(self, quiet=0.15):
        """Bytes of the first picture, seconds since the start, processor."""
        count, _, _ = self.settle(quiet)
        return count, self.last_byte(quiet), self.cpu()

    def last_byte(self, quiet):
        return max(0.0, time.perf_counter() - self.began - quiet)

    def key(self, text, quiet=0.03):
        """One gesture: bytes, seconds, pieces, seconds of the processor."""
        cpu = self.cpu()
        start = time.perf_counter()
        os.write(self.fd, text)
        count, seconds, pieces = self.settle(quiet, first=0.5, start=start)
        return count, seconds if count else 0.0, pieces, self.cpu() - cpu

    def cpu(self):
        try:
            with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as file:
                return int(file.read().split()[0]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def peak(self):
        try:
            with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
                for text in file:
                    if text.startswith("VmHWM"):
                        return int(text.split()[1]) / 1024
        except OSError:
            pass
        return 0

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def median(values):
    values = sorted(values)
    return values[len(values) // 2] if values else 0


def ninth(values):
    """The ninth of ten."""
    values = sorted(values)
    return values[min(len(values) - 1, len(values) * 9 // 10)] if values else 0
