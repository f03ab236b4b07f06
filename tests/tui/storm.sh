# A terminal that changes its size five hundred times, keys of all kinds in
# between: the picture after it is the one a fresh drawing gives. And one that goes away at every screen: no crash, out within two seconds, no
# spinning, the queue of writers free.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
for i in 1 2 3 4 5 6 7 8; do
	runs 0 "$BANSAO" dossier add "PL.$i" "Hồ sơ số $i" --fonds PL
done

cat >storm.py <<'PY'
import fcntl, os, pty, random, re, resource, select, signal, struct, sys, termios, time
import unicodedata

program = os.environ["BANSAO"]
random.seed(71)
# Under nohup it would be ignored until the program catches it.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

def start(*words):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(program, [program, *words])
    size(fd, 24, 80)
    return pid, fd

def size(fd, rows, cols):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

def drain(fd, seconds):
    got = b""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ready, _, _ = select.select([fd], [], [], min(0.02, seconds))
        if not ready:
            continue
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        got += data
    return got

class Picture:
    """What a terminal shows: the few sequences of xterm that curses sends."""
    def __init__(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.unknown, self.rest = set(), b""
        self.clear()

    def clear(self):
        self.cells = [[" "] * self.cols for row in range(self.rows)]
        self.row = self.col = 0
        self.top, self.bottom = 0, self.rows - 1
        self.last = " "

    def blank(self, row, begin, end):
        self.cells[row][begin:end] = [" "] * (min(end, self.cols) - begin)

    def shift(self, top, bottom, by):
        for step in range(abs(by)):
            del self.cells[top if by > 0 else bottom]
            self.cells.insert(bottom if by > 0 else top, [" "] * self.cols)

    def letter(self, c):
        if unicodedata.combining(c):
            self.cells[self.row][max(self.col - 1, 0)] += c
            return
        if self.col >= self.cols:
            self.col, self.row = 0, min(self.row + 1, self.rows - 1)
        self.cells[self.row][self.col] = self.last = c
        self.col += 1

    def order(self, words, final):
        n = [int(w) if w.isdigit() else 0 for w in words.split(";")]
        one = max(n[0], 1)
        row = self.row
        if final in "Hf":
            self.row = min(one, self.rows) - 1
            self.col = min(max(n[1] if len(n) > 1 else 1, 1), self.cols) - 1
        elif final == "A": self.row = max(row - one, 0)
        elif final in "Be": self.row = min(row + one, self.rows - 1)
        elif final == "C": self.col = min(self.col + one, self.cols - 1)
        elif final == "D": self.col = max(min(self.col, self.cols - 1) - one, 0)
        elif final in "G`": self.col = min(one, self.cols) - 1
        elif final == "d": self.row = min(one, self.rows) - 1
        elif final == "J":
            self.blank(row, self.col if n[0] == 0 else 0, self.cols
                if n[0] != 1 else self.col + 1)
            for other in range(self.rows):
                if n[0] == 2 or (other > row if n[0] == 0 else other < row):
                    self.blank(other, 0, self.cols)
        elif final == "K":
            self.blank(row, self.col if n[0] == 0 else 0, self.cols
                if n[0] != 1 else self.col + 1)
        elif final == "X": self.blank(row, self.col, self.col + one)
        elif final == "b":
            for again in range(one): self.letter(self.last)
        elif final == "@":
            self.cells[row][self.col:] = ([" "] * one +
                self.cells[row][self.col:])[:self.cols - self.col]
        elif final == "P":
            self.cells[row][self.col:] = (self.cells[row][self.col:] +
                [" "] * self.cols)[one:one + self.cols - self.col]
        elif final == "L": self.shift(row, self.bottom, -one)
        elif final == "M": self.shift(row, self.bottom, one)
        elif final == "S": self.shift(self.top, self.bottom, one)
        elif final == "T": self.shift(self.top, self.bottom, -one)
        elif final == "r":
            self.top = one - 1
            self.bottom = (n[1] if len(n) > 1 and n[1] else self.rows) - 1
            self.row = self.col = 0
        elif final not in "mhlctnqu": self.unknown.add(words + final)

    def feed(self, data):
        text = (self.rest + data).decode("utf-8", "replace")
        while text:
            found = re.match("\x1b\\[([?>=<]?)([0-9;:]*)[ !$]?([@-~])", text)
            other = re.match("\x1b(\\][^\x07\x1b]*(\x07|\x1b\\\\)|[()].|[=>78M])",
                text)
            if found:
                if found.group(1) == "":
                    self.order(found.group(2), found.group(3))
                text = text[found.end():]
            elif other:
                if other.group(1) == "M":
                    if self.row == self.top:
                        self.shift(self.top, self.bottom, -1)
                    else:
                        self.row = max(self.row - 1, 0)
                text = text[other.end():]
            else:
                c, text = text[0], text[1:]
                if c == "\r": self.col = 0
                elif c == "\b": self.col = max(min(self.col, self.cols - 1) - 1, 0)
                elif c == "\n":
                    if self.row == self.bottom:
                        self.shift(self.top, self.bottom, 1)
                    else:
                        self.row = min(self.row + 1, self.rows - 1)
                elif c == "\x1b": self.unknown.add(text[:8])
                elif c >= " ": self.letter(c)

    def text(self):
        return "\n".join("".join(r).rstrip() for r in self.cells)

def drawn(fd):
    """Until it has put something on the screen and waits."""
    got, until = b"", time.monotonic() + 10
    while time.monotonic() < until:
        more = drain(fd, 0.05 * slow)
        if got and not more:
            return
        got += more
    sys.exit("nothing is drawn")

def wait_end(pid, seconds, what, fd=-1):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if fd >= 0:
            drain(fd, 0.01)    # a terminal that is there reads
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return status, usage
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    sys.exit("%s: still running after %g s" % (what, seconds))

slow = float(os.environ.get("SLOW", "1"))

# --- the storm
pid, fd = start("ui", "dossiers")
drain(fd, 0.5 * slow)
keys = [b"j", b"k", b" ", b"\x1b[6~", b"\x1b[5~", b"/so\r", b"f\x1b", b"?q",
    b"\x1b[20~\x1b", b"\t", b"G", b"g", b"\x0c", b":quo\x1b", b"\x1b[999;5u",
    b"\xff\xfe", b"\x1b", b"\xe1\xba", b"\x1b[<0;5;5M", b"\x1b[200~d\xc3\xa1n\x1b[201~"]
for i in range(500):
    size(fd, random.randint(1, 120), random.randint(1, 400))
    os.write(fd, random.choice(keys))
    drain(fd, 0.005)
# Back to one size: what was put on the screen from there on, by pieces, with
# some steps more, is what Ctrl-L puts there as a whole.
size(fd, 30, 100)
drain(fd, 0.3 * slow)
picture = Picture(24, 80)
size(fd, 24, 80)
def send(what, quiet):
    os.write(fd, what)
    while data := drain(fd, quiet * slow):
        picture.feed(data)
send(b"\x1b", 0.3)
for what in b"\x1b", b"\x1b":
    send(what, 0.2)
for what in b"F", b"g", b"j", b"j", b"k", b"\x1b[6~", b"g", b"j":
    send(what, 0.1)
send(b"", 0.2)
before = picture.text()
picture.clear()
os.write(fd, b"\x0c")
until = time.monotonic() + 5
while picture.text() != before and time.monotonic() < until:
    picture.feed(drain(fd, 0.05))
after = picture.text()
assert not picture.unknown, "not understood: %r" % picture.unknown
assert "PL.1" in after, "the list is not drawn after the storm:\n" + after
assert before == after, "after the storm:\n%s\nfresh:\n%s" % (before, after)
os.write(fd, b"Q")
status, usage = wait_end(pid, 10, "Q after the storm", fd)
assert status == 0, "status %x after the storm" % status

# --- gone, at every screen, by signal and by a terminal that is closed
for screen in sys.argv[1:]:
    for how in ("HUP", "TERM", "close"):
        pid, fd = start("ui", screen)
        drawn(fd)
        if how == "close":
            os.close(fd)
        else:
            os.kill(pid, getattr(signal, "SIG" + how))
        begun = time.monotonic()
        status, usage = wait_end(pid, 10, screen + " " + how)
        took = time.monotonic() - begun
        assert took < 2 * slow, "%s %s: %.1f s" % (screen, how, took)
        assert usage.ru_utime + usage.ru_stime < 1.5 * slow, "%s spins" % screen
        if how != "close":
            os.close(fd)

# --- a line that is stalled: nobody reads, the program is told to end
pid, fd = start("ui", "dossiers")
os.set_blocking(fd, False)
for i in range(400):
    try:
        os.write(fd, b"\x0c")
    except BlockingIOError:
        break
    time.sleep(0.005)
os.kill(pid, signal.SIGTERM)
wait_end(pid, 10, "TERM on a stalled line")
os.close(fd)

# --- told to end at any moment of its start: a signal is never swallowed
for i in range(40):
    pid, fd = start("ui", "home")
    time.sleep(i * 0.005)
    os.kill(pid, signal.SIGTERM if i % 2 else signal.SIGHUP)
    wait_end(pid, 10, "a signal %d ms after the start" % (i * 5))
    os.close(fd)
PY

python3 storm.py home dossiers quota jobs selections settings audit help \
    scans reports || fail 'see above'
# Nobody holds the queue of writers.
runs 0 "$BANSAO" dossier add PL.99 "Sau cơn bão" --fonds PL
figure T-TTY-2 "500 sizes and signals; the picture after it is the one that is drawn afresh"
