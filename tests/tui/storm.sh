# A terminal that changes its size all the time, keys of all kinds in between,
# and one that goes away at every screen: no crash, out within two seconds, no
# spinning, the queue of writers free.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
for i in 1 2 3 4 5 6 7 8; do
	runs 0 "$BANSAO" dossier add "PL.$i" "Hồ sơ số $i" --fonds PL
done

cat >storm.py <<'PY'
import fcntl, os, pty, random, resource, select, signal, struct, sys, termios, time

program = os.environ["BANSAO"]
random.seed(71)

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
        ready, _, _ = select.select([fd], [], [], 0.02)
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
for i in range(200):
    size(fd, random.randint(1, 60), random.randint(1, 200))
    os.write(fd, random.choice(keys))
    drain(fd, 0.005)
size(fd, 24, 80)
drain(fd, 0.3 * slow)
os.write(fd, b"\x1b")
drain(fd, 0.2 * slow)
os.write(fd, b"\x1b")
drain(fd, 0.2 * slow)
os.write(fd, b"\x0c")
assert b"PL.1" in drain(fd, 0.5 * slow), "the list is not drawn after the storm"
os.write(fd, b"Q")
status, usage = wait_end(pid, 10, "Q after the storm", fd)
assert status == 0, "status %x after the storm" % status

# --- gone, at every screen, by signal and by a terminal that is closed
for screen in sys.argv[1:]:
    for how in ("HUP", "TERM", "close"):
        pid, fd = start("ui", screen)
        drain(fd, 0.25 * slow)
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
