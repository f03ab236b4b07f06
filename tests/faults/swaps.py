"""swaps.py SECONDS: links and what they stand for change places
(renameat2 EXCHANGE) while the program works, all kinds side by side.

Nobody may open, change or make anything in the folders that the links lead to,
and nothing may be made in the folder of temporary files: inotify tells. What the
room holds was put there by swaps.sh.
"""
import ctypes
import os
import select
import shutil
import struct
import subprocess
import sys
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
program = os.environ["BANSAO"]
room = os.getcwd()
end = 0.0
faults, lines = [], []


class Watch:
    """Everything that happens in a folder and those below it."""
    def __init__(self, *folders):
        self.fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        self.names = {}
        for folder in [f for top in folders for f, _, _ in os.walk(top)]:
            # Read, written, made, gone, moved. A file outside may be opened
            # and shut because it is not the one that was looked at before.
            number = libc.inotify_add_watch(
                self.fd, os.fsencode(folder),
                0x1 | 0x2 | 0x3c0 | (0x20 if folder.endswith("/tmp") else 0))
            if number < 0:
                sys.exit("no inotify")
            self.names[number] = folder

    def seen(self):
        found = []
        while select.select([self.fd], [], [], 0.05)[0]:
            data = os.read(self.fd, 1 << 16)
            at = 0
            while at < len(data):
                number, mask, _, length = struct.unpack_from("iIII", data, at)
                name = data[at + 16:at + 16 + length].rstrip(b"\0")
                found.append("%s/%s (%x)" % (self.names.get(number, "?"),
                                             name.decode(), mask))
                at += 16 + length
        return found


def exchange(one, other):
    return libc.renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2) == 0


def swapper(kind, pair):
    n = 0
    while time.monotonic() < end:
        with kind.still:
            kind.swaps += exchange(*pair)
        n += 1
        if n % 5 == 0:
            time.sleep(0.0007)


class Kind:
    def __init__(self, name, pairs, command, before=None, after=None):
        self.name, self.pairs, self.command = name, pairs, command
        self.before, self.after = before, after
        self.still = threading.Lock()  # nothing moves under our own hands
        self.swaps = self.rounds = self.good = 0
        self.home = os.path.join(room, name)
        os.chdir(self.home)
        self.pairs = [tuple(os.path.join(self.home, p) for p in pair)
                      for pair in pairs]
        os.chdir(room)
        self.temporary = os.path.join(self.home, "tmp")
        os.mkdir(self.temporary)
        self.watch = Watch(os.path.join(self.home, "outside"), self.temporary)

    def run(self):
        settings = dict(os.environ, TMPDIR=self.temporary,
                        BANSAO_DB=os.path.join(self.home, "k.db"))
        while time.monotonic() < end:
            if self.before:
                with self.still:
                    self.before(self.home)
            with open(os.path.join(self.home, "told"), "wb") as told:
                status = subprocess.call(
                    [program, *self.command], cwd=self.home, env=settings,
                    stdin=subprocess.DEVNULL, stdout=told, stderr=told)
            self.rounds += 1
            self.good += status == 0
            if status < 0 or status > 127:
                faults.append("%s: died (%d)" % (self.name, status))
            if self.after:
                with self.still:
                    self.after(self)

    def judge(self):
        found = self.watch.seen()
        if found:
            faults.append("%s: %d times outside: %s" % (
                self.name, len(found), ", ".join(found[:5])))
        # The watch would have told.
        for folder in set(self.watch.names.values()):
            with open(os.path.join(folder, "probe"), "w"):
                pass
        if len(self.watch.seen()) < len(self.watch.names):
            faults.append("%s: the watch saw nothing" % self.name)
        lines.append("%s %d swaps, %d runs, %d of them good" % (
            self.name, self.swaps, self.rounds, self.good))


def empty(folder):
    for entry in os.scandir(folder):
        try:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)
        except OSError:
            pass


def new_build(home):
    """The batch is to be built again, into an empty folder."""
    for ending in "-wal", "-shm":
        try:
            os.unlink(os.path.join(home, "k.db" + ending))
        except OSError:
            pass
    shutil.copyfile(os.path.join(home, "pristine.db"), os.path.join(home, "k.db"))
    empty(os.path.join(home, "packages"))
    os.symlink(os.path.join(home, "outside"),
               os.path.join(home, "packages", "link"))


def leaked(kind):
    for folder, _, names in os.walk(os.path.join(kind.home, "packages")):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path) and b"SECRET" in open(path, "rb").read():
                faults.append("%s: %s is from outside" % (kind.name, path))


def new_links(home):
    for folder in "to",:
        empty(os.path.join(home, folder))
        for n, name in enumerate(sorted(os.listdir(os.path.join(home, "victims")))):
            os.symlink(os.path.join(home, "outside", name),
                       os.path.join(home, folder, "link%d" % n))


build = ["-q", "handover", "build", "BG", "--to", "packages", "--as"]
kinds = [
    Kind("ingest-folder", [("in/a", "in/link")], ["-q", "scan", "ingest", "in"]),
    Kind("ingest-file", [("in/a/P01.1.1.tif", "in/a/x.link")],
         ["-q", "scan", "ingest", "in"]),
    Kind("build-sources", [("scans/a", "scans/link")], build + ["tar"],
         new_build, leaked),
    Kind("build-target", [("packages/BG.partial", "packages/link"),
                          ("packages/BG", "packages/link")],
         build + ["folder"], new_build),
    Kind("build-inside", [("packages/BG.partial/data", "packages/link")],
         build + ["folder"], new_build),
    Kind("build-tar", [("packages/BG.tar.partial", "packages/link"),
                       ("packages/BG.tar", "packages/link")],
         build + ["tar"], new_build),
    Kind("export", [("to/list.xlsx", "to/link0"),
                    ("to/list.xlsx.partial", "to/link1")],
         ["-q", "--force", "dossier", "list", "-o", "to/list.xlsx"], new_links),
    Kind("backup", [("to/copy.db", "to/link0"),
                    ("to/copy.db.partial", "to/link1")],
         ["-q", "--force", "backup", "to/copy.db"], new_links),
    Kind("verify", [("bag/data", "bag-link")], ["-q", "verify", "bag"]),
    Kind("exchange", [("bag/data", "bag-link")],
         ["-n", "-q", "exchange", "import", "bag"]),
    Kind("import", [("in/a.csv", "in/link")],
         ["-n", "-q", "import", "in/a.csv", "--fonds", "P01"]),
]
if len(sys.argv) > 2:
    kinds = [k for k in kinds if k.name in sys.argv[2:]]
end = time.monotonic() + float(sys.argv[1])
threads = [threading.Thread(target=k.run) for k in kinds]
threads += [threading.Thread(target=swapper, args=(k, pair))
            for k in kinds for pair in k.pairs]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for k in kinds:
    k.judge()
    if k.swaps == 0 or k.rounds == 0:
        faults.append("%s: %d swaps, %d runs" % (k.name, k.swaps, k.rounds))
print("; ".join(lines))
sys.exit("\n".join(faults) if faults else 0)
