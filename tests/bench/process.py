"""Whole processes: time, time of the processor, memory.

The time of the processor says more than the clock where other work runs
beside; both are the best of some runs, of all commands in turn."""
import os
import shutil
import subprocess
import sys
import tempfile
import time

BANSAO = os.path.abspath(os.environ["BANSAO"])
FOLDER = os.environ["BENCH_FOLDER"]
SIZES = os.environ["BENCH_SIZES"].split()
FLOORS = os.environ.get("FLOORS", "")
ENV = dict(os.environ, LC_ALL="C.UTF-8", BANSAO_LANG="en",
           TERM="xterm-256color", BANSAO_BACKUP="off")
for _name in ("BANSAO_DB", "NO_COLOR"):
    ENV.pop(_name, None)
skipped = []


def have(program, why=""):
    """Is it here? What is not is told at the end, once."""
    if program and (shutil.which(program) or os.path.exists(program)):
        return True
    name = why or program
    if name not in skipped:
        skipped.append(name)
    return False


def floor(name):
    """The path of a minimal program that is the limit, or None."""
    path = os.path.join(FLOORS, name)
    return path if FLOORS and have(path, f"{name} (FLOORS=DIR)") else None


def database(size):
    return f"{FOLDER}/{size}.db"


class Result:
    """Of some runs of one command: the best seconds, and the megabytes."""

    def __init__(self):
        self.wall = self.cpu = self.memory = None
        self.status = None

    def add(self, wall, cpu):
        self.wall = wall if self.wall is None else min(self.wall, wall)
        self.cpu = cpu if self.cpu is None else min(self.cpu, cpu)

    def text(self):
        if self.wall is None:
            return f"status {self.status}"
        memory = "" if self.memory is None else f", {self.memory:.1f} MB"
        return f"{milliseconds(self.wall)} ({milliseconds(self.cpu)}){memory}"


def milliseconds(seconds):
    ms = seconds * 1000
    return f"{ms:.2f}" if ms < 10 else f"{ms:.1f}" if ms < 100 else f"{ms:.0f}"


def once(command, result, cwd=None, good=(0, 6), env=None):
    """One run. What fails says on the standard error why."""
    with tempfile.TemporaryFile() as words:
        files = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
                 (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
                 (os.POSIX_SPAWN_DUP2, words.fileno(), 2)]
        before = os.getcwd()
        if cwd:
            os.chdir(cwd)
        start = time.perf_counter()
        pid = os.posix_spawnp(command[0], command, env or ENV,
                              file_actions=files)
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        os.chdir(before)
        result.status = os.waitstatus_to_exitcode(status)
        if result.status in good:
            result.add(wall, usage.ru_utime + usage.ru_stime)
            return True
        words.seek(max(0, words.seek(0, os.SEEK_END) - 2000))
        print(f"{' '.join(command)[:300]}: status {result.status}\n"
              f"{words.read().decode(errors='replace')}", file=sys.stderr)
    return False


def peak(command, cwd=None, env=None):
    """Megabytes at most, of the process or its largest child. Asked through
    time(1), because a child of Python begins with the size of Python."""
    if not have("/usr/bin/time"):
        return None
    out = subprocess.run(["/usr/bin/time", "-f", "%M"] + command, cwd=cwd,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                         env=env or ENV, check=False,
                         stdin=subprocess.DEVNULL)
    last = out.stderr.decode(errors="replace").split()
    return int(last[-1]) / 1024 if last and last[-1].isdigit() else None


def best(jobs, runs=7, most=4.0, prepare=None, **more):
    """Each command some times, until `most` seconds are gone; in turn, so that
    whatever else the machine does meets all of them."""
    results = [Result() for _ in jobs]
    began = time.perf_counter()
    for count in range(runs):
        for job, result in zip(jobs, results):
            if prepare:
                prepare()
            if result.status is None or result.wall is not None:
                once(job, result, **more)
        gone = time.perf_counter() - began
        if gone > 5 * most or (count >= 1 and gone > most):
            break
    for job, result in zip(jobs, results):
        if prepare:
            prepare()
        if result.wall is not None:
            result.memory = peak(job, more.get("cwd"), more.get("env"))
    return results


def growth(first, last):
    if first is None or last is None or not first:
        return ""
    return f"{last / first:.1f} x"


def table(*heads):
    print("\n| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|",
          flush=True)


def line(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)
