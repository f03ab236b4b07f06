"""Measure bansao and its peers, and print tables in Markdown.

Times are of whole processes, warm: the best of some runs, ours and the others'
in turn. A peer that is not installed is named as skipped. Nothing passes or
fails here."""
import csv
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

BANSAO = os.path.abspath(os.environ["BANSAO"])
FOLDER = os.environ["BENCH_FOLDER"]
SIZES = os.environ["BENCH_SIZES"].split()
ENV = dict(os.environ, LC_ALL="C.UTF-8", BANSAO_LANG="en", TERM="xterm-256color")
for name in ("BANSAO_DB", "NO_COLOR"):
    ENV.pop(name, None)
skipped = []


def once(command, cwd=None, good=(0, 6), prepare=None):
    """Seconds of one run; None when it failed."""
    if prepare:
        prepare()
    start = time.perf_counter()
    result = subprocess.run(command, stdout=subprocess.DEVNULL, cwd=cwd,
                            stderr=subprocess.DEVNULL, env=ENV, check=False,
                            stdin=subprocess.DEVNULL).returncode
    return time.perf_counter() - start if result in good else None


def peak(command, cwd=None, prepare=None):
    """Megabytes at most, of the process or its largest child. Asked through
    time(1), because a child of Python begins with the size of Python."""
    if not os.path.exists("/usr/bin/time"):
        return None
    if prepare:
        prepare()
    out = subprocess.run(["/usr/bin/time", "-f", "%M"] + command, cwd=cwd,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                         env=ENV, check=False, stdin=subprocess.DEVNULL)
    last = out.stderr.decode(errors="replace").split()
    return int(last[-1]) / 1024 if last and last[-1].isdigit() else None


def best(jobs, runs=9, most=30, **more):
    """The best of some runs of each command, taken in turn, so that whatever
    else the machine does meets all of them; and the megabytes."""
    times = [[] for _ in jobs]
    began = time.perf_counter()
    for count in range(runs):
        for job, list_of in zip(jobs, times):
            list_of.append(once(job, **more))
        if count >= 2 and time.perf_counter() - began > most:
            break
    return [None if None in list_of else
            (min(list_of), peak(job, more.get("cwd"), more.get("prepare")))
            for job, list_of in zip(jobs, times)]


def have(program):
    if shutil.which(program) or os.path.exists(program):
        return True
    if program not in skipped:
        skipped.append(program)
    return False


def show(result):
    if result is None:
        return "failed"
    memory = "" if result[1] is None else f", {result[1]:.1f} MB"
    return f"{result[0] * 1000:.1f} ms{memory}"


def first_code(db):
    out = subprocess.run([BANSAO, "--db", db, "dossier", "list", "--csv",
                          "--limit", "1"], env=ENV, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False)
    rows = list(csv.reader(out.stdout.decode("utf-8-sig").splitlines()))
    return rows[1][0] if len(rows) > 1 else ""


def commands():
    print("\n## Commands by the size of the catalogue\n")
    print("| command | " + " | ".join(f"{s} %" for s in SIZES) +
          " | growth |\n|---|" + "---|" * (len(SIZES) + 1))
    rows = [
        ["quota"], ["quota", "--json"], ["fonds", "list"], ["tree"],
        ["tree", "H10.001"],
        ["dossier", "list", "--limit", "50"],
        ["dossier", "list", "--search", "dong phu", "--limit", "50"],
        ["dossier", "list", "--search", "d", "--limit", "50"],
        ["dossier", "show", "CODE"],
        ["scan", "list", "--dossier", "CODE"],
        ["audit", "list"], ["report", "list"], ["doctor"],
    ]
    for words in rows:
        cells, results = [], []
        for size in SIZES:
            db = f"{FOLDER}/{size}.db"
            line = [first_code(db) if w == "CODE" else w for w in words]
            result = best([[BANSAO, "--db", db] + line])[0]
            results.append(result)
            cells.append(show(result))
        growth = ""
        if len(results) > 1 and results[0] and results[-1]:
            growth = f"{results[-1][0] / results[0][0]:.1f} x"
        print(f"| `{' '.join(words)}` | " + " | ".join(cells) +
              f" | {growth} |", flush=True)


def against(title, ours, peers, **more):
    """One line a peer: its time, ours, and the ratio (below 1: faster)."""
    peers = [peer for peer in peers if have(peer[1][0])]
    results = best([ours] + [command for _, command in peers], **more)
    mine = results[0]
    for (name, _), theirs in zip(peers, results[1:]):
        ratio = f"{mine[0] / theirs[0]:.2f}" if mine and theirs else ""
        print(f"| {title} | {show(mine)} | {name} | {show(theirs)} | {ratio} |",
              flush=True)


def write_inventory(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Mã phông", "Tên phông", "Mã hồ sơ", "Tiêu đề hồ sơ",
                      "Ngày bắt đầu", "Ngày kết thúc", "Số tờ", "Số trang"])
        for i in range(rows):
            year = 1945 + i % 70
            out.writerow([f"B{i // 400:03d}", f"Phông thử {i // 400}",
                          f"B{i // 400:03d}.{year}.{i:06d}",
                          f"Quyết định số {i} về đất đai huyện Đồng Phú",
                          year, year, 40, 80])


def tiffs(folder, count):
    """Valid TIFF files of about 400 KB: one strip of noise, 8 bits grey."""
    os.makedirs(folder, exist_ok=True)
    width, height = 620, 640
    random.seed(71)
    pixels = random.randbytes(width * height)
    tags = [(256, 3, width), (257, 3, height), (258, 3, 8), (259, 3, 1),
            (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 3, height),
            (279, 4, width * height), (296, 3, 2)]
    for i in range(count):
        data = bytearray(pixels)
        struct.pack_into("<Q", data, 0, i)
        body = struct.pack("<2sHI", b"II", 42, 8 + len(data)) + bytes(data)
        body += struct.pack("<H", len(tags))
        for tag, kind, value in tags:
            body += struct.pack("<HHII", tag, kind, 1, value)
        with open(f"{folder}/B000.1945.000000.1.{i:05d}.tif", "wb") as file:
            file.write(body + struct.pack("<I", 0))


def ratios(work):
    print("\n## Beside others, the same work\n")
    print("| work | bansao | peer | peer's | ratio |\n|---|---|---|---|---|")
    db = f"{FOLDER}/{SIZES[-1]}.db"
    against("one question of a catalogue (quota)",
            [BANSAO, "--db", db, "quota"],
            [("sqlite3", ["sqlite3", db, "select 1"])])
    against("start (--version)", [BANSAO, "--version"],
            [("sqlite3", ["sqlite3", "--version"]), ("mc", ["mc", "--version"]),
             ("htop", ["htop", "--version"]), ("nnn", ["nnn", "-V"])])

    inventory = f"{work}/inventory.csv"
    write_inventory(inventory, 100000)
    fresh = f"{work}/fresh.db"
    script = (f"rm -f {fresh} {fresh}-*; '{BANSAO}' --db {fresh} init -q && "
              f"'{BANSAO}' --db {fresh} import {inventory} -q")
    against("import, 100,000 rows, checked", ["sh", "-c", script],
            [("sqlite3 .import", ["sqlite3", ":memory:", "-cmd",
                                  f".import --csv {inventory} t", ""])], runs=3)

    scans = f"{work}/scans"
    tiffs(scans, 1000)
    files = sorted(f"{scans}/{name}" for name in os.listdir(scans))
    base = f"rm -f {fresh} {fresh}-*; '{BANSAO}' --db {fresh} init -q && "
    against("ingest, 1,000 files of 400 KB: facts, SHA-256, stored",
            ["sh", "-c", base + f"'{BANSAO}' --db {fresh} scan ingest {scans} -q"],
            [("openssl dgst", ["openssl", "dgst", "-sha256"] + files),
             ("tiffinfo", ["tiffinfo"] + files),
             ("exiftool", ["exiftool", "-csv"] + files)], runs=5,
            good=(0, 4, 6))

    bag = f"{work}/bag"
    os.makedirs(f"{bag}/data")
    for path in files:
        os.link(path, f"{bag}/data/{os.path.basename(path)}")
    with open(f"{bag}/bagit.txt", "w", encoding="utf-8") as file:
        file.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    with open(f"{bag}/manifest-sha256.txt", "w", encoding="utf-8") as file:
        import hashlib
        for path in files:
            with open(path, "rb") as scan:
                digest = hashlib.sha256(scan.read()).hexdigest()
            file.write(f"{digest}  data/{os.path.basename(path)}\n")
    peers = [("openssl dgst", ["openssl", "dgst", "-sha256"] + files),
             ("sha256sum -c", ["sh", "-c", f"cd {bag} && sha256sum --quiet -c "
                               "manifest-sha256.txt"])]
    if os.environ.get("BAGIT"):
        peers.append(("bagit.py", [os.environ["BAGIT"], "--validate", bag]))
    else:
        skipped.append("bagit.py (BAGIT=PATH)")
    against("verify a bag of 1,000 files, 400 MB", [BANSAO, "verify", bag],
            peers, runs=5)
    build(work, scans)


def build(work, scans):
    """A batch of the same files, as a tar, from disk to disk, synced: checked
    before, hashed on the way, verified after. The others only pack."""
    db = f"{work}/build.db"

    def run(*words, good=(0,)):
        result = subprocess.run([BANSAO, "--db", db, "-q"] + list(words),
                                env=ENV, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, check=False)
        if result.returncode not in good:
            raise RuntimeError(f"{words}: {result.stderr.decode()}")

    run("init")
    run("fonds", "add", "B000", "Phông thử")
    run("dossier", "add", "B000.1945.000000", "Hồ sơ thử", "--fonds", "B000",
        "maintenance=01", "startDate=1945", "endDate=1945",
        "numberOfPage=1000")
    run("scan", "ingest", scans, good=(0, 4))
    run("handover", "agree", "1/VTLTNN", "--date", "01/01/2026", "--profile",
        "bagit")
    import sqlite3
    with sqlite3.connect(db) as store:
        store.execute("UPDATE dossier SET state = 7")
    run("handover", "new", "BG")
    run("handover", "add", "BG", "--all")
    shutil.copy(db, f"{work}/packed.db")

    def again():
        for name in os.listdir(work):
            if name.startswith("packed.db-") or name.startswith("out"):
                path = f"{work}/{name}"
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        shutil.copy(db, f"{work}/packed.db")

    ours = [BANSAO, "--db", f"{work}/packed.db", "-q", "handover", "build",
            "BG", "--to", f"{work}/out", "--as", "tar"]
    peers = [(name, ["sh", "-c", f"{command} && sync {work}/out.x"])
             for name, command in (
                 ("tar, no hash", f"tar cf {work}/out.x {scans}"),
                 ("bsdtar, no hash", f"bsdtar cf {work}/out.x {scans}"),
                 ("zip -0, no hash", f"zip -q0r - {scans} >{work}/out.x"))
             if have(name.split(",")[0].split()[0])]
    against("build: check, hash, pack, sync and verify 1,000 files, 400 MB",
            ours, peers, runs=3, prepare=again)


class Screen:
    """A program on a pseudo terminal of 80x24."""

    def __init__(self, command, cwd=None):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            os.execvpe(command[0], command, ENV)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, 80, 0, 0))

    def settle(self, quiet=0.08, most=10):
        """Read until nothing comes; bytes, and seconds to the last of them."""
        start = last = time.perf_counter()
        count = 0
        while time.perf_counter() - start < most:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready and count:
                break
            if ready:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    break
                if not data:
                    break
                count += len(data)
                last = time.perf_counter()
        return count, last - start

    def key(self, text):
        os.write(self.fd, text)
        return self.settle(quiet=0.03, most=2)

    def peak(self):
        try:
            with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
                for line in file:
                    if line.startswith("VmHWM"):
                        return int(line.split()[1]) / 1024
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


def screens(work):
    print("\n## Screens, 80x24\n")
    print("| program | start ms | bytes a row down | ms a row down | "
          "bytes a page | peak MB |\n|---|---|---|---|---|---|")
    many = f"{work}/many"
    os.makedirs(many)
    for i in range(10000):
        with open(f"{many}/file-{i:05d}", "w", encoding="ascii"):
            pass
    text = f"{work}/text"
    with open(text, "w", encoding="utf-8") as file:
        file.writelines(f"line {i} of a long text\n" for i in range(100000))
    down, page = b"j", b"\x1b[6~"
    here = os.path.dirname(os.path.abspath(__file__))
    rows = [(f"bansao, {size} %", [BANSAO, "--db", f"{FOLDER}/{size}.db", "ui",
                                   "dossiers"]) for size in SIZES]
    rows += [("less, 100,000 lines", ["less", text]),
             ("nnn, 10,000 files", ["nnn", many]),
             ("mc, 10,000 files", ["mc", many]), ("htop", ["htop"]),
             ("tig", ["tig"])]
    for name, command in rows:
        if not have(command[0]):
            continue
        starts = []
        for _ in range(5):
            screen = Screen(command, here)
            starts.append(screen.settle()[1])
            screen.close()
        screen = Screen(command, here)
        screen.settle()
        step = {"mc": b"\x1bOB", "ht": b"\x1b[B"}.get(name[:2], down)
        keys = sorted(screen.key(step) for _ in range(15))
        times = sorted(seconds for _, seconds in keys)
        pages = sorted(screen.key(page) for _ in range(5))
        print(f"| {name} | {sorted(starts)[2] * 1000:.1f} | {keys[7][0]} | "
              f"{times[7] * 1000:.2f} | {pages[2][0]} | {screen.peak():.1f} |",
              flush=True)
        screen.close()


def main():
    print(f"Taken on {time.strftime('%Y-%m-%d')} on {os.cpu_count()} processors.")
    with tempfile.TemporaryDirectory(prefix="bansao-bench-") as work:
        commands()
        ratios(work)
        screens(work)
    if skipped:
        print("\nNot installed, so skipped: " + ", ".join(skipped))
    return 0


if __name__ == "__main__":
    sys.exit(main())
