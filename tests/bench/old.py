"""What old machines and slow lines make of it: a processor without SHA
instructions, one slow core, little memory, 10 Mbit/s with 80 ms."""
import os
import subprocess

import slow_line
from process import (BANSAO, ENV, SIZES, best, database, have, line,
                     milliseconds, table)
from screens import BACK, DOWN, END, HOME, PAGE, ui
from terminal import Screen, median

LEAST = 512 * 1024 * 1024


def without_sha(work, scans):
    files = sorted(f"{scans}/{name}" for name in os.listdir(scans))
    size = sum(os.path.getsize(path) for path in files)
    fresh = f"{work}/old.db"
    command = ["sh", "-c", f"rm -f {fresh} {fresh}-*; '{BANSAO}' --db {fresh} "
               f"init -q && '{BANSAO}' --db {fresh} scan ingest {scans} -q"]
    peers = [("openssl dgst -sha256", ["openssl", "dgst", "-sha256"] + files),
             ("sha256sum", ["sha256sum"] + files)]
    peers = [peer for peer in peers if have(peer[1][0])]
    print(f"\n### Without SHA instructions: {len(files)} files, "
          f"{size / 1e6:.0f} MB")
    table("work", "this processor", "OPENSSL_ia32cap without SHA", "ratio")
    bare = dict(ENV, OPENSSL_ia32cap=":~0x20000000")
    for name, words in [("ingest", command)] + peers:
        now = best([words], runs=3, good=(0, 4, 6))[0]
        old = best([words], runs=3, good=(0, 4, 6), env=bare)[0]
        ratio = f"{old.cpu / now.cpu:.2f}" if now.cpu and old.cpu else ""
        line(name, now.text(), old.text(), ratio)


def gestures_of(command, pace):
    """Start and some keys of a program that a tool has slowed down."""
    screen = Screen(command)
    brake = None
    if pace:
        brake = subprocess.Popen(["cpulimit", "-z", "-q", "-l", str(pace), "-p",
                                  str(screen.pid)], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
    cells = [milliseconds(screen.start(0.5)[1])]
    for keys, times in ((DOWN, 12), (PAGE, 8), (END, 1), (HOME, 1)):
        found = [screen.key(keys, quiet=0.15) for _ in range(times)]
        cells.append(milliseconds(median([key[1] for key in found]))
                     if median([key[0] for key in found]) else "")
    screen.key(b"/", quiet=0.2)
    cells.append(milliseconds(median([screen.key(k, quiet=0.15)[1]
                                      for k in (b"d", b"o", b"n", b"g")])))
    cells.append(f"{screen.peak():.1f}")
    screen.close()
    if brake:
        brake.terminate()
        brake.wait()
    return cells


def slow_core(scans):
    if not (have("cpulimit") and have("taskset")):
        return
    pace = 20
    print(f"\n### One core at {pace} %\n\nMilliseconds by the clock. Only who "
          "works for longer than a tenth of a second is held back: what costs "
          "half a millisecond costs it here, too.")
    table("program", "start", "down", "page", "end", "home", "search letter",
          "MB")
    one = ["taskset", "-c", "0"]
    for size in (SIZES[0], SIZES[-1]):
        line(f"bansao, {size} %", *gestures_of(one + ui(size, "dossiers"),
                                               pace))
    if have("mc"):
        line("mc", *gestures_of(one + ["mc", scans], pace))


def little_memory(work, scans):
    """A limit on the address space (prlimit --as), which holds on every
    machine; of what is touched it is much less."""
    if not have("prlimit"):
        return
    db, fresh = database(SIZES[-1]), f"{work}/little.db"
    print(f"\n### 512 MB of address space, catalogue of {SIZES[-1]} %")
    table("work", "ms (processor), memory", "status")
    limit = ["prlimit", f"--as={LEAST}"]
    bag = f"{work}/bag"
    for name, words in (
            ("quota", [BANSAO, "--db", db, "quota"]),
            ("tree", [BANSAO, "--db", db, "tree"]),
            ("dossier list", [BANSAO, "--db", db, "dossier", "list"]),
            ("report progress-fonds",
             [BANSAO, "--db", db, "report", "progress-fonds"]),
            ("init", [BANSAO, "--db", fresh, "init", "-q"]),
            ("scan ingest", [BANSAO, "--db", fresh, "scan", "ingest", scans,
                             "-q"]),
            ("verify", [BANSAO, "verify", bag])):
        result = best([limit + words], runs=1, most=0, good=(0, 4, 6))[0]
        line(f"`{name}`", result.text(), result.status)
    screen = Screen(limit + ui(SIZES[-1], "dossiers"))
    _, wall, _ = screen.start()
    _, end, _, _ = screen.key(END)
    line("`ui dossiers`, End", f"{milliseconds(wall)}, {milliseconds(end)}, "
         f"{screen.peak():.1f} MB", "0")
    screen.close()


def slow_network(scans):
    keys = [("down", DOWN, 12), ("page", PAGE, 6), ("end", END, 1),
            ("home", HOME, 1), ("up a page", BACK, 2)]
    with slow_line.Line() as slow:
        print("\n### 10 Mbit/s, 80 ms there and back\n\nMilliseconds until the "
              "picture stands / bytes: the line alone takes 80 "
              f"({slow.how}).")
        table("program", "start", "down", "page", "end", "home")
        for name, command in (
                (f"bansao, {SIZES[-1]} %", ui(SIZES[-1], "dossiers")),
                ("mc", ["mc", scans]), ("htop", ["htop"]), ("tig", ["tig"])):
            if not have(command[0]):
                continue
            found = slow_line.measure(slow, command, keys, ENV)
            line(name, *[f"{milliseconds(seconds)} / {count}" if count else ""
                         for _, seconds, count in found[:5]])


def old(work, scans):
    print("\n## Old machines and slow lines")
    without_sha(work, scans)
    slow_core(scans)
    little_memory(work, scans)
    slow_network(scans)
