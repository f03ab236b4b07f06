"""Every command that looks at the catalogue, by the size of the catalogue."""
import csv
import os
import subprocess

from process import (BANSAO, ENV, FOLDER, SIZES, best, database, floor, growth,
                     line, table)


def listed(db, *words, column=0):
    """One column of a listing."""
    out = subprocess.run([BANSAO, "--db", db] + list(words) + ["--csv"],
                         env=ENV, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False)
    rows = list(csv.reader(out.stdout.decode("utf-8-sig").splitlines()))
    return [row[column] for row in rows[1:] if row]


def first(db, *words, column=0):
    names = listed(db, *words, column=column)
    return names[0] if names else "-"


COMMANDS = [
    "quota", "quota --json", "quota --year 2027", "quota --pace 4500",
    "tree", "tree H10.001", "fonds list", "fonds show H10.001",
    "dossier list --limit 50", "dossier list --limit 50 --sort title",
    "dossier list --fonds H10.001 --limit 50",
    "dossier list --state S9 --limit 50",
    "dossier list --search d --limit 50",
    "dossier list --search 'dong phu' --limit 50",
    "dossier list --search 'Đồng Phú' --limit 50",
    "dossier list --search 'trung tu bom bo 1999' --limit 50",
    "dossier list --search zzz --limit 50",
    "dossier list",
    "dossier show CODE", "workflow", "workflow tag",
    "scan list --dossier CODE", "scan show SCAN", "scan checks",
    "selection list", "selection list --limit 50", "selection show DM.1",
    "selection eligible DM.1", "batch list", "batch list --limit 50",
    "batch show LO.2026-01-01", "handover list", "handover show BG.2026-01",
    "plan show", "estimate list", "agency list", "transfer list",
    "task list", "letter list", "difficulty list",
    "holiday list", "norm list", "funding list", "legal list",
    "audit list", "audit verify", "config", "report list", "doctor --quick",
    "doctor",
]


def words_of(text, code, scan):
    words, inside = [""], False
    for letter in text:
        if letter == "'":
            inside = not inside
        elif letter == " " and not inside:
            words.append("")
        else:
            words[-1] += letter
    return [{"CODE": code, "SCAN": scan}.get(word, word) for word in words]


def report_words(name):
    """What a report cannot be without."""
    needs = {
        "file-list": ["--fonds", "H10.001"],
        "file-list-historical": ["--fonds", "H10.001"],
        "reconciliation": ["--fonds", "H10.001"],
        "selection-list": ["--list", "DM.1"],
        "annual": ["--year", "2026"], "annual-facts": ["--year", "2026"],
    }
    return ["report", name] + needs.get(name, [])


def measure(title, lines, sizes):
    cells, results = [], []
    for size, words in zip(sizes, lines):
        if results and results[-1].wall and results[-1].wall > 5:
            cells.append("not tried")  # ten times five seconds, three times
            continue
        result = best([[BANSAO, "--db", database(size)] + words], runs=5,
                      most=2.0)[0]
        results.append(result)
        cells.append(result.text())
    line(f"`{title}`", *cells, growth(results[0].cpu, results[-1].cpu)
         if len(results) == len(SIZES) > 1 else "")


def commands():
    print("\n## Commands and reports by the size of the catalogue\n\n"
          "Milliseconds by the clock, (of the processor), and memory at most.")
    table("command", *[f"{size} %" for size in SIZES], "growth")
    codes = [first(database(size), "dossier", "list", "--limit", "1")
             for size in SIZES]
    scans = [first(database(size), "scan", "list", "--dossier", code, column=1)
             for size, code in zip(SIZES, codes)]
    for text in COMMANDS:
        measure(text, [words_of(text, code, scan)
                       for code, scan in zip(codes, scans)], SIZES)
    for name in listed(database(SIZES[0]), "report", "list"):
        words = report_words(name)
        measure(" ".join(words), [words] * len(SIZES), SIZES)


def floor_rows(work, db, rows):
    """So many scans by the minimal program, which reads the titles of the
    dossiers from its folder."""
    os.makedirs(f"{work}/tui", exist_ok=True)
    with open(f"{work}/tui/rows.csv", "w", encoding="utf-8") as file:
        file.write("id,code,title\n")
        for i in range(100000):
            file.write(f"{i},HS{i:06d},Quyết định về đất đai năm "
                       f"{1945 + i % 70}\n")
    return best([[floor("floor-sql"), db, str(rows), "app"]], runs=1, most=0,
                cwd=work)[0]


def dump_and_load(work):
    """A catalogue to text and back, beside the rows of a minimal program."""
    size = os.environ.get("BENCH_LOAD", SIZES[min(1, len(SIZES) - 1)])
    if not os.path.exists(f"{FOLDER}/{size}.done"):
        return
    rows = int(80000 * float(size))
    text, copy = f"{work}/dump.txt", f"{work}/loaded.db"

    def away():
        for tail in ("", "-wal", "-shm", ".lock"):
            if os.path.exists(copy + tail):
                os.remove(copy + tail)

    print(f"\n## Bulk: {rows:,} scans with their sums\n")
    table("work", "ms (processor), memory", "rows a second")
    for title, command in [
            ("`make-catalogue`", [os.path.join(os.path.dirname(BANSAO),
             "tests/bench/make-catalogue"), copy, size]),
            ("`dump`", [BANSAO, "--db", database(size), "dump", "-o", text,
                        "--force"]),
            ("`load`", [BANSAO, "--db", copy, "load", text])]:
        away()
        if "make-catalogue" in title:
            subprocess.run([BANSAO, "--db", copy, "init", "-q"], env=ENV,
                           check=False)
        result = best([command], runs=1, most=0)[0]
        line(title, result.text(), "" if result.wall is None else
             f"{rows / result.wall:,.0f}")
    away()
    if floor("floor-sql"):
        result = floor_rows(work, f"{work}/floor.db", rows)
        line("floor-sql, rows then indexes, sums by the program",
             result.text(), "" if result.wall is None else
             f"{rows / result.wall:,.0f}")
