# Names, titles, cells and tags that carry escape sequences, C1, bidi controls
# and broken UTF-8 reach the terminal only as visible marks: every byte that
# the program sends is looked at on the master side, on every screen in two
# sizes and for every listing of the command line.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
cat >hostile.py <<'PY'
import fcntl, os, pty, re, select, signal, struct, subprocess, sys, termios, time

program = os.environ["BANSAO"]
EVIL = ("a\x1b]0;owned\x07b\x1b[2Jc\x1b]52;c;Zm9v\x07d\x9b31me\x90qf\x1b\\g"
    "\u202eh\u2066i\u200bj\x07k\x08l\rm\x7fn\u200fo\ufeffp")

def run(*words):
    done = subprocess.run([program, "--no-input", *words], capture_output=True)
    return done.stdout + done.stderr

# A sequence of ours: CSI with plain parameters, or one of the short ones of
# terminfo (keypad, save, index, character sets).
ours = re.compile(rb"\x1b(\[[?>]?[0-9;]*[A-Za-ln-z@`dm]|[=>78MDEHc]|[()][AB0])")
seen = 0

def look(data, what, sequences):
    global seen
    seen += len(data)
    rest = ours.sub(b"", data) if sequences else data
    text = rest.decode("utf-8", "strict") if b"\xff" not in rest else \
        sys.exit("%s: broken UTF-8" % what)
    for at, c in enumerate(text):
        n = ord(c)
        bad = (n < 32 and c not in "\r\n\t\x0f\x0e\b") or 0x7f <= n < 0xa0 or \
            n in (0x200b, 0x200e, 0x200f, 0xfeff, 0x2028, 0x2029) or \
            0x202a <= n <= 0x202e or 0x2060 <= n <= 0x2069
        if bad:
            sys.exit("%s: U+%04X from the data, after %r" %
                (what, n, text[max(0, at - 40):at + 20]))

# --- put the hostile things in, by whatever way takes them
for cell in (EVIL, EVIL.encode("utf-8", "replace").decode("latin-1", "ignore")):
    run("fonds", "add", "X1", cell)
run("fonds", "add", "PL", "Phông " + EVIL)
run("dossier", "add", "PL.1", "Hồ sơ " + EVIL, "--fonds", "PL")
run("dossier", "add", "PL.2", "Hồ sơ", "--fonds", "PL")
run("agency", "add", "A1", "--name", "Sở " + EVIL, "--contact", EVIL)
run("difficulty", "add", "K1", "--agency", "A1", "--content", EVIL,
    "--received", "01/02/2026")
run("task", "add", "V1", "--title", EVIL, "--body", EVIL)
run("letter", "add", "--number", "1" + EVIL, "--date", "01/02/2026",
    "--body", EVIL, "--about", EVIL)
run("batch", "new", "D1", "--operator", EVIL)
run("config", "set", "place", EVIL)
open("bad.csv", "w", encoding="utf-8").write(
    "Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ,Số tờ\nPL,Phông,PL.3,\"%s\",%s\n"
    % (EVIL, EVIL.replace("\r", "")))
open("good.csv", "w", encoding="utf-8").write(
    "Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ,Số tờ\nPL,Phông,PL.3,\"%s\",3\n"
    % EVIL)
os.mkdir("scans")

def tiff(path, description):
    words = description + b"\0"
    tags = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1),
        (262, 3, 1, 1), (270, 2, len(words), 8 + 64), (273, 4, 1, 8),
        (277, 3, 1, 1), (278, 3, 1, 8), (279, 4, 1, 64),
        (305, 2, len(words), 8 + 64)]
    at = 8 + 64 + len(words) + len(words) % 2
    out = struct.pack("<2sHI", b"II", 42, at) + bytes(64) + words
    out += bytes(at - len(out)) + struct.pack("<H", len(tags))
    for tag, kind, count, value in tags:
        out += struct.pack("<HHI", tag, kind, count)
        out += struct.pack("<HH", value, 0) if kind == 3 else \
            struct.pack("<I", value)
    open(path, "wb").write(out + struct.pack("<I", 0))

evil = EVIL.encode("utf-8")
tiff(b"scans/PL.1.1.tif", evil)
tiff(b"scans/" + b"PL.1.2\x1b]0;x\x07\x9b1m.tif", evil)
tiff(b"scans/\xff\xfe" + "\u202egnp.tif".encode(), evil)
open(b"scans/" + b"a\nb\x1b[2J.tif", "wb").write(evil)
for name in os.listdir(b"scans"):
    os.utime(b"scans/" + name, (1e9, 1e9))
for words in (("import", "bad.csv", "-n"), ("import", "bad.csv"),
        ("import", "good.csv"), ("scan", "ingest", "scans"),
        ("scan", "check"), ("verify", "scans"), ("selection", "new", EVIL),
        ("dossier", "show", EVIL), ("tag", EVIL, "--criteria", "1"),
        (EVIL,), ("ui", EVIL), ("report", EVIL)):
    look(run(*words), " ".join(words)[:40].encode("unicode_escape").decode(),
        False)

# --- the command line, as text and as JSON
for words in (("fonds", "list"), ("tree",), ("dossier", "list"),
        ("dossier", "show", "PL.1"), ("agency", "list"),
        ("agency", "show", "A1"), ("difficulty", "list"), ("task", "list"),
        ("letter", "list"), ("batch", "list"), ("scan", "list"),
        ("scan", "show", "scans/PL.1.1.tif"), ("import", "list"),
        ("audit", "list"), ("job", "list"), ("job", "show", "1"),
        ("config", "list"), ("doctor",), ("report", "file-list"),
        ("selection", "list"), ("handover", "list"), ("handover", "agreements"),
        ("legal", "list"), ("norm", "list"), ("holiday", "list"),
        ("funding", "list"), ("transfer", "list"), ("filter", "list"),
        ("backup", "list"), ("audit", "show", "2"), ("scan", "checks"),
        ("report", "progress-fonds"), ("report", "fixity"), ("workflow",)):
    look(run(*words), " ".join(words), False)
    look(run(*words, "--json"), " ".join(words) + " --json", False)

# --- the line of progress, on a terminal
def on_terminal(*words):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(program, [program, "--no-input", *words])
    got = b""
    while True:
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        got += more
    os.waitpid(pid, 0)
    os.close(fd)
    return got

for words in (("scan", "ingest", "scans", "--rehash"), ("scan", "verify"),
        ("scan", "check"), ("import", "good.csv"), ("doctor",),
        ("dossier", "list"), ("job", "list"), ("verify", "scans")):
    got = on_terminal(*words)
    assert got, words
    look(got, " ".join(words) + " on a terminal", True)

# --- the screens
def size(fd, rows, cols):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

def drain(fd, quiet, most):
    got, until = b"", time.monotonic() + most
    while time.monotonic() < until:
        if not select.select([fd], [], [], quiet)[0]:
            if got:
                break
            continue
        try:
            got += os.read(fd, 65536)
        except OSError:
            break
    return got

def until_shown(fd, text, what):
    got, end = b"", time.monotonic() + 20
    while text not in got:
        if time.monotonic() > end:
            sys.exit("%s never came: %r" % (what, got[-200:]))
        got += drain(fd, 0.05, 1)
    return got

marks = 0
for rows, cols in ((24, 80), (50, 160)):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(program, [program, "ui", "home"])
    size(fd, rows, cols)
    got = until_shown(fd, b"bansao", "the tree")
    for screen in sys.argv[1:]:
        os.write(fd, b":" + screen.encode() + b"\r")
        got += drain(fd, 0.05, 0.5)
        for key in (b"\t", b"\x1b[B", b"\r", b"\x1b", b"l", b"\x1b", b"j",
                b"\x1b[14~", b"\x1b", b"\x1b", b"y"):
            os.write(fd, key)
            got += drain(fd, 0.02, 0.1)
    os.write(fd, b"\x1b")
    got += drain(fd, 0.1, 0.3)
    os.write(fd, b"Q")
    got += drain(fd, 0.2, 1)
    os.kill(pid, signal.SIGTERM)
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass
    os.close(fd)
    look(got, "screens at %d x %d" % (cols, rows), True)
    marks += got.count(b"^[") + got.count("\u241b".encode()) + got.count(b"\\x")
assert seen > 40000, seen
assert marks > 0, "no mark was seen: the hostile texts were not shown"
PY
python3 hostile.py home dossiers dossier selections batches scans quota \
    handovers estimate agencies tasks letters difficulties reports jobs \
    imports audit settings help || fail 'see above'
figure T-TTY-3 "hostile names, titles, cells and tags in 34 lists as text and JSON, errors, lines of progress, and every key of 18 screens in two sizes: no byte of theirs reached the terminal"
