"""T-SOAK: people at screens of their own, on one catalogue, for hours.

SOAK_USERS (20) screens move, search, read and edit; beside them scans are taken
in, batches built and returned, reports written and copies made. SOAK_MINUTES (480) long. Broken is:
a screen that ends, memory that grows by more than 1 MB an hour and user (a
quarter of a megabyte in runs under half an hour), open files that grow in number, a log of 64 MB, an edit
that was called saved and is not there, a catalogue that does not hold. Times
are told, not judged."""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

BANSAO = os.path.abspath(os.environ["BANSAO"])
SOURCE = os.environ.get("srcdir", ".")
ROOM = tempfile.mkdtemp(prefix="bansao-users.",
                        dir="/dev/shm" if os.access("/dev/shm", os.W_OK)
                        else None)
os.environ["BENCH_FOLDER"] = ROOM
os.environ.setdefault("BENCH_SIZES", "")
sys.path.insert(0, os.path.join(SOURCE, "tests", "bench"))
from terminal import Screen  # noqa: E402
from process import ENV  # noqa: E402

MINUTES = float(os.environ.get("SOAK_MINUTES", "480"))
USERS = int(os.environ.get("SOAK_USERS", "20"))
DATABASE = os.path.join(ROOM, "demo", "bansao.db")
FILE, AGREEMENT = "BL.1956.01", "88/VTLTNN-QLI"  # of the demonstration
KEYS = {"down": b"\033[B", "up": b"\033[A", "page": b"\033[6~",
        "back": b"\033[5~", "end": b"\033[F", "home": b"\033[H"}
SCREENS = ["dossiers", "home", "dossiers", "quota", "scans", "audit",
           "selections", "batches", "jobs", "dossiers"]


def run(*words, check=True):
    done = subprocess.run([BANSAO, "--db", DATABASE, *words], env=ENV,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          check=False)
    if check and done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}: {done.returncode}: "
                         f"{done.stderr.decode(errors='replace')}")
    return done.stdout.decode()


def make():
    run("-q", "demo", os.path.join(ROOM, "demo"), "--no-input")
    run("-q", "fonds", "add", "P1", "Phông thử")
    path = os.path.join(ROOM, "list.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("Mã hồ sơ,Tiêu đề,Số tờ\n")
        for n in range(3000):
            file.write(f"P1.{n},Hồ sơ về việc số {n} của tỉnh,{n % 90 + 1}\n")
    run("-q", "import", path, "--fonds", "P1")


class User(threading.Thread):
    def __init__(self, number, until):
        super().__init__(daemon=True)
        self.number, self.until = number, until
        self.dice = random.Random(number)
        self.name_of_screen = SCREENS[number % len(SCREENS)]
        self.screen = Screen([BANSAO, "--db", DATABASE, "ui",
                              self.name_of_screen],
                             env=dict(ENV, XDG_STATE_HOME=ROOM + "/state"))
        self.times, self.saved, self.wrong = [], {}, None
        self.edits = self.kept = 0

    def keys(self, text, quiet=0.03):
        count, seconds, _, _ = self.screen.key(text, quiet)
        return count, seconds

    def move(self):
        count, seconds = self.keys(KEYS[self.dice.choice(list(KEYS))])
        if count:
            self.times.append(seconds)

    def search(self):
        self.keys(b"/")
        for letter in self.dice.choice(["so 12", "tinh", "viec so 9", "zz"]):
            count, seconds = self.keys(letter.encode())
            if count:
                self.times.append(seconds)
        self.keys(self.dice.choice([b"\r", b"\033"]), 0.1)

    def read(self):
        self.keys(self.dice.choice([b"?", b"\r", b"\t", b":quo"]), 0.1)
        self.keys(KEYS["page"])
        self.keys(b"\033", 0.1)
        self.keys(b"\033", 0.1)

    def edit(self):
        """The title of its own file, at the form."""
        self.edits += 1
        title = (f"Hồ sơ về việc số {self.number + 1000} của tỉnh, "
                 f"sửa lần {self.edits}")
        self.keys(b"\033", 0.1)
        self.keys(b"\033", 0.1)
        self.keys(b"/")
        self.keys(f"viec so {self.number + 1000}".encode(), 0.2)
        self.keys(b"\r", 0.1)
        self.keys(b"\033OS", 0.2)  # F4
        if b"P1.%d" % (self.number + 1000) not in self.screen.all:
            self.keys(b"\033", 0.1)
            return
        self.keys(b"\t\x15" + title.encode(), 0.1)
        self.keys(b"\x13", 0.3)  # Ctrl-S
        if b"Saved" in self.screen.all:
            self.saved[f"P1.{self.number + 1000}"] = title
            self.kept += 1
        else:
            self.keys(b"\033", 0.1)
            self.keys(b"y", 0.1)

    def run(self):
        ways = [self.move] * 12 + [self.search, self.read]
        if self.name_of_screen == "dossiers":
            ways += [self.edit] * 2
        while time.monotonic() < self.until:
            try:
                self.dice.choice(ways)()
            except OSError as error:
                self.wrong = str(error)
                return
            if os.waitpid(self.screen.pid, os.WNOHANG)[0]:
                self.wrong = "the screen has ended: " + repr(
                    self.screen.all[-300:])
                return
            time.sleep(self.dice.random() * 0.4)

    def size(self):
        """Memory in kB and open files, now."""
        try:
            with open(f"/proc/{self.screen.pid}/status",
                      encoding="ascii") as file:
                memory = [int(text.split()[1]) for text in file
                          if text.startswith("VmRSS")]
            return memory[0], len(os.listdir(f"/proc/{self.screen.pid}/fd"))
        except (OSError, IndexError):
            return 0, 0


class Others(threading.Thread):
    """Scans come in one by one, reports are written, copies made, and a file
    is packaged, handed over and returned, again and again."""

    def __init__(self, until):
        super().__init__(daemon=True)
        self.until, self.done, self.built, self.wrong = until, 0, 0, None

    def ingest(self):
        scan = os.path.join(SOURCE, "tests/fuzz/corpus/tiff/codec-5.tif")
        name = f"{ROOM}/in/P1.{self.done % 3000}.{self.done}.tif"
        shutil.copy(scan, name)
        with open(name, "ab") as file:
            file.write(b"%d" % self.done)
        os.utime(name, (1e9, 1e9))
        run("-q", "scan", "ingest", ROOM + "/in")

    def build(self):
        self.built += 1
        number, out = f"S{self.built}", f"{ROOM}/out"
        run("-q", "handover", "new", number)
        run("-q", "handover", "agree", AGREEMENT, "--for", number)
        run("-q", "handover", "add", number, FILE)
        run("-q", "handover", "build", number, "--to", out, "--as",
            ["folder", "tar", "zip"][self.built % 3])
        run("-q", "handover", "deliver", number)
        run("-q", "handover", "receipt", number, "--number", number,
            "--returned", f"{FILE}=again")
        shutil.rmtree(out)

    def work(self):
        os.mkdir(ROOM + "/in")
        run("-q", "handover", "receipt", "BG-01", "--number", "1",
            "--returned", f"{FILE}=again")
        while time.monotonic() < self.until:
            self.done += 1
            self.ingest()
            if self.done % 4 == 0:
                self.build()
            if self.done % 5 == 0:
                run("-q", "report", "annual", "-o", ROOM + "/annual.odt",
                    "--force")
            if self.done % 9 == 0:
                copy = f"{ROOM}/copy.{self.done}"
                run("-q", "backup", copy)
                os.unlink(copy)
            time.sleep(2)

    def run(self):
        try:
            self.work()
        except (SystemExit, OSError) as error:
            self.wrong = f"beside them: {error}"


def mean(values):
    return sum(values) / len(values) if values else 0


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))] \
        if values else 0


def main():
    make()
    until = time.monotonic() + MINUTES * 60
    users = [User(number, until) for number in range(USERS)]
    for user in users:
        user.screen.start()
    others = Others(until)
    begun = time.monotonic()
    for thread in [*users, others]:
        thread.start()
    samples, wal = [], 0
    step = max(2.0, min(60.0, MINUTES * 60 / 40))
    while time.monotonic() < until:
        time.sleep(step)
        samples.append([user.size() for user in users])
        if os.path.exists(DATABASE + "-wal"):
            wal = max(wal, os.path.getsize(DATABASE + "-wal"))
    for thread in [*users, others]:
        thread.join()
    hours = (time.monotonic() - begun) / 3600
    # The first quarter fills the caches.
    quarter = max(1, len(samples) // 4)
    early, late = samples[quarter:2 * quarter], samples[-quarter:]
    grown = [mean([s[i][0] for s in late]) - mean([s[i][0] for s in early])
             for i in range(USERS)]
    files = [max(s[i][1] for s in late) - max(s[i][1] for s in early)
             for i in range(USERS)]
    wrong = [f"user {u.number}: {u.wrong}" for u in users if u.wrong]
    if others.wrong:
        wrong.append(others.wrong)
    most = max(grown) / 1024
    growing = users[grown.index(max(grown))].name_of_screen
    allowed = hours * 0.75 if hours > 0.5 else 0.25
    if mean(grown) / 1024 > allowed:
        wrong.append(f"memory grows: {mean(grown) / 1024:.2f} MB a user")
    if max(files) > 2:
        wrong.append(f"open files grow by {max(files)}")
    if wal >= 64 << 20:
        wrong.append(f"the log has {wal >> 20} MB")
    for user in users:
        user.screen.close()
        for code, title in user.saved.items():
            if title not in run("dossier", "show", code):
                wrong.append(f"{code}: \"{title}\" was saved and is gone")
    if os.waitstatus_to_exitcode(os.system(
            f"'{BANSAO}' --db '{DATABASE}' audit verify >/dev/null")) != 0:
        wrong.append("the audit chain does not hold")
    if "\"bad\"" in run("doctor", "--json", check=False):
        wrong.append("doctor: " + run("doctor", check=False))
    times = [t * 1000 for user in users for t in user.times]
    told = (f"{USERS} users, {hours * 60:.0f} min: {len(times)} keys, "
            f"p50 {percentile(times, .5):.1f} ms, p99 "
            f"{percentile(times, .99):.1f} ms; {sum(u.edits for u in users)} "
            f"edits tried, {sum(u.kept for u in users)} saved, "
            f"{others.done} scans taken in and {others.built} batches built "
            f"and returned beside; memory of a user "
            f"{mean([s[0] for s in samples[-1]]) / 1024:.1f} MB, grown by "
            f"{mean(grown) / 1024:.2f} (most {most:.2f}, "
            f"{growing}); open files grown by "
            f"{max(files)}, log {wal / (1 << 20):.1f} MB")
    print(f"FIGURE\tT-SOAK\t{told}")
    results = os.environ.get("BANSAO_RESULTS")
    if results:
        with open(results, "a", encoding="utf-8") as file:
            file.write(time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()) +
                       f"\tT-SOAK\t{told}\n")
    for line in wrong:
        print("broke: " + line)
    shutil.rmtree(ROOM, ignore_errors=True)
    return 1 if wrong else 0


sys.exit(main())
