"""The screens: what a start and a key cost, by the size of the catalogue, and
beside other programs on the same terminal."""
import os

from commands import floor_rows
from process import (BANSAO, FLOORS, SIZES, database, floor, growth, have,
                     line, milliseconds, table)
from terminal import Screen, median, ninth

SCREENS = ["home", "dossiers", "scans", "selections", "batches", "handovers",
           "quota", "reports", "audit", "imports", "jobs", "settings",
           "agencies", "difficulties", "estimate", "funding", "letters",
           "norms", "tasks", "transfers", "help"]
DOWN, UP, PAGE, BACK = b"\x1bOB", b"\x1bOA", b"\x1b[6~", b"\x1b[5~"
HOME, END = b"\x1bOH", b"\x1bOF"


def ui(size, screen):
    return [BANSAO, "--db", database(size), "ui", screen]


def started(command, runs=3):
    """A screen that stands, and the best start: seconds, processor."""
    starts = []
    for i in range(runs):
        screen = Screen(command)
        starts.append(screen.start()[1:])
        if i + 1 < runs:
            screen.close()
    return screen, min(s[0] for s in starts), min(s[1] for s in starts)


def by_size():
    print("\n## Screens by the size of the catalogue, 80x24\n\n"
          "Start, and End (the last row): milliseconds by the clock, (of the "
          "processor); memory at most.")
    table("screen", *[f"{size} %" for size in SIZES], "growth")
    for name in SCREENS:
        cells, costs = [], []
        for size in SIZES:
            screen, wall, cpu = started(ui(size, name))
            _, end, _, end_cpu = screen.key(END)
            screen.key(BACK)
            screen.key(HOME)
            cells.append(f"{milliseconds(wall)} ({milliseconds(cpu)}), "
                         f"{milliseconds(end)} ({milliseconds(end_cpu)}), "
                         f"{screen.peak():.1f} MB")
            costs.append(cpu + end_cpu)
            screen.close()
        line(f"`ui {name}`", *cells, growth(costs[0], costs[-1])
             if len(costs) > 1 else "")


def gesture(screen, text, times):
    return [screen.key(text) for _ in range(times)]


def cell(keys):
    return (f"{milliseconds(median([k[1] for k in keys]))} "
            f"({milliseconds(median([k[3] for k in keys]))}) / "
            f"{median([k[0] for k in keys])}")


def typed(screen, text):
    screen.key(b"/")
    keys = [screen.key(letter.encode()) for letter in text]
    screen.key(b"\x1b", quiet=0.1)
    return keys


def gestures():
    print("\n## Gestures in the list of all dossiers, 80x24\n\n"
          "Milliseconds by the clock (of the processor) / bytes; medians. "
          "Searching: each letter of five words typed.")
    table("catalogue", "down", "scroll", "page", "end", "home", "up at the end",
          "open 100 % level, close", "search letter: median, p90, worst",
          "MB")
    for size in SIZES:
        screen, _, _ = started(ui(size, "dossiers"), 1)
        down = gesture(screen, DOWN, 12)
        gesture(screen, DOWN, 10)
        scroll = gesture(screen, DOWN, 28)
        page = gesture(screen, PAGE, 20)
        end, up, home = [], [], []
        for _ in range(5):
            end += gesture(screen, END, 1)
            up += gesture(screen, UP, 3)
            home += gesture(screen, HOME, 1)
        letters = []
        for word in ("dong phu", "đường", "bom bo 1999", "h10.002", "zzz"):
            letters += typed(screen, word)
            screen.key(HOME)
        times = [k[1] for k in letters if k[0]]
        work = [k[3] for k in letters if k[0]]
        peak = screen.peak()
        screen.close()
        screen, _, _ = started(ui(size, "home"), 1)
        opened, closed = [], []
        for _ in range(5):
            opened += gesture(screen, b"L", 1)
            closed += gesture(screen, b"q", 1)
        screen.close()
        line(f"{size} %", cell(down), cell(scroll), cell(page), cell(end),
             cell(home), cell(up), f"{cell(opened)}, {cell(closed)}",
             ", ".join(f"{milliseconds(of(times))} ({milliseconds(of(work))})"
                       for of in (median, ninth, max)), f"{peak:.1f}")


def files(folder, count):
    os.makedirs(folder)
    for i in range(count):
        with open(f"{folder}/HS{i:06d}.tif", "w", encoding="ascii"):
            pass


def same_rows(path):
    """The rows that the list of dossiers shows, as a text of 100,000 lines."""
    with open(path, "w", encoding="utf-8") as file:
        for i in range(100000):
            file.write(f" H10.{i // 334 + 1:03d}.{1945 + i % 70}.{i:06d}  "
                       f"Quyết định của Ủy ban nhân dân huyện Đồng Phú về "
                       f"đường liên tỉnh {i}\n")


def beside(work):
    print("\n## Screens beside others, 80x24\n\n"
          "Milliseconds by the clock (of the processor) / bytes; medians. "
          "bansao shows the largest catalogue, the others lists of 100,000 "
          "(nnn, mc: files; less, floor-list: the rows of such a catalogue; "
          "ncdu: 100,000 files; floor-sqlist: 800,000 rows).")
    table("program", "start, ms (processor)", "down", "scroll", "page", "end",
          "home", "MB")
    many, text, sql = f"{work}/many", f"{work}/text", f"{work}/floor.db"
    files(many, 100000)
    same_rows(text)
    if floor("floor-sqlist") and floor("floor-sql"):
        floor_rows(work, sql, 800000)
    rows = [("bansao", ui(SIZES[-1], "dossiers"), DOWN)]
    if floor("floor-list"):
        rows.append(("floor-list raw-marker", [
            f"{FLOORS}/floor-list", "raw-marker", text], b"j"))
        rows.append(("floor-list curses-marker", [
            f"{FLOORS}/floor-list", "curses-marker", text], b"j"))
    if floor("floor-sqlist") and os.path.exists(sql):
        rows.append(("floor-sqlist", [f"{FLOORS}/floor-sqlist", sql], b"j"))
    rows += [("less", ["less", text], b"j"), ("nnn", ["nnn", many], b"j"),
             ("mc", ["mc", many], DOWN), ("htop", ["htop"], DOWN),
             ("tig", ["tig"], b"j"), ("ncdu", ["ncdu", many], b"j")]
    ours = None
    here = os.path.dirname(os.path.abspath(__file__))
    for name, command, down in rows:
        if not have(command[0]):
            continue
        screen = Screen(command, here)
        wall, cpu = screen.start(0.4)[1:]
        if name in ("bansao", "floor-sqlist", "less"):
            screen.close()
            screen, wall, cpu = started(command, 7)
        if name == "bansao":
            ours = (wall, cpu)
        keys = [gesture(screen, down, 12)]
        gesture(screen, down, 12)
        keys.append(gesture(screen, down, 20))
        keys.append(gesture(screen, PAGE, 10))
        keys.append(gesture(screen, END if name != "less" else b"G", 1))
        keys.append(gesture(screen, HOME if name != "less" else b"g", 1))
        line(name, f"{milliseconds(wall)} ({milliseconds(cpu)})",
             *[cell(k) for k in keys], f"{screen.peak():.1f}")
        if name == "floor-sqlist" and ours:
            print(f"| start, bansao to floor-sqlist | {ours[0] / wall:.2f} "
                  f"({ours[1] / cpu:.2f}) | | | | | | |", flush=True)
        screen.close()


def screens(work):
    by_size()
    gestures()
    beside(work)
