"""Power loss by record and replay: power.py LOG BASE ROOT STATES CHECK...

LOG is what shim.c has recorded of programs at work under the folder ROOT,
whose state before is BASE. For many prefixes of it this makes the folders that
a disk may hold when the power goes there, and asks CHECK about each:

 all     everything that was written is there
 none    only what was synced is: the bytes of files by their own sync, the
         names of a folder by the folder's
 some    of what was not synced each write, or each 512 bytes of it, and each
         change of a name independently is there or not

CHECK is run with the acknowledged words of the prefix (records "ack") as its
arguments, in ROOT made anew; what it says on stderr is shown when it fails.
Memory that is shared between processes (-shm) never reaches a disk."""
import os
import random
import shutil
import subprocess
import sys


class Inode:
    def __init__(self, data=b""):
        self.durable = bytearray(data)
        self.waiting = []       # (offset, bytes) or (None, size)

    def add(self, data, op):
        offset, value = op
        if offset is None:
            if len(data) > value:
                del data[value:]
            else:
                data.extend(bytes(value - len(data)))
        else:
            if len(data) < offset:
                data.extend(bytes(offset - len(data)))
            data[offset:offset + len(value)] = value

    def sync(self):
        for op in self.waiting:
            self.add(self.durable, op)
        self.waiting = []

    def content(self, mode, dice):
        data = bytearray(self.durable)
        for op in self.waiting if mode != "none" else []:
            offset, value = op
            if mode == "all":
                self.add(data, op)
            elif offset is None:
                if dice.random() < 0.5:
                    self.add(data, op)
            else:
                whole = dice.random() < 0.5
                for at in range(0, len(value), 512):
                    if whole or dice.random() < 0.5:
                        self.add(data, (offset + at, value[at:at + 512]))
        return bytes(data)


class Disk:
    def __init__(self, base, root):
        self.root = root
        self.names = {}         # as programs see it: path -> Inode or None
        self.durable = {}       # as synced
        self.waiting = {}       # folder -> list of changes of names
        for folder, _, files in os.walk(base):
            rest = os.path.relpath(folder, base)
            self.names[os.path.normpath(os.path.join(root, rest))] = None
            for name in files:
                with open(os.path.join(folder, name), "rb") as f:
                    self.names[os.path.normpath(
                        os.path.join(root, rest, name))] = Inode(f.read())
        self.durable = dict(self.names)

    def change(self, folder, changes):
        self.apply(self.names, changes)
        self.waiting.setdefault(folder, []).append(changes)

    @staticmethod
    def apply(names, changes):
        for path, inode in changes:
            if inode is False:
                names.pop(path, None)
            else:
                names[path] = inode

    def play(self, op, path, more, number, data):
        above = os.path.dirname(path)
        if op == "create":
            self.change(above, [(path, Inode())])
        elif op == "mkdir":
            self.change(above, [(path, None)])
        elif op == "write":
            if path in self.names:
                self.names[path].waiting.append((number, data))
        elif op == "trunc":
            if path in self.names:
                self.names[path].waiting.append((None, number))
        elif op == "sync":
            # POWER_NO_SYNC: a program that forgets to sync must be found out
            if path not in self.names or os.environ.get("POWER_NO_SYNC"):
                return
            if self.names[path] is not None:
                self.names[path].sync()
                return
            for changes in self.waiting.pop(path, []):
                self.apply(self.durable, changes)
        elif op == "syncall":
            if os.environ.get("POWER_NO_SYNC"):
                return
            for folder in list(self.waiting):
                for changes in self.waiting.pop(folder):
                    self.apply(self.durable, changes)
            for inode in set(self.names.values()) - {None}:
                inode.sync()
        elif op == "rename":
            changes = [(more, self.names[path]), (path, False)]
            for name in [n for n in self.names if n.startswith(path + "/")]:
                changes += [(more + name[len(path):], self.names[name]),
                            (name, False)]
            self.change(os.path.dirname(more), changes)
        elif op == "link":
            self.change(os.path.dirname(more), [(more, self.names[path])])
        elif op == "unlink":
            self.change(above, [(path, False)])

    def lay(self, mode, dice):
        shutil.rmtree(self.root, ignore_errors=True)
        names = dict(self.durable)
        if mode == "all":
            names = dict(self.names)
        elif mode == "some":
            for folder in self.waiting:
                for changes in self.waiting[folder]:
                    if dice.random() < 0.5:
                        self.apply(names, changes)
        made = {}
        os.makedirs(self.root, exist_ok=True)
        for path in sorted(names):
            inode = names[path]
            if path.endswith("-shm") or not os.path.isdir(
                    os.path.dirname(path)):
                continue
            if inode is None:
                os.makedirs(path, exist_ok=True)
            elif id(inode) in made:
                os.link(made[id(inode)], path)
            else:
                made[id(inode)] = path
                with open(path, "wb") as f:
                    f.write(inode.content(mode, dice))


def records(path):
    with open(path, "rb") as f:
        while True:
            line = f.readline()
            if not line:
                return
            op, name, more, number, size = line.rstrip(b"\n").split(b"\t")
            data = f.read(int(size))
            yield (op.decode(), os.fsdecode(name), os.fsdecode(more),
                   int(number), data)


def main():
    log, base, root, states = sys.argv[1:5]
    check = sys.argv[5:]
    every = list(records(log))
    dice = random.Random(20261123)
    wanted = int(states) // 3
    step = max(1, len(every) // wanted)
    seen = 0
    disk = Disk(base, root)
    acknowledged = []
    for number, record in enumerate(every):
        if record[0] == "ack":
            acknowledged.append(record[1])
        else:
            disk.play(*record)
        if number % step != 0 and number != len(every) - 1:
            continue
        for mode in ("all", "none", "some"):
            disk.lay(mode, dice)
            done = subprocess.run(check + acknowledged, cwd=root,
                                  stdin=subprocess.DEVNULL,
                                  capture_output=True)
            seen += 1
            if done.returncode != 0:
                sys.stderr.write("power lost after record %d (%s), %s:\n%s%s"
                                 % (number, record[:4], mode,
                                    done.stdout.decode(errors="replace"),
                                    done.stderr.decode(errors="replace")))
                sys.exit(1)
    print("%d states of %d records, %d acknowledged" %
          (seen, len(every), len(acknowledged)))


main()
