# Something ends or stops the program at every screen, with words in a form
# that are not saved: the end of the line, of the terminal, signals, a stop
# and its end. It goes within two seconds without spinning, frees the lock of
# writers, and keeps what was typed as a draft.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
runs 0 "$BANSAO" dossier add PL.1 "Hồ sơ" --fonds PL
cat >gone.py <<'PY'
import fcntl, os, pty, select, signal, struct, sys, termios, time

program = os.environ["BANSAO"]
slow = float(os.environ.get("SLOW", "1"))

def as_a_shell_does(tell):
    """Returns in a job of its own, which the session's leader would continue;
    nobody else is stopped by SIGTSTP."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        return
    os.write(tell, b"%d" % child)
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            os._exit(os.waitstatus_to_exitcode(status) & 255)

class Session:
    def __init__(self, screen, how):
        self.what = screen + " " + how
        self.how = how
        self.state = os.path.abspath("state-%s-%s" % (screen, how))
        self.got = b""
        told, tell = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.environ["XDG_STATE_HOME"] = self.state
            if how == "TSTP":
                as_a_shell_does(tell)
            os.execv(program, [program, "ui", screen])
        self.program = int(os.read(told, 20)) if how == "TSTP" else self.pid
        os.close(told)
        os.close(tell)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ,
            struct.pack("HHHH", 24, 80, 0, 0))

    def read(self, seconds):
        if self.fd >= 0 and select.select([self.fd], [], [], seconds)[0]:
            try:
                self.got += os.read(self.fd, 65536)
            except OSError:
                pass

    def until(self, text):
        end = time.monotonic() + 30
        while text not in self.got:
            if time.monotonic() > end:
                sys.exit("%s: %r never came: %r" % (self.what, text,
                    self.got[-300:]))
            self.read(0.1)

    def keys(self, text):
        self.got = b""
        os.write(self.fd, text)

    def finish(self):
        begun = time.monotonic()
        while True:
            done, status, usage = os.wait4(self.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - begun > 20:
                sys.exit("%s: still running" % self.what)
            if self.how != "stalled":
                self.read(0.01)
            else:
                time.sleep(0.01)
        took = time.monotonic() - begun
        assert took < 2 * slow, "%s: %.1f s" % (self.what, took)
        assert usage.ru_utime + usage.ru_stime < 2.5 * slow, self.what
        return os.WIFEXITED(status)

for screen in sys.argv[1:]:
    all = [Session(screen, how) for how in
        ("HUP", "TERM", "closed", "PIPE", "TSTP")]
    for s in all:
        s.until(b"bansao")
        s.keys(b":fonds add\r")
    for s in all:
        s.until(b"fonds add:")
        s.keys(b"CHUA-LUU")
    for s in all:
        s.until(b"LUU")
    for s in all:
        if s.how == "closed":
            os.close(s.fd)
            s.fd = -1
        elif s.how in ("HUP", "TERM"):
            os.kill(s.pid, getattr(signal, "SIG" + s.how))
        elif s.how == "PIPE":
            os.kill(s.pid, signal.SIGPIPE)  # nothing happens: it answers
            s.keys(b"-2")
            s.until(b"2")
            os.kill(s.pid, signal.SIGTERM)
        else:
            os.kill(s.program, signal.SIGTSTP)
            end = time.monotonic() + 20
            while open("/proc/%d/stat" % s.program).read().rsplit(")",
                    1)[1].split()[0] != "T":
                assert time.monotonic() < end, "%s: not stopped" % s.what
                s.read(0.02)
            s.read(0.2)
            assert b"\x1b[?1049l" in s.got, "%s: keeps the terminal" % s.what
            os.kill(s.program, signal.SIGCONT)
            s.keys(b"\x0c")
            s.until(b"CHUA-LUU")
            os.kill(s.program, signal.SIGTERM)
    for s in all:
        assert s.finish(), "%s: it did not end by itself" % s.what
        if s.fd >= 0:
            os.close(s.fd)
        draft = open(s.state + "/bansao/drafts/command-fonds-add").read()
        assert "CHUA-LUU" in draft, "%s: %r" % (s.what, draft)
        assert os.stat(s.state + "/bansao/drafts").st_mode & 0o77 == 0
    lock = open("bansao.db.lock", "r+")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lock.close()
PY
python3 gone.py home dossiers selections batches scans quota handovers \
    estimate agencies tasks reports jobs audit settings help ||
	fail 'see above'
figure T-TTY-1 "15 screens x 5 ways of being left (SIGHUP, closed terminal, SIGTERM, SIGPIPE, SIGTSTP) with unsaved text: ended, lock free, text offered again"
