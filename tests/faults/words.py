"""Every command with rubbish, by its own grammar: words.py ROOM SEED COUNT.

The commands, their words and options are asked of the program (--help), so a
new command is tried as soon as it exists. Each invocation is right in most of
its parts and wrong in a few: options swapped, missing, repeated, unknown, with
values of another kind, numbers beyond every limit, bytes that are no text. Of
each one is asked: an exit status that is documented; on failure one sentence,
in Vietnamese, without the words of SQLite; no control byte, no bad UTF-8; and
a catalogue that is as it was. The same seed does the same.
"""
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys

room, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
program = os.environ["BANSAO"]
stop_at = int(os.environ.get("WORDS_STOP", "20"))
only = os.environ.get("WORDS_ONLY", "")
random.seed(seed)
os.chdir(room)

# Commands that show screens, or make whole archives, are told elsewhere.
LEFT_OUT = {"ui", "demo"}
# What may end unwell and yet have stored what it found out.
MAY_STORE = {("scan", 4), ("handover", 4), ("quota", 6), ("import", 4),
             ("scan", 1), ("batch", 4), ("restore", 1)}
RAW = re.compile(rb"SQL|constraint|no such (table|column)|syntax|\(null\)|"
                 rb"%[sdl]|datatype|FOREIGN|UNIQUE|NOT NULL|0x[0-9a-f]{6}")
ENGLISH = re.compile(r"\b(the|is|not|of|cannot|there|needs|no|file|directory|"
                     r"invalid|failed|denied|permission|with|for|must|and|"
                     r"error|argument|long|exists)\b", re.I)
REPORT = re.compile(rb"AddressSanitizer|runtime error|LeakSanitizer|"
                    rb"UndefinedBehavior|Assertion")


def ask(*words):
    return subprocess.run([program, "--lang", "en", *words], text=True,
                          capture_output=True, check=True).stdout


def grammar():
    """[(command, verb or None, [words], [(option, value or None)])]"""
    found = []
    names = re.findall(r"^  ([a-z]+) {2,}", ask("--help").split("Commands:")[1]
                       .split("Options anywhere:")[0], re.M)
    for name in names:
        if name in LEFT_OUT:
            continue
        for line in ask(name, "--help").splitlines()[1:]:
            at = re.match(rf"^  {name}\b(.*)$", line)
            if at:
                usage = re.split(r" {2,}", at[1].strip())[0].split()
                verb = None
                if usage and re.fullmatch("[a-z][a-z-]*", usage[0]):
                    verb = usage.pop(0)
                found.append((name, verb, usage, []))
                continue
            at = re.match(r"^      (?:-\w, )?--([a-z0-9-]+)(?: (\S+))?", line)
            if at and found and found[-1][0] == name:
                value = at[2] if at[2] and (at[2].isupper() or re.search(
                    "[A-Z|]", at[2])) else None
                found[-1][3].append((at[1], value))
    return found


CODES = ["P1", "P1.1", "P1.2", "P1.3", "P1.4", "P2", "DM1", "LO1", "BG1",
         "TT1", "CQ1", "NV1", "DT1", "NL1", "KK1", "loc1", "dau", "1/CV", "1", "2", "S4", "nothing"]
NUMBERS = ["0", "1", "-1", "7", "2026", "2027", "99999", "-99999", "1e9", "1.5",
           "1,5", "1.000.000", "9223372036854775807", "9223372036854775808",
           "-9223372036854775808", "99999999999999999999999", "0x10", "1/0",
           "nan", "inf", "+3", " 4 ", "４", "1-5", "2,5", "0,6"]
# What the catalogue of words.sh has, by the command that knows it.
THERE = {"agency": ["CQ1"], "task": ["NV1"], "estimate": ["DT1"], "transfer":
         ["NL1"], "difficulty": ["KK1"], "filter": ["loc1"], "letter": ["1"],
         "batch": ["LO1", "P1.1"], "handover": ["BG1", "TT1", "P1.1"],
         "selection": ["DM1", "P1.1", "P1.3", "P1.*"], "fonds": ["P1", "P2"],
         "dossier": ["P1.1", "P1.3", "P1.4"], "tag": ["P1.3", "P1.4", "P1.*"],
         "hold": ["P1.1", "P1.4"], "release": ["P1.1"], "funding": ["DT1", "1"],
         "untag": ["P1.3", "P1.1"], "receive": ["P1.4"], "plan": ["DM1", "2026"],
         "report": ["annual", "file-list", "quota", "estimate", "progress-fonds"],
         "workflow": ["tag", "submit"], "config": ["approver", "four_eyes"]}
WORDS = ["yes", "no", "in", "out", "labour", "price", "norm", "digitise", "spent",
         "arrange", "allocated", "budget", "integrated", "a4", "pages", "none",
         "annual-report", "open", "closed", "both"]
DATES = ["2026-11-27", "27/11/2026", "2026", "0000-00-00", "2026-02-30",
         "29/02/2025", "99999-01-01", "-1-1-1", "1/1/1", "hom nay", "2026-13-01",
         "2026-11-27T25:61:61", "0001-01-01", "9999-12-31"]
PATHS = ["x.csv", "in", "out.tmp", "nowhere/x", "in/fifo", "/dev/full", "k.db",
         "/dev/null", ".", "..", "a" * 300, "a/" * 3000, "in/loop", "garbage.bin",
         "bag", "x.pem", "out.csv", "out.json", "out.html", "in/none"]
TEXTS = ["", " ", "Hồ sơ", "\u202eabc", "x" * 5000, "\x1b]0;a\x07", "a\nb", "a\tb",
         "'; DROP TABLE dossier; --", "%s%n%d", "-", "--", "=1+1", "\\", "\"",
         "đ" * 500, "a=b", "title=", "=x", "numberOfPage=-1", "title=Tên",
         "rev=9", "fonds=KHONG", "null", "có", "không"]
BYTES = [b"\xff\xfe", b"\xc3", b"abc\x80def", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"]


def value(kind, command=""):
    """Mostly of the kind that is asked for."""
    roll = random.random()
    if roll < 0.06:
        return random.choice(BYTES)
    if roll < 0.25:
        return random.choice(CODES + NUMBERS + DATES + PATHS + TEXTS)
    kind = (kind or "").strip("[].")
    if "|" in kind:
        return random.choice(kind.split("|"))
    if "FIELD" in kind:
        return random.choice(["title", "note", "numberOfPage", "code", "from",
                              "khong-co", "language"]) + "=" + text(
            random.choice([CODES, NUMBERS, DATES, TEXTS]))
    if re.search("DATE|FROM|UNTIL|DAY", kind):
        return text(DATES)
    if command in THERE and kind in ("NUMBER", "YEAR") and roll < 0.6:
        return text(THERE[command])
    if re.search(r"^N$|YEAR|COUNT|AMOUNT|METRES|MM|PERCENT|BYTES|NUMBER|PAGES",
                 kind):
        return text(NUMBERS)
    if re.search("DIR|FILE|FOLDER|PATH|BAG", kind):
        return text(PATHS)
    if kind == "WORD":
        return text(WORDS)
    if re.search("TEXT|TITLE|WHY|NAME|REASON", kind):
        return text(TEXTS)
    return text(THERE.get(command, CODES) if roll < 0.85 else CODES)


def text(values):
    return random.choice(values)


def invocation(rules):
    name, verb, words, options = random.choice(rules)
    line = [] if verb is None else [verb]
    for word in words:
        if word in ("...", "-") or random.random() < 0.08:
            continue
        if word.startswith("[") and random.random() < 0.5:
            continue
        line += [value(word, name) for _ in range(1 + ("..." in word and
                                            random.random() < 0.3))]
    if random.random() < 0.08:
        line.append(value(None))
    for option, kind in options:
        if random.random() > (0.45 if len(options) < 8 else 0.25):
            continue
        for _ in range(2 if random.random() < 0.07 else 1):
            roll = random.random()
            if kind is None:
                line.append("--" + option if roll < 0.95 else
                            f"--{option}=x")
            elif roll < 0.06:
                line.append("--" + option)
            elif roll < 0.5:
                line += ["--" + option, value(kind, name)]
            else:
                given = value(kind, name)
                line.append(("--%s=" % option).encode() + (
                    given if isinstance(given, bytes) else
                    os.fsencode(given)))
    if random.random() < 0.04:
        line.append(random.choice(["--khong-co", "-Z", "--", "-", "--=", "-nq",
                                   "--help", "-h", "--version"]))
    if random.random() < 0.1:
        line += random.choice([["--json"], ["--csv"], ["-n"], ["-q"], ["-v"],
                               ["--force"], ["-o", text(PATHS)],
                               ["--json", "--csv"]])
    if random.random() < 0.05:
        random.shuffle(line)
    line = [w.replace(b"\0", b"") if isinstance(w, bytes) else
            os.fsencode(w.replace("\0", "")) for w in line]
    return name, verb, [name.encode(), *line]


def make_input():
    os.mkdir("in")
    os.mkfifo("in/fifo")
    os.symlink("loop", "in/loop")
    with open("x.csv", "w", encoding="utf-8") as out:
        out.write("Mã hồ sơ,Tiêu đề,Số tờ\nZ.1,Hồ sơ Z,5\n")
    with open("garbage.bin", "wb") as out:
        out.write(random.randbytes(3000))
    os.mkdir("bag")
    with open("bag/bagit.txt", "w", encoding="utf-8") as out:
        out.write("BagIt-Version: 1.0\n")
    shutil.copy("garbage.bin", "x.pem")


def state(path):
    """What a failed command must not change: every row but those of chance."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return db.execute(
                "SELECT (SELECT count(*) || ':' || max(seq) FROM audit),"
                " (SELECT count(*) || ':' || sum(rev) FROM dossier),"
                " (SELECT count(*) FROM fonds), (SELECT count(*) FROM scan),"
                " (SELECT count(*) FROM selection_item),"
                " (SELECT count(*) FROM handover),"
                " (SELECT total(length(value)) FROM setting)").fetchone()
    except sqlite3.Error as problem:
        return str(problem)


def judge(name, words, run, before, after):
    problems = []
    err, status = run.stderr, run.returncode
    if status not in (0, 1, 2, 3, 4, 5, 6, 7, 130):
        problems.append(f"status {status}")
    if REPORT.search(err) or REPORT.search(run.stdout):
        problems.append("a report of the sanitizers")
    if status not in (0, 4, 6) and not err.strip():
        problems.append("failed without a word")
    last = err.strip().split(b"\n")[-1]
    if status in (1, 2, 3, 5, 7) and not last.startswith(b"bansao: "):
        problems.append("the last line is not the reason")
    if RAW.search(quoted(err, words)):
        problems.append("words of a library")
    for stream in (err, run.stdout):
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]",
                     stream.replace(b"\r\n", b"\n")):
            problems.append("a control byte")
        try:
            stream.decode()
        except UnicodeDecodeError:
            problems.append("not UTF-8")
    said = quoted(last, words).decode(errors="replace")
    if status in (1, 2, 3, 4, 5, 7) and len(ENGLISH.findall(said)) > 0:
        problems.append("English: " + " ".join(ENGLISH.findall(said)))
    if status in (1, 2, 3, 5, 7) and before != after and \
            (name, status) not in MAY_STORE:
        problems.append(f"failed and stored: {before} {after}")
    return problems


def quoted(said, words):
    """Without what the invocation said itself, and what stands in quotes."""
    said = re.sub(rb'"[^"]*"', b"", said)
    said = re.sub(rb"\S*[/|]\S*|--[a-z-]+|\b[a-z]+=", b"", said)
    for word in sorted(words, key=len, reverse=True):
        for part in (word, word.split(b"=", 1)[-1], word.lstrip(b"-")):
            if len(part) > 2:
                said = said.replace(part, b"")
    return said


def main():
    make_input()
    rules = grammar()
    if only:
        rules = [r for r in rules if r[0] in only.split(",")]
    environment = dict(os.environ, BANSAO_LANG="vi", BANSAO_DB=room + "/k.db")
    shutil.copy("k.db", "pristine.db")
    tally, bad, seen = {}, 0, set()
    for number in range(count):
        name, verb, words = invocation(rules)
        if number % 50 == 0 or name in ("init", "restore", "load"):
            for file in ("k.db", "k.db-wal", "k.db-shm"):
                if os.path.lexists(file):
                    os.unlink(file)
            shutil.copy("pristine.db", "k.db")
        before = state("k.db")
        try:
            run = subprocess.run([program, b"--no-input", *words], timeout=60,
                                 env=environment, stdin=subprocess.DEVNULL,
                                 capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            run = subprocess.CompletedProcess(words, 124, b"", b"")
        except OSError:
            continue
        tally[run.returncode] = tally.get(run.returncode, 0) + 1
        problems = judge(name, words, run, before, state("k.db"))
        if problems:
            kind = (name, verb, tuple(p[:24] for p in problems))
            if kind in seen:
                continue
            seen.add(kind)
            bad += 1
            print(f"seed {seed} number {number}: {'; '.join(problems)}")
            print("   ", *[w[:80] for w in words])
            print("   ", run.returncode, run.stderr[-600:].decode(
                errors="backslashreplace"))
            if bad >= stop_at:
                break
        if number % 100 == 99:
            for check in (["audit", "verify"],):
                run = subprocess.run([program, *check], env=environment,
                                     capture_output=True, check=False)
                if run.returncode != 0:
                    print(number, check, run.stderr)
                    bad += 1
    print("tried", count, "by", len(rules), "rules:",
          " ".join(f"{k}:{v}" for k, v in sorted(tally.items())))
    sys.exit(bad > 0)


main()
