"""The same work by others, in turn, and what part of their time ours takes
(below 1: faster)."""
import csv
import hashlib
import os
import random
import shutil
import sqlite3
import struct
import subprocess

from process import (BANSAO, ENV, SIZES, best, database, floor, have,
                     line, skipped, table)


def against(title, ours, peers, **more):
    peers = [peer for peer in peers if have(peer[1][0])]
    results = best([ours] + [command for _, command in peers], **more)
    mine = results[0]
    for (name, _), theirs in zip(peers, results[1:]):
        ratio = "" if mine.wall is None or theirs.wall is None else (
            f"{mine.wall / theirs.wall:.2f} ({mine.cpu / theirs.cpu:.2f})"
            if theirs.cpu else "")
        line(title, mine.text(), name, theirs.text(), ratio)


def write_inventory(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Mã phông", "Tên phông", "Mã hồ sơ", "Tiêu đề hồ sơ",
                      "Ngày bắt đầu", "Ngày kết thúc", "Số tờ", "Số trang"])
        for i in range(rows):
            year = 1945 + i % 70
            out.writerow([f"B{i // 400:03d}", f"Phông thử {i // 400}",
                          f"B{i // 400:03d}.{year}.{i:06d}",
                          f"Quyết định số {i} về đất đai huyện Đồng Phú",
                          year, year, 40, 80])


def tiffs(folder, count):
    """Valid TIFF files of about 400 KB: one strip of noise, 8 bits grey."""
    os.makedirs(folder, exist_ok=True)
    width, height = 620, 640
    random.seed(71)
    pixels = random.randbytes(width * height)
    tags = [(256, 3, width), (257, 3, height), (258, 3, 8), (259, 3, 1),
            (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 3, height),
            (279, 4, width * height), (296, 3, 2)]
    for i in range(count):
        data = bytearray(pixels)
        struct.pack_into("<Q", data, 0, i)
        body = struct.pack("<2sHI", b"II", 42, 8 + len(data)) + bytes(data)
        body += struct.pack("<H", len(tags))
        for tag, kind, value in tags:
            body += struct.pack("<HHII", tag, kind, 1, value)
        with open(f"{folder}/B000.1945.000000.1.{i:05d}.tif", "wb") as file:
            file.write(body + struct.pack("<I", 0))
    return sorted(f"{folder}/{name}" for name in os.listdir(folder))


def make_bag(bag, files):
    os.makedirs(f"{bag}/data")
    for path in files:
        os.link(path, f"{bag}/data/{os.path.basename(path)}")
    with open(f"{bag}/bagit.txt", "w", encoding="utf-8") as file:
        file.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    with open(f"{bag}/manifest-sha256.txt", "w", encoding="utf-8") as file:
        for path in files:
            with open(path, "rb") as scan:
                digest = hashlib.sha256(scan.read()).hexdigest()
            file.write(f"{digest}  data/{os.path.basename(path)}\n")


def start_and_quota():
    db = database(SIZES[-1])
    peers = [("`sqlite3 FILE 'select 1'`", ["sqlite3", db, "select 1"])]
    if floor("floor-query"):
        peers.append(("floor-query, same file and sums", [
            floor("floor-query"), db, "1", "SELECT y.year, q.a4, y.a4 FROM"
            " tally_year y LEFT JOIN quota q ON q.year = y.year"]))
    against("`quota`", [BANSAO, "--db", db, "quota"], peers, runs=30)
    against("`--version`", [BANSAO, "--version"],
            [(f"`{name} {option}`", [name, option]) for name, option in (
                ("sqlite3", "--version"), ("mc", "--version"),
                ("htop", "--version"), ("nnn", "-V"), ("tig", "--version"),
                ("less", "--version"), ("git", "--version"))], runs=20)


def take_in(work):
    inventory, fresh = f"{work}/inventory.csv", f"{work}/fresh.db"
    write_inventory(inventory, 100000)
    script = (f"rm -f {fresh} {fresh}-*; '{BANSAO}' --db {fresh} init -q && "
              f"'{BANSAO}' --db {fresh} import {inventory} -q")
    against("import, 100,000 rows, checked", ["sh", "-c", script],
            [("`sqlite3 .import`, checks nothing",
              ["sqlite3", ":memory:", "-cmd",
               f".import --csv {inventory} t", ""])], runs=2)
    files = tiffs(f"{work}/scans", 1000)
    base = f"rm -f {fresh} {fresh}-*; '{BANSAO}' --db {fresh} init -q && "
    against("ingest, 1,000 files of 400 KB: facts, SHA-256, stored",
            ["sh", "-c", base +
             f"'{BANSAO}' --db {fresh} scan ingest {work}/scans -q"],
            [("`openssl dgst -sha256`", ["openssl", "dgst", "-sha256"] + files),
             ("`tiffinfo`", ["tiffinfo"] + files),
             ("`exiftool -csv`", ["exiftool", "-csv"] + files)], runs=3,
            good=(0, 4, 6))
    facts_and_limits(work, files, base, fresh)
    return files


def facts_and_limits(work, files, base, fresh):
    """Facts alone; a second run over 20,000 files; ingest and its limit."""
    scans = f"{work}/scans"
    against("facts alone of the same 1,000 files",
            [BANSAO, "scan", "check", scans, "--json"],
            [("`tiffinfo`, one process", ["tiffinfo"] + files),
             ("`exiftool -csv`, one process", ["exiftool", "-csv"] + files)],
            runs=3, good=(0, 4))
    small = f"{work}/small"
    os.makedirs(small)
    with open(files[0], "rb") as file:
        page = file.read(8000)
    for i in range(20000):
        with open(f"{small}/{i:05d}.tif", "wb") as file:
            file.write(page[:8] + i.to_bytes(8, "little") + page[16:])
    take = [BANSAO, "--db", fresh, "scan", "ingest", small, "-q"]
    best([take], runs=1, good=(0, 4))
    against("ingest again of 20,000 files that are known", take,
            [("`find -ls`", ["find", small, "-ls"])], runs=3, good=(0, 4))
    limit = floor("floor-ingest")
    names = f"{work}/names"
    with open(names, "w", encoding="utf-8") as file:
        file.write("".join(f"{path}\n" for path in files))
    for readers in (2, 8) if limit else ():
        against(f"ingest, warm, {readers} readers", ["sh", "-c", base +
                f"'{BANSAO}' --db {fresh} scan ingest {scans} -q --jobs"
                f" {readers}"],
                [("floor-ingest", ["sh", "-c", f"'{limit}' {work}/limit.db"
                                   f" {readers} <{names}"])], runs=7,
                good=(0, 4, 6))


def look_through(work, files):
    bag = f"{work}/bag"
    make_bag(bag, files)
    peers = [("`openssl dgst -sha256`", ["openssl", "dgst", "-sha256"] + files),
             ("`sha256sum -c`", ["sh", "-c", f"cd {bag} && sha256sum --quiet "
                                 "-c manifest-sha256.txt"])]
    if os.environ.get("BAGIT"):
        peers.append(("`bagit.py --validate`",
                      [os.environ["BAGIT"], "--validate", bag]))
    else:
        skipped.append("bagit.py (BAGIT=PATH)")
    against("verify a bag of 1,000 files, 400 MB", [BANSAO, "verify", bag],
            peers, runs=3)


def build(work, scans):
    """A batch of the same files, as a tar, from disk to disk, synced: checked
    before, hashed on the way, verified after. The others only pack."""
    db = f"{work}/build.db"

    def run(*words, good=(0,)):
        result = subprocess.run([BANSAO, "--db", db, "-q"] + list(words),
                                env=ENV, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, check=False)
        if result.returncode not in good:
            raise RuntimeError(f"{words}: {result.stderr.decode()}")

    run("init")
    run("fonds", "add", "B000", "Phông thử")
    run("dossier", "add", "B000.1945.000000", "Hồ sơ thử", "--fonds", "B000",
        "maintenance=01", "startDate=1945", "endDate=1945",
        "numberOfPage=1000")
    run("scan", "ingest", scans, good=(0, 4))
    run("handover", "agree", "1/VTLTNN", "--date", "01/01/2026", "--profile",
        "bagit")
    with sqlite3.connect(db) as store:
        store.execute("UPDATE dossier SET state = 7")
    store.close()
    run("handover", "new", "BG")
    run("handover", "add", "BG", "--all")
    shutil.copy(db, f"{work}/packed.db")

    def again():
        for name in os.listdir(work):
            if name.startswith("packed.db-") or name.startswith("out"):
                path = f"{work}/{name}"
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        shutil.copy(db, f"{work}/packed.db")

    ours = [BANSAO, "--db", f"{work}/packed.db", "-q", "handover", "build",
            "BG", "--to", f"{work}/out", "--as", "tar"]
    peers = [(name, ["sh", "-c", f"{command} && sync {work}/out.x"])
             for name, command in (
                 ("tar, no hash", f"tar cf {work}/out.x {scans}"),
                 ("bsdtar, no hash", f"bsdtar cf {work}/out.x {scans}"),
                 ("zip -0, no hash", f"zip -q0r - {scans} >{work}/out.x"))
             if have(name.split(",")[0].split()[0])]
    if os.environ.get("BAGIT"):
        peers.append(("bagit.py and tar", [
            "sh", "-c", f"cp -r {scans} {work}/out.b && {os.environ['BAGIT']} "
            f"--sha256 {work}/out.b && tar cf {work}/out.x -C {work} out.b && "
            f"sync {work}/out.x"]))
    against("build: check, hash, pack, sync and verify 1,000 files, 400 MB",
            ours, peers, runs=3, prepare=again)


def ratios(work):
    print("\n## Beside others, the same work\n\n"
          "Milliseconds by the clock, (of the processor), memory at most.")
    table("work", "bansao", "peer", "peer's", "ratio (of processor time)")
    start_and_quota()
    files = take_in(work)
    look_through(work, files)
    build(work, f"{work}/scans")
