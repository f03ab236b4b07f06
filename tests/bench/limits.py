"""The list of all dossiers beside the least that such a list costs
(floor-screen: SQLite and ncurses, the same rows in the same words), and what
each goal of the screens comes to, in one run."""
import os
import re
import subprocess
import tempfile

from process import (BANSAO, FOLDER, SIZES, database, floor, have, line,
                     milliseconds, table)
from terminal import Screen, median, ninth

DOWN, UP, PAGE = b"\x1bOB", b"\x1bOA", b"\x1b[6~"
HOME, END = b"\x1bOH", b"\x1bOF"
LIMIT = os.path.join(os.path.dirname(BANSAO), "tests/bench/floor-screen")
EVERY = ["tree", "dossiers", "selections", "batches", "scans", "quota",
         "handovers", "estimate", "agencies", "reports", "jobs", "audit",
         "settings"]


def ours(path, screen="dossiers"):
    return [BANSAO, "--db", path, "ui", screen]


def titles(data):
    """The codes and titles in what a program has drawn."""
    text = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b" ", data).decode("utf-8")
    return re.findall(r"…[\d.]+ [^…]{20,}…", text)


def starts(commands, runs=21):
    """In turn, so that what else the machine does meets all alike: medians
    of the clock and of the processor, memory, and what was drawn."""
    found = {name: [] for name in commands}
    drawn = {}
    for _ in range(runs):
        for name, command in commands.items():
            screen = Screen(command)
            _, wall, cpu = screen.start(0.08)
            drawn[name] = screen.all
            found[name].append((wall, cpu, screen.peak()))
            screen.close()
    return {name: [median([one[i] for one in all_]) for i in range(3)]
            for name, all_ in found.items()}, drawn


def instructions(command, quit_key):
    """From the start to the end, and for a step down."""
    if not have("valgrind"):
        return None, None
    counts = []
    for steps in (0, 10):
        with tempfile.NamedTemporaryFile(dir=FOLDER) as out:
            screen = Screen(["valgrind", "--tool=callgrind", "--log-file="
                             "/dev/null", f"--callgrind-out-file={out.name}"]
                            + command)
            screen.settle(1.0, 60)
            for _ in range(steps):
                screen.key(DOWN, 0.2)
            screen.key(quit_key, 0.2)
            os.waitpid(screen.pid, 0)
            os.close(screen.fd)
            with open(out.name, encoding="ascii", errors="replace") as file:
                counts.append(sum(int(text.split()[1]) for text in file
                                  if text.startswith("totals:")))
    return counts[0], (counts[1] - counts[0]) / 10


def steps(screen):
    """The gestures of the goals, each some times."""
    keys = {"down": [screen.key(DOWN) for _ in range(18)]}
    screen.key(DOWN)
    keys["scroll"] = [screen.key(DOWN) for _ in range(30)]
    screen.key(HOME)
    keys["page"] = [screen.key(PAGE) for _ in range(30)]
    keys["end"], keys["home"] = [], []
    for _ in range(7):
        keys["end"].append(screen.key(END))
        keys["home"].append(screen.key(HOME))
    return keys


def of(keys, index, factor=1.0):
    return median([key[index] for key in keys]) * factor


def told(keys):
    return (f"{milliseconds(of(keys, 1))} ({milliseconds(of(keys, 3))}) / "
            f"{of(keys, 0):.0f}")


def jumps(path):
    """To rows all over the list, each from far away: median, and the worst of
    the places."""
    places = []
    screen = Screen(ours(path))
    screen.start()
    for part in ("50%", "1%", "75%", "25%", "99%", "33%"):
        runs = []
        for _ in range(5):
            screen.key(HOME if int(part[:-1]) > 50 else END)
            screen.key(b"#")
            screen.key(part.encode())
            runs.append(screen.key(b"\r"))
        places.append((of(runs, 1), of(runs, 3)))
    screen.close()
    return (median([p[0] for p in places]), median([p[1] for p in places]),
            max(p[0] for p in places), max(p[1] for p in places))


def level(path):
    """A group of all dossiers, opened and closed in the tree: the first time
    of five processes, and later times. A single fonds is open from the
    start."""
    first, opened, closed = [], [], []
    for _ in range(5):
        screen = Screen(ours(path, "home"))
        screen.start()
        screen.key(DOWN)
        first.append(screen.key(b"\r"))
        closed.append(screen.key(b"-"))
        for _ in range(4):
            opened.append(screen.key(b"\r"))
            closed.append(screen.key(b"-"))
        screen.close()
    return first, opened, closed


def search(path):
    screen = Screen(ours(path))
    screen.start()
    keys = []
    for word in ("dong phu", "đường", "bom bo 1999", "h10.002", "zzz",
                 "quyet dinh", "ty dien dia"):
        screen.key(b"/")
        keys += [screen.key(letter.encode()) for letter in word]
        screen.key(b"\x1b", quiet=0.1)
        screen.key(HOME)
    screen.close()
    return [key for key in keys if key[0]]


def everything(path):
    """Memory after browsing, and after every screen was opened above the
    others."""
    screen = Screen(ours(path))
    screen.start()
    for key in (PAGE, END, HOME, DOWN):
        screen.key(key)
    browsing = screen.peak()
    for name in EVERY:
        screen.key(b":" + name.encode(), 0.1)
        screen.key(b"\r", 0.2)
        screen.key(END, 0.1)
    for key in (b"?", END, b"q"):
        screen.key(key, 0.1)
    peak = screen.peak()
    screen.close()
    return browsing, peak


def same(drawn):
    mine, theirs = (titles(drawn[name]) for name in ("bansao", "floor-screen"))
    return sum(one in mine for one in theirs), len(theirs)


def goal(number, what, figure, most, unit=""):
    line(number, what, f"{figure:.2f}{unit}", f"<= {most}{unit}",
         "yes" if figure <= most else "NO")


def beside_three_tables(path):
    """The first picture beside the one of a program whose file has three
    tables, each on a list of its own: started in turn."""
    if not floor("floor-sqlist") or not floor("floor-sql"):
        return
    rows = f"{FOLDER}/rows.db"
    if not os.path.exists(rows):
        subprocess.run([floor("floor-sql"), rows, "800000", "after"],
                       stdout=subprocess.DEVNULL, check=False)
    commands = {"floor-sqlist": [floor("floor-sqlist"), rows]}
    for name in ("scans", "dossiers", "home"):
        commands[name] = ours(path, name)
    begun, _ = starts(commands, 41)
    for name in ("scans", "dossiers", "home"):
        goal(9, f"start of {name}, {milliseconds(begun[name][0])} ms, to "
             f"floor-sqlist's {milliseconds(begun['floor-sqlist'][0])} on "
             "three tables", begun[name][0] / begun["floor-sqlist"][0], 1.25)


def limits(one):
    """one: a catalogue whose dossiers are all in one group."""
    print("\n## The list and the least it costs, 80x24\n\n"
          "The same rows in the same words: floor-screen (tests/bench) reads "
          "them from the same catalogue with keyset windows and draws them "
          "with ncurses; it has no colour and can only move. Milliseconds by "
          "the clock (of the processor) / bytes; medians, started in turn.")
    if not have(LIMIT):
        return
    path = database(SIZES[-1])
    commands = {"bansao": ours(path), "floor-screen": [LIMIT, path],
                "floor-screen, rows reversed": [LIMIT, path, "rows"]}
    begun, drawn = starts(commands)
    print("\nRows that both draw alike: %d of %d." % same(drawn))
    table("program", "start", "instructions, start to end", "for a step",
          "down", "scroll", "page", "end", "home", "MB")
    keys, counts = {}, {}
    for name, command in commands.items():
        screen = Screen(command)
        screen.start()
        keys[name] = steps(screen)
        peak = screen.peak()
        screen.close()
        counts[name] = instructions(command, b"Q" if name == "bansao" else
                                    b"q")
        line(name, f"{milliseconds(begun[name][0])} "
             f"({milliseconds(begun[name][1])})",
             *["" if n is None else f"{n:,.0f}" for n in counts[name]],
             *[told(k) for k in keys[name].values()], f"{peak:.1f}")
    mine, least = keys["bansao"], keys["floor-screen"]
    first, opened, closed = level(one)
    far, near = jumps(path), jumps(database(SIZES[0]))
    letters = search(path)
    browsing, everywhere = everything(path)
    print("\n(The step is compared with nnn in the table above; the write() "
          "calls are counted by tests/tui/bytes.sh.)")
    table("goal", "what", "figure", "wanted", "reached")
    goal(1, "bytes of a step down", of(mine["down"], 0), 40)
    goal(2, "bytes of a scroll, to the floor's", of(mine["scroll"], 0) /
         of(least["scroll"], 0), 1.15)
    goal(3, "bytes of a page, to the floor's", sum(
        k[0] for k in mine["page"]) / sum(k[0] for k in least["page"]), 1.02)
    goal(4, "ms of a step, nine of ten", ninth([k[1] for k in mine["down"]]) *
         1000, 0.35)
    if counts["bansao"][1]:
        goal(5, "instructions of a step, thousands",
             counts["bansao"][1] / 1000, 150)
    goal(6, "ms of End", of(mine["end"], 1, 1000), 0.8)
    goal(6, "ms of Home", of(mine["home"], 1, 1000), 0.8)
    goal(6, "ms of a jump, the worst place", far[2] * 1000, 0.8)
    goal(6, f"a jump at {SIZES[-1]} % to one at {SIZES[0]} %, processor",
         far[1] / near[1], 1.1)
    goal(7, "ms to open a group of all dossiers, the first time",
         of(first, 1, 1000), 1.5)
    goal(7, "ms to open it again", of(opened, 1, 1000), 1.5)
    goal(7, "ms to close it", of(closed, 1, 1000), 0.5)
    goal(8, "ms of a letter searched, nine of ten",
         ninth([k[1] for k in letters]) * 1000, 2)
    goal(8, "the same, the worst", max(k[1] for k in letters) * 1000, 5)
    goal(9, "start, to floor-screen's on the same catalogue",
         begun["bansao"][0] / begun["floor-screen"][0], 1.25)
    goal(9, "the same, processor", begun["bansao"][1] /
         begun["floor-screen"][1], 1.25)
    beside_three_tables(path)
    goal(10, "MB browsing", browsing, 6)
    goal(10, "MB with every screen opened", everywhere, 8)

