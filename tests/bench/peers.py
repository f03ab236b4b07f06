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


def tiffs(folder, count, width=620, height=640, samples=1):
    """Valid TIFF files, of about 400 KB unless another size is said: one strip
    of noise, 8 bits a sample."""
    os.makedirs(folder, exist_ok=True)
    random.seed(71)
    pixels = random.randbytes(width * height * samples)
    # 258: the bits of one sample, or the place of those of three.
    tags = [(256, 3, 1, width), (257, 3, 1, height),
            (258, 3, samples, 8), (259, 3, 1, 1),
            (262, 3, 1, 1 if samples == 1 else 2), (273, 4, 1, 16),
            (277, 3, 1, samples), (278, 3, 1, height),
            (279, 4, 1, len(pixels)), (296, 3, 1, 2)]
    for i in range(count):
        data = bytearray(pixels)
        struct.pack_into("<Q", data, 0, i)
        body = struct.pack("<2sHIHHHH", b"II", 42, 16 + len(data), 8, 8, 8, 0)
        body += bytes(data) + struct.pack("<H", len(tags))
        for tag, kind, many, value in tags:
            body += struct.pack("<HHII", tag, kind, many, value)
        with open(f"{folder}/B000.1945.000000.1.{i:05d}.tif", "wb") as file:
            file.write(body + struct.pack("<I", 0))
    os.sync()  # else who syncs first writes them for all
    return sorted(f"{folder}/{name}" for name in os.listdir(folder))


def hole(path, width, height):
    """A page of black pixels that takes no room on the disk: one strip."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1),
            (262, 3, 1), (273, 4, 4096), (277, 3, 1), (278, 4, height),
            (279, 4, width * height)]
    with open(path, "wb") as file:
        file.write(struct.pack("<2sHIH", b"II", 42, 8, len(tags)) +
                   b"".join(struct.pack("<HHII", tag, kind, 1, value)
                            for tag, kind, value in tags) + bytes(4))
        file.truncate(4096 + width * height)
    return path


def forget(files):
    """Let the kernel drop what it keeps of the files, so that the disk is
    asked again; what is not yet written cannot be dropped."""
    for path in files:
        file = os.open(path, os.O_RDONLY)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)


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


def facts_alone(title, folder, files):
    peers = [("`tiffinfo`, one process", ["tiffinfo"] + files)]
    if len(files) <= 1000:      # more take it half a minute
        peers.append(("`exiftool -csv`, one process",
                      ["exiftool", "-csv"] + files))
    loop = floor("floor-tags")
    if loop:
        names = f"{folder}.names"
        with open(names, "w", encoding="utf-8") as file:
            file.write("".join(f"{path}\n" for path in files))
        peers += [(f"floor-tags {mode}, 2 threads", [
            "sh", "-c", f"'{loop}' {mode} 2 <{names}"])
            for mode in ("rm", "raw")]
    against(title, [BANSAO, "scan", "check", folder, "--json"], peers,
            runs=5, good=(0, 4))


def facts_and_limits(work, files, base, fresh):
    """Facts alone; a second run over 20,000 files; ingest and its limit, from
    memory and from the disk; the preview."""
    scans, small = f"{work}/scans", f"{work}/small"
    facts_alone("facts alone of the same 1,000 files", scans, files)
    many = tiffs(small, 20000, 80, 90)
    facts_alone("facts alone of 20,000 files of 8 KB", small, many)
    take = [BANSAO, "--db", fresh, "scan", "ingest", small, "-q"]
    best([take], runs=1, good=(0, 4, 6))
    against("ingest again of 20,000 files that are known", take,
            [("`find -ls`", ["find", small, "-ls"])], runs=3, good=(0, 4, 6))
    ingest_and_limit(work, files, base, fresh)
    page = tiffs(f"{work}/page", 1, 2480, 3508, 3)[0]
    against("preview of an A4 at 300 dpi, 24 bits, 80 x 24", [
        BANSAO, "scan", "preview", page, "--size", "80x24"],
            [("`tiffcp -c none`, copies it", ["tiffcp", "-c", "none", page,
                                              f"{work}/copy.tif"])], runs=5)
    page = hole(f"{work}/a0.tif", 19866, 28087)
    against("preview of an A0 at 600 dpi, 8 bits, one strip", [
        BANSAO, "scan", "preview", page, "--size", "80x24"],
            [("`cat >/dev/null`", ["cat", page])], runs=3)


def ingest_and_limit(work, files, base, fresh):
    limit = floor("floor-ingest")
    if not limit:
        return
    names = f"{work}/names"
    with open(names, "w", encoding="utf-8") as file:
        file.write("".join(f"{path}\n" for path in files))
    os.sync()
    for what, readers, prepare in (
            ("warm", 2, None), ("warm", 0, None), ("warm", 8, None),
            ("cold", 8, lambda: forget(files)),
            ("cold", 0, lambda: forget(files))):
        jobs = f"--jobs {readers}" if readers else ""
        threads = readers or (8 if prepare else 2)
        against(f"ingest, {what}, {readers or 'its own number of'} readers",
                ["sh", "-c", base + f"'{BANSAO}' --db {fresh} scan ingest"
                 f" {work}/scans -q {jobs}"],
                [(f"floor-ingest, {threads} threads", [
                    "sh", "-c", f"rm -f {work}/limit.db; '{limit}'"
                    f" {work}/limit.db {threads} <{names}"])],
                runs=7, good=(0, 4, 6), prepare=prepare)


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


def by_hand(work, scans):
    """What a person does without a tool for bags, and does not check."""
    return (f"mkdir {work}/out.b && cp -r {scans} {work}/out.b/data && "
            f"cd {work}/out.b && find data -type f -print0 | "
            "xargs -0 sha256sum >manifest-sha256.txt && printf "
            "'BagIt-Version: 1.0\\nTag-File-Character-Encoding: UTF-8\\n' "
            f">bagit.txt && cd {work} && tar cf out.x out.b")


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
        "maintenance=01", "mode=01", "language=01", "totalDoc=1000",
        "startDate=1945", "endDate=1945", "numberOfPaper=1000",
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
                 ("zip -0, no hash", f"zip -q0r - {scans} >{work}/out.x"),
                 ("cp, sha256sum, tar (by hand)", by_hand(work, scans)))
             if have(name.split(",")[0].split()[0])]
    if os.environ.get("BAGIT"):
        peers.append(("cp, bagit.py, tar (the usual way)", [
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
