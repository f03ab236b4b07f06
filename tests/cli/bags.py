"""Bags of every kind, each with the verdict that RFC 8493 (for 1.0) or the
drafts (0.93 to 0.97) give it:  bags.py FOLDER BANSAO

valid       complete, and every checksum holds: exit 0
warned      valid, and the code of a warning is told: exit 0
changed     complete, but a checksum does not hold: exit 4, "complete" is true
invalid     exit 4, "complete" is false
and for the last two every error that is told has one of the codes named, and
each of these is told. Prints what is judged otherwise, and how many there are."""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys

TOP, BANSAO = os.path.abspath(sys.argv[1]), sys.argv[2]
cases = []
HELLO = b"xin ch\xc3\xa0o\n"


def put(bag, path, data):
    full = os.path.join(os.fsencode(os.path.join(TOP, bag)), os.fsencode(path))
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def digest(method, data):
    return hashlib.new(method, data).hexdigest()


def encoded(path):
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


class Bag:
    """A good bag until it is told otherwise."""

    def __init__(self, name, version="1.0", methods=("sha256",), files=None,
                 encoding="UTF-8", percent=True):
        self.name, self.version, self.encoding = name, version, encoding
        self.methods = methods
        self.files = files if files is not None else {
            "data/a.txt": HELLO, "data/thư mục/b 1.txt": b"b\n"}
        self.bagit = "BagIt-Version: %s\nTag-File-Character-Encoding: %s\n" % (
            version, encoding)
        self.info = "Source-Organization: Trung tâm\nPayload-Oxum: %d.%d\n" % (
            sum(len(d) for d in self.files.values()), len(self.files))
        self.manifests = {}
        for m in methods:
            self.manifests[m] = "".join(
                "%s  %s\n" % (digest(m, d),
                              encoded(p) if percent else p)
                for p, d in sorted(self.files.items()))
        self.others = {}        # more tag files
        self.unlisted = set()   # names the tag manifests leave out
        self.tagmanifests = True
        self.also = []          # lines for the tag manifests
        self.info_name = "bag-info.txt"
        self.no_info = False
        self.after = lambda folder: None

    def text(self, text):
        return text if isinstance(text, bytes) else \
            text.encode(self.encoding if self.encoding != "nobody" else
                        "utf-8")

    def write(self):
        tags = {"bagit.txt": self.bagit.encode()
                if isinstance(self.bagit, str) else self.bagit}
        if not self.no_info:
            tags[self.info_name] = self.text(self.info)
        for m, text in self.manifests.items():
            tags["manifest-%s.txt" % m] = self.text(text)
        for name, text in self.others.items():
            tags[name] = self.text(text)
        if self.tagmanifests:
            for m in self.methods:
                lines = "".join("%s  %s\n" % (digest(m, data), name)
                                for name, data in sorted(tags.items())
                                if name not in self.unlisted)
                put(self.name, "tagmanifest-%s.txt" % m, self.text(
                    lines + "".join(self.also)))
        for name, data in tags.items():
            put(self.name, name, data)
        os.makedirs(os.path.join(TOP, self.name, "data"), exist_ok=True)
        for path, data in self.files.items():
            put(self.name, path, data)
        self.after(os.path.join(TOP, self.name))


def expect(verdict, codes, name, **more):
    bag = Bag(name, **more)
    cases.append((bag, verdict, codes.split()))
    return bag


# --- valid ------------------------------------------------------------------
expect("valid", "", "plain")
expect("valid", "", "two methods", methods=("sha256", "sha512"))
for m in ("md5", "sha1"):
    expect("warned", "B074", "by " + m, methods=(m,))
for m in ("sha224", "sha384", "sha512"):
    expect("valid", "", "by " + m, methods=(m,))
for v in ("0.93", "0.94", "0.95", "0.96", "0.97"):
    expect("warned", "B071", "version " + v, version=v, methods=("md5",))
b = expect("warned", "B071", "package-info of 0.93", version="0.93",
           methods=("md5",))
b.info_name = "package-info.txt"
b = expect("valid", "", "nothing optional")
b.no_info, b.tagmanifests = True, False
expect("valid", "", "an empty payload", files={})
b = expect("valid", "", "without Payload-Oxum")
b.info = "Contact-Name: Bà Nguyễn Thị Ánh\n"
b = expect("valid", "", "labels that repeat, in other cases, continued")
b.info = ("source-organization: A\nSource-Organization: B\nContact-Name: C\n"
          "\tD\n  E\nX-Own: :\nPAYLOAD-OXUM: 12.2\n")
b = expect("valid", "", "a tab behind the colon")
b.info = "Contact-Name:\tA\nPayload-Oxum:\t12.2\n"
b = expect("warned", "B071", "uncommon separators of 0.97", version="0.97")
b.info = "Contact-Name :A\nOther:\t B\nPayload-Oxum:12.2\n"
b = expect("valid", "", "capitals and tabs in a manifest")
b.manifests["sha256"] = b.manifests["sha256"].upper().replace(
    "  DATA/A.TXT", "\tdata/a.txt").replace("  DATA/THƯ MỤC/B 1.TXT",
                                            " \t data/thư mục/b 1.txt")
for ends, name in (("\r\n", "CRLF"), ("\r", "CR")):
    b = expect("valid", "", "lines that end with " + name)
    b.bagit = b.bagit.replace("\n", ends)
    b.info = b.info.replace("\n", ends)
    b.manifests["sha256"] = b.manifests["sha256"].replace("\n", ends)
b = expect("valid", "", "a last line without its end")
b.manifests["sha256"] = b.manifests["sha256"].rstrip("\n")
expect("valid", "", "names that must be encoded", files={
    "data/100%.txt": b"1", "data/l\nf": b"2", "data/c\rr": b"3",
    "data/%25": b"4", "data/%0A": b"5"})
b = expect("warned", "B071", "encoded names of 0.97", version="0.97",
           files={"data/100%.txt": b"1", "data/l\nf": b"2"})
b = expect("warned", "B071", "a plain % of 0.97", version="0.97",
           files={"data/100%.txt": b"1"}, percent=False)
expect("valid", "", "letters of many kinds", files={
    "data/a'b\"c&d;e$(f)`g.txt": b"1", "data/  two  blanks": b"2",
    "data/đường/ệ ử.tif": b"3", "data/-": b"4", "data/~": b"5"})
for enc in ("UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1258", "UTF-32"):
    b = expect("valid", "", "tag files in " + enc,
               encoding=enc if enc != "windows-1258" else "cp1258", files={
                   "data/caf\u00e9.txt": HELLO, "data/x": b"x"})
    b.info = "Contact-Name: R\u00e9n\u00e9\nPayload-Oxum: %d.2\n" % (
        len(HELLO) + 1)
b = expect("valid", "", "other tag files and folders")
b.others = {"notes/readme.txt": "đọc\n", "METS.xml": "<x/>"}
b = expect("valid", "", "a bag in a bag", files={
    "data/in/bagit.txt": b"BagIt-Version: 1.0\n", "data/in/data/x": b"x"})
b = expect("valid", "", "fetched with lengths")
b.others = {"fetch.txt": "http://example.org/a %d data/a.txt\n"
            "https://example.org/b - data/thư mục/b 1.txt\n" % len(HELLO)}
b = expect("valid", "", "one of three volumes")
b.info = "Bag-Group-Identifier: BG-1\nBag-Count: 1 of 3\n"
b = expect("valid", "", "of an unknown number of volumes")
b.info = "Bag-Group-Identifier: BG-1\nBag-Count: 2 of ?\n"

# --- valid, with a warning ----------------------------------------------------
b = expect("warned", "B072", "md5sum in binary")
b.manifests["sha256"] = b.manifests["sha256"].replace("  ", " *")
b = expect("warned", "B072", "md5sum escapes", files={"data/a\\b": b"x"})
b.manifests["sha256"] = "\\%s  data/a\\\\b\n" % digest("sha256", b"x")
b = expect("warned", "B072", "a dot and a slash")
b.manifests["sha256"] = b.manifests["sha256"].replace("  data", "  ./data")
b = expect("warned", "B073", "decomposed in the manifest, composed on disk",
           files={"data/\u00e9.txt": b"x"})
b.manifests["sha256"] = "%s  data/e\u0301.txt\n" % digest("sha256", b"x")
b = expect("warned", "B073", "composed in the manifest, decomposed on disk",
           files={"data/e\u0301.txt": b"x"})
b.manifests["sha256"] = "%s  data/\u00e9.txt\n" % digest("sha256", b"x")
b = expect("warned", "B015", "twice with the same checksum, 0.97",
           version="0.97")
b.manifests["sha256"] += b.manifests["sha256"]
b = expect("warned", "B015", "twice in two Unicode forms, 0.97",
           version="0.97", files={"data/N\u00fa\u00f1ez": b""})
b.manifests["sha256"] += "%s  data/Nu\u0301n\u0303ez\n" % digest("sha256", b"")
expect("warned", "B076", "twins by case", files={
    "data/ĐỒNG.tif": b"1", "data/đồng.tif": b"2"})
expect("warned", "B076", "twins by Unicode form", files={
    "data/\u1ec7": b"1", "data/e\u0323\u0302": b"2"})
for name in ("CON", "aux.tif", "COM1.txt", "a?b", "end.", "a:b"):
    expect("warned", "B077", "for Windows " + name.replace("?", "q"), files={
        "data/" + name: b"1"})
for name in (".DS_Store", "Thumbs.db", "__MACOSX/._a", "._a.tif"):
    expect("warned", "B078", "left by a system " + name.replace("/", "_"),
           files={"data/" + name: b"1"})
b = expect("warned", "B075", "a tag file that nothing protects")
b.others, b.unlisted = {"notes.txt": "x"}, {"notes.txt"}
b = expect("warned", "B063", "a length of fetch.txt that is another")
b.others = {"fetch.txt": "http://example.org/a 99 data/a.txt\n"}
b = expect("warned", "B053", "a date that is none")
b.info = "Bagging-Date: 22/11/2026\n"
b = expect("warned", "B054", "a count without a group")
b.info = "Bag-Count: 1 of 2\n"
b = expect("warned", "B002", "no blank in bagit.txt")
b.bagit = b.bagit.replace(": ", ":")
b = expect("warned", "B011", "a method more that nobody knows")
b.others = {"manifest-whirlpool9.txt": "00  data/a.txt\n"
            "00  data/thư mục/b 1.txt\n"}
b = expect("warned", "B022", "in one manifest only, 0.97", version="0.97",
           methods=("md5", "sha256"))
b.manifests["md5"] = b.manifests["md5"].split("\n")[0] + "\n"
cases[-1] = (b, "warned", ["B071"])

# --- complete, but changed ------------------------------------------------------
b = expect("changed", "B030", "other bytes in the payload")
b.after = lambda f: put(f, "data/a.txt", HELLO.upper())
b = expect("changed", "B031", "other bytes in a tag file")
b.after = lambda f: put(f, "bag-info.txt", "Payload-Oxum: 12.2\nA: b\n")
b = expect("changed", "B030", "one of two methods differs",
           methods=("sha256", "sha512"))
b.manifests["sha512"] = b.manifests["sha512"].replace(
    digest("sha512", HELLO), digest("sha512", b"!"))
b = expect("changed", "B030", "two lines that differ, 0.97", version="0.97")
b.manifests["sha256"] += "%064d  data/a.txt\n" % 0

# --- invalid ---------------------------------------------------------------------
b = expect("invalid", "C005", "no bagit.txt")
b.after = lambda f: os.remove(f + "/bagit.txt")
b.tagmanifests = False
b = expect("invalid", "B020 B021 B051", "no data")
b.after = lambda f: subprocess.run(["rm", "-r", f + "/data"], check=True)
b = expect("invalid", "B010 B022", "no payload manifest")
b.manifests, b.tagmanifests = {}, False
b = expect("invalid", "B011", "only a method that nobody knows")
b.manifests = {"whirlpool9": "00  data/a.txt\n00  data/thư mục/b 1.txt\n"}
b.tagmanifests = False
b = expect("invalid", "B002", "no encoding")
b.bagit = "BagIt-Version: 1.0\n"
b = expect("invalid", "B002", "the lines the other way round")
b.bagit = "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"
b = expect("invalid", "B002", "a blank in front of the colon")
b.bagit = b.bagit.replace(":", " :", 1)
b = expect("invalid", "B002", "a third line")
b.bagit += "More: x\n"
b = expect("invalid", "B002", "an empty line at the end")
b.bagit += "\n"
b = expect("invalid", "B002", "an empty bagit.txt")
b.bagit = ""
b = expect("invalid", "B005", "a byte order mark")
b.bagit = b"\xef\xbb\xbf" + b.bagit.encode()
b = expect("invalid", "B005", "a byte order mark in the manifest")
b.manifests["sha256"] = "\ufeff" + b.manifests["sha256"]
for version in (".97", "1", "1.0.0", "one"):
    b = expect("invalid", "B002", "version written " + version)
    b.bagit = b.bagit.replace("1.0", version)
for version in ("0.92", "1.1", "2.0"):
    b = expect("invalid", "B003", "version unknown " + version)
    b.bagit = b.bagit.replace("1.0", version)
b = expect("invalid", "B004", "bytes that are not of the encoding")
b.info = b"Contact-Name: \xff\xfe\nPayload-Oxum: 12.2\n"
b = expect("invalid", "B004", "an encoding that nobody knows",
           encoding="nobody")
cases[-1] = (b, "invalid", ["B004", "B022", "B041"])
b = expect("invalid", "B021 B051", "a file is gone")
b.after = lambda f: os.remove(f + "/data/a.txt")
b = expect("invalid", "B022 B051", "a file more")
b.after = lambda f: put(f, "data/more", "x")
b = expect("invalid", "B022 B051", "a hidden file more")
b.after = lambda f: put(f, "data/.DS_Store", "x")
b = expect("invalid", "B021", "a tag file is gone")
b.others = {"notes.txt": "x"}
b.after = lambda f: os.remove(f + "/notes.txt")
b = expect("invalid", "B022", "in one of two manifests only",
           methods=("sha256", "sha512"))
b.manifests["sha512"] = b.manifests["sha512"].split("\n")[0] + "\n"
b = expect("invalid", "B015", "twice with the same checksum")
b.manifests["sha256"] += b.manifests["sha256"].split("\n")[0] + "\n"
b = expect("invalid", "B015 B030", "twice with different checksums")
b.manifests["sha256"] += "%064d  data/a.txt\n" % 0
b = expect("invalid", "B012", "a line without a path")
b.manifests["sha256"] += "%064d\n" % 0
b = expect("invalid", "B012", "a checksum of another length")
b.manifests["sha256"] += "abc  data/a.txt\n"
b = expect("invalid", "B012", "a folder in the manifest")
b.manifests["sha256"] += "%064d  data/thư mục\n" % 0
b = expect("invalid", "B012", "a NUL in the manifest")
b.manifests["sha256"] += "\0\n"
b = expect("invalid", "B016", "a % that is not encoded",
           files={"data/100%.txt": b"1"}, percent=False)
b = expect("invalid", "B016 B021 B022", "a blank that is encoded",
           files={"data/a b": b"1"})
b.manifests["sha256"] = b.manifests["sha256"].replace("a b", "a%20b")
b = expect("invalid", "B013 B022", "backslashes for slashes",
           files={"data/a": b"1"})
b.manifests["sha256"] = b.manifests["sha256"].replace("data/a", "data\\a")
b = expect("invalid", "B040", "payload in the tag manifest")
b.also = ["%s  data/a.txt\n" % digest("sha256", HELLO)]
b = expect("invalid", "B040", "the tag manifest in itself")
b.also = ["%064d  tagmanifest-sha256.txt\n" % 0]
cases[-1] = (b, "invalid", ["B040", "B031"])
b = expect("invalid", "B041", "a tag manifest without the manifest")
b.unlisted = {"manifest-sha256.txt"}
b = expect("invalid", "B042", "tag manifests that list different files",
           methods=("sha256", "sha512"))
b.after = lambda f: put(f, "tagmanifest-sha512.txt", "".join(
    "%s  %s\n" % (digest("sha512", open(f + "/" + n, "rb").read()), n)
    for n in ("bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")))
for line, name in (("no colon", "no colon"), (": x", "no label"),
                   ("Label :x", "a blank behind a label"),
                   ("Label:x", "no blank behind the colon")):
    b = expect("invalid", "B050", "bag-info: " + name)
    b.info = line + "\n"
b = expect("invalid", "B050", "bag-info begins with a blank")
b.info = "  x\nContact-Name: A\n"
b = expect("invalid", "B051", "Payload-Oxum: other bytes")
b.info = "Payload-Oxum: 11.2\n"
b = expect("invalid", "B051", "Payload-Oxum: other files")
b.info = "Payload-Oxum: 12.3\n"
b = expect("invalid", "B051", "Payload-Oxum: no number")
b.info = "Payload-Oxum: many\n"
b = expect("invalid", "B052", "Payload-Oxum twice")
b.info = "Payload-Oxum: 12.2\nPayload-Oxum: 12.2\n"
for line, name in (("http://example.org/a data/a.txt", "no length"),
                   ("http://example.org/a x data/a.txt", "no number"),
                   ("example.org/a 9 data/a.txt", "no address")):
    b = expect("invalid", "B060", "fetch.txt: " + name)
    b.others = {"fetch.txt": line + "\n"}
b = expect("invalid", "B021 B061", "fetch.txt: not yet fetched", files={
    "data/x": b"x"})
b.manifests["sha256"] += "%064d  data/y\n" % 1
b.others = {"fetch.txt": "http://example.org/y 5 data/y\n"}
b = expect("invalid", "B061 B062", "fetch.txt: in no manifest")
b.others = {"fetch.txt": "http://example.org/y 5 data/y\n"}
b = expect("invalid", "B013", "fetch.txt: a tag file")
b.others = {"fetch.txt": "http://example.org/y 5 bag-info.txt\n"}

# --- hostile -----------------------------------------------------------------------
for path in ("../outside", "data/../../outside", "/etc/passwd", "~/x",
             "~root/x", "C:\\Windows\\setx.exe", "\\\\?\\UNC\\s\\x",
             "\\\\server\\x", "%HomeDrive%\\x", "data/..", "bagit.txt"):
    short = path.replace("/", "_").replace("\\", "+")
    b = expect("invalid", "B013", "manifest leads to " + short,
               version="0.97")
    b.manifests["sha256"] += "%064d  %s\n" % (0, path)
    b = expect("invalid", "B013", "fetch leads to " + short, version="0.97")
    b.others = {"fetch.txt": "http://example.org/x 1 %s\n" % path}
for target in ("../../outside", "/etc/passwd", "a.txt", ".", "nowhere"):
    b = expect("invalid", "B023 B051", "a link to " + target.replace("/", "_"))
    b.after = lambda f, t=target: os.symlink(t, f + "/data/link")
b = expect("invalid", "B023 B051", "a pipe")
b.after = lambda f: os.mkfifo(f + "/data/pipe")


def judge(case):
    bag, verdict, codes = case
    bag.write()
    done = subprocess.run([BANSAO, "verify", os.path.join(TOP, bag.name),
                           "--json"], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=60)
    if done.returncode not in (0, 4):
        return "%s: ended with %d: %s" % (bag.name, done.returncode,
                                          done.stderr.decode())
    report = json.loads(done.stdout)
    errors = sorted(set(e["code"] for e in report["errors"]))
    warnings = sorted(set(w["code"] for w in report["warnings"]))
    good = {
        "valid": not errors and done.returncode == 0 and report["valid"],
        "warned": not errors and done.returncode == 0 and report["valid"] and
        set(codes) <= set(warnings),
        "changed": errors == sorted(codes) and report["complete"] and
        not report["valid"],
        "invalid": errors == sorted(codes) and not report["complete"] and
        not report["valid"],
    }[verdict]
    return None if good else "%s: wanted %s %s, found errors %s warnings %s" \
        % (bag.name, verdict, codes, errors, warnings)


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    wrong = [v for v in pool.map(judge, cases) if v is not None]
print("\n".join(wrong + ["%d bags, %d judged otherwise" % (len(cases),
                                                         len(wrong))]))
sys.exit(1 if wrong else 0)
