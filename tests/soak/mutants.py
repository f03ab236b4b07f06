"""T-MUT: do the tests see when the store, the packages or the audit chain are
wrong? One thing is changed in one line, that is built, and the tests that
belong to the file are run until one fails: the mutant is killed. One that lives
is told with its line; where a person has found that it cannot be seen from
outside, it stands in tests/soak/equivalent, with the reason.

MUTANTS (200) are chosen by MUTANT_SEED (1), evenly over the lines of the files;
MUTANT_FILES (all that belong to it) narrows them. It works in a copy of the
built tree. Broken is when fewer than nine of ten are killed."""
import glob
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.abspath(os.environ.get("srcdir", "."))
BUILT = os.path.abspath(os.environ.get("top_builddir", "."))
WANTED = int(os.environ.get("MUTANTS", "200"))
SEED = int(os.environ.get("MUTANT_SEED", "1"))
PATIENCE = 180  # a test that hangs has seen it, too

STORE = ["tests/test_store", "tests/test_tag", "tests/cli/sums.sh",
         "tests/cli/audit.sh", "tests/cli/catalogue.sh",
         "tests/cli/dump.sh", "tests/cli/exchange.sh", "tests/cli/doctor.sh",
         "tests/cli/import.sh", "tests/faults/chain.sh"]
PACKAGE = ["tests/test_bag", "tests/cli/handover.sh", "tests/cli/packages.sh",
           "tests/cli/verify.sh", "tests/cli/handover-batch.sh",
           "tests/cli/eark.sh", "tests/cli/handover-names.sh",
           "tests/cli/bags.sh", "tests/cli/handover-words.sh",
           "tests/cli/handover-sign.sh", "tests/cli/handover-kill.sh",
           "tests/faults/handover.sh"]
GROUPS = [("src/db*.c", STORE), ("src/audit*.c", STORE),
          ("src/tally.c", STORE), ("src/format_*.c", PACKAGE),
          ("src/bag*.c", PACKAGE), ("src/package*.c", PACKAGE),
          ("src/handover*.c", PACKAGE)]
# The test that most likely sees it comes first.
FIRST = {"src/db_dump.c": "tests/cli/dump.sh",
         "src/db_merge": "tests/cli/exchange.sh",
         "src/db_backup.c": "tests/faults/backup.sh",
         "src/db_keep.c": "tests/faults/backup.sh",
         "src/db_lock.c": "tests/faults/store.sh",
         "src/db_rights.c": "tests/faults/rights.sh",
         "src/db_check.c": "tests/faults/damage.sh",
         "src/db_whole.c": "tests/faults/damage.sh",
         "src/db_fail.c": "tests/faults/disk.sh",
         "src/db_constraint.c": "tests/cli/catalogue.sh",
         "src/audit_verify.c": "tests/cli/audit.sh",
         "src/format_eark": "tests/cli/eark.sh",
         "src/handover_volume.c": "tests/cli/handover-batch.sh",
         "src/handover_minutes.c": "tests/cli/handover-batch.sh"}

CHANGES = [
    (r" == ", " != "), (r" != ", " == "), (r" < ", " <= "), (r" > ", " >= "),
    (r" <= ", " < "), (r" >= ", " > "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ 1\b", " + 2"), (r" - 1\b", ""), (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"), (r"if \(!", "if ("), (r"return !", "return "),
    (r" \+= ", " -= "), (r"\+\+", "--"), (r"\b0\b", "1"),
    (r"^(\t+)(\w[\w>.-]*\([^;]*\);)$", r"\1;"),  # a call left out
    (r"^(\t+)(\w[\w>.-]* = [^;]*;)$", r"\1;"),  # an assignment left out
]


def lines_of(path):
    """The lines of functions that may be changed: neither comments nor
    declarations, texts nor preprocessor."""
    with open(path, encoding="utf-8") as file:
        text = file.read().split("\n")
    inside = comment = False
    for number, line in enumerate(text):
        if line.startswith("{"):
            inside = True
        elif line.startswith("}"):
            inside = False
        if "/*" in line:
            comment = "*/" not in line
            continue
        if comment:
            comment = "*/" not in line
            continue
        declares = re.match(r"^\t(static |const |struct |enum |char |int\d*|"
                            r"size_t|bool |uint|void |FILE)", line)
        if inside and line.startswith("\t") and not declares \
                and '"' not in line and not line.strip().startswith("case"):
            yield number, line


def mutants():
    found = []
    for pattern, tests in GROUPS:
        for path in sorted(glob.glob(os.path.join(SOURCE, pattern))):
            name = os.path.relpath(path, SOURCE)
            for number, line in lines_of(path):
                for change, (old, new) in enumerate(CHANGES):
                    if re.search(old, line):
                        found.append((name, number, change, tests))
    only = os.environ.get("MUTANT_FILES", "").split()
    if only:
        found = [one for one in found if one[0] in only]
    random.Random(SEED).shuffle(found)
    return found


def equivalents():
    """FILE: the line as it is -> the line as it was made, # the reason."""
    known = set()
    path = os.path.join(SOURCE, "tests/soak/equivalent")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    known.add(line.rsplit("  # ", 1)[0].strip())
    return known


def run(command, cwd, patience):
    """Its status; 124 for one that took too long."""
    child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, shell=True,
                             start_new_session=True)
    try:
        return child.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return 124


def order(name, tests):
    for begin, test in FIRST.items():
        if name.startswith(begin):
            return [test] + [one for one in tests if one != test]
    return tests


def killer(name, tests, room):
    """The test that sees it, or None."""
    for test in order(name, tests):
        module = not test.endswith(".sh")
        if module and run(f"make -s {test}", room, 300) != 0:
            return "does not link"
        status = run(f"env TMPDIR={room}/tmp MUT=1 srcdir=. top_srcdir={room} "
                     f"top_builddir={room} BANSAO={room}/bansao "
                     f"BANSAO_WORK={room}/bansao-work LC_ALL=C.UTF-8 "
                     f"TZ=Asia/Ho_Chi_Minh {'./' if module else 'sh '}{test}",
                     room, PATIENCE)
        if status not in (0, 77):
            return test + (" (hangs)" if status == 124 else "")
    return None


def main():
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    room = tempfile.mkdtemp(prefix="bansao-mutants.", dir=base)
    os.rmdir(room)
    shutil.copytree(BUILT, room, symlinks=True, ignore=shutil.ignore_patterns(
        ".git", "*.log", "*.trs"))
    os.makedirs(room + "/tmp", exist_ok=True)
    os.environ["KILL_ROUNDS"] = os.environ["BANSAO_KILLS"] = "5"
    os.environ["FUZZ_SECONDS"] = "1"
    known, lives, killed, same, broken = equivalents(), [], 0, 0, 0
    if run("make -s", room, 900) != 0:
        print("the copy does not build")
        return 1
    begun = time.monotonic()
    for name, number, change, tests in mutants():
        if killed + len(lives) >= WANTED:
            break
        path = os.path.join(room, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        lines = text.split("\n")
        was = lines[number]
        old, new = CHANGES[change]
        lines[number] = re.sub(old, new, was, count=1)
        what = f"{name}: {was.strip()} -> {lines[number].strip()}"
        if what in known:
            same += 1
            continue
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        if run("make -s bansao bansao-work bansao-read", room, 300) != 0:
            broken += 1
        else:
            seen = killer(name, tests, room)
            if seen == "does not link":
                broken += 1
            elif seen is None:
                lives.append(what)
                print(f"lives: line {number + 1} of {what}", flush=True)
            else:
                killed += 1
                print(f"killed by {seen}: {what}", flush=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    shutil.rmtree(room, ignore_errors=True)
    all_ = killed + len(lives)
    told = (f"{all_} mutants of store, packages and audit (seed {SEED}): "
            f"{killed} killed, {len(lives)} live; {same} known as equivalent, "
            f"{broken} did not compile; {(time.monotonic() - begun) / 60:.0f} "
            f"min")
    print(f"FIGURE\tT-MUT\t{told}")
    results = os.environ.get("BANSAO_RESULTS")
    if results:
        with open(results, "a", encoding="utf-8") as file:
            file.write(time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()) +
                       f"\tT-MUT\t{told}\n")
    return 0 if all_ > 0 and killed * 10 >= all_ * 9 else 1


sys.exit(main())
