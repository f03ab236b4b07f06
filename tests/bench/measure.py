"""Measure bansao and its peers, and print tables in Markdown, ready for
tests/RESULTS.md. Nothing passes or fails here."""
import os
import platform
import sys
import tempfile
import time

import commands
import limits
import old
import peers
import screens
from process import FOLDER, SIZES, database, skipped

PARTS = os.environ.get("BENCH_PARTS", "commands screens limits ratios old").split()


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for text in file:
                if text.startswith("model name"):
                    return text.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def load():
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())


def main():
    began = time.time()
    print(f"Taken on {time.strftime('%Y-%m-%d')}: {os.cpu_count()} x "
          f"{processor()}, Linux {platform.release()}; load {load()} at the "
          "beginning. 100 % are 300 fonds, 100,000 dossiers, 8,000,000 scans. "
          f"Here: {', '.join(SIZES)} %.")
    with tempfile.TemporaryDirectory(prefix="work-", dir=FOLDER) as work:
        if "commands" in PARTS:
            commands.commands()
            commands.dump_and_load(work)
        if "screens" in PARTS:
            screens.screens(work)
        if "limits" in PARTS and os.environ.get("BENCH_ONE"):
            limits.limits(database(os.environ["BENCH_ONE"]))
        scans = f"{work}/scans"
        if "ratios" in PARTS:
            peers.ratios(work)
        if "old" in PARTS:
            if not os.path.exists(f"{work}/bag"):
                peers.make_bag(f"{work}/bag", peers.tiffs(scans, 1000))
            old.old(work, scans)
    if skipped:
        print("\nNot installed, so skipped: " + ", ".join(skipped) + ".")
    print(f"\nIt took {(time.time() - began) / 60:.1f} minutes; load {load()} "
          "at the end.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
