"""Mutilations of an E-ARK SIP, each with the requirement that it breaks.

mutilate.py PACKAGE TO BANSAO  makes TO/NN/NAME for each (NAME is the package's
own folder, as CSIPSTR2 wants it) and lets BANSAO verify judge it: it must end
with 4 and name that requirement. Prints what does not, and how many there are.
Where the METS of a representation or another described file is changed, size
and checksum that the root METS gives for it are made to fit: what is left is
the fault that is meant."""
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

SOURCE, TO, BANSAO = sys.argv[1:4]
NAME = os.path.basename(SOURCE.rstrip("/"))
ROOT = "METS.xml"
REP = "representations/rep1/METS.xml"
cases = []


def case(code, what, *edits):
    cases.append((code, what, edits))


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def tag(text, element, after=""):
    """The first tag of that name behind a text: (start, end)."""
    at = text.index(after) if after else 0
    m = re.compile(r"<%s\b[^>]*>" % element).search(text, at)
    assert m, (element, after)
    return m.span()


def without(name, element, after="", file=ROOT):
    """Take an attribute away."""
    return with_(name, None, element, after, file)


def with_(name, value, element, after="", file=ROOT):
    """Give an attribute another value (None: take it away)."""
    def edit(folder):
        path = os.path.join(folder, file)
        text = read(path)
        a, b = tag(text, element, after)
        old = text[a:b]
        new = re.sub(r'(?<![\w:])%s="[^"]*"' % re.escape(name),
                     '' if value is None else '%s="%s"' % (name, value),
                     old, count=1)
        if new == old and value is not None:
            new = re.sub(r"(/?>)$", ' %s="%s"\\1' % (name, value), old)
        assert new != old, (name, element)
        write(path, text[:a] + new + text[b:])
    return edit


def swap(pattern, by, file=ROOT):
    def edit(folder):
        path = os.path.join(folder, file)
        text = read(path)
        new, n = re.subn(pattern, by, text, count=1, flags=re.S)
        assert n == 1, pattern
        write(path, new)
    return edit


def gone(file):
    return lambda folder: os.remove(os.path.join(folder, file))


def more(file, text="x"):
    def edit(folder):
        path = os.path.join(folder, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a", encoding="utf-8") as f:
            f.write(text)
    return edit


def first(folder, under):
    top = os.path.join(folder, under)
    return os.path.join(under, sorted(os.listdir(top))[0])


def first_scan(change):
    def edit(folder):
        change(os.path.join(folder,
                            first(folder, "representations/rep1/data")))
    return edit


def flip(path):
    with open(path, "r+b") as f:
        f.seek(50)
        byte = f.read(1)
        f.seek(50)
        f.write(bytes([byte[0] ^ 1]))


def fit(folder, file):
    """What the root METS says of a file is true again."""
    path = os.path.join(folder, file)
    if not os.path.exists(path):
        return
    with open(path, "rb") as f:
        data = f.read()
    mets = os.path.join(folder, ROOT)
    text = read(mets)
    # the <file> or <mdRef> that links to it
    for m in re.finditer(r"<(file|mdRef)\b[^>]*>(?:\s*<FLocat\b[^>]*>)?",
                         text):
        if 'href="%s"' % file not in m.group(0):
            continue
        new = re.sub(r'SIZE="\d+"', 'SIZE="%d"' % len(data), m.group(0))
        new = re.sub(r'CHECKSUM="\w+"', 'CHECKSUM="%s"' %
                     hashlib.sha256(data).hexdigest(), new)
        write(mets, text[:m.start()] + new + text[m.end():])
        return


SOFTWARE = '<agent ROLE="CREATOR" TYPE="OTHER"'
case("CSIP1", "no OBJID", without("OBJID", "mets"))
case("CSIPSTR2", "another OBJID", with_("OBJID", "other", "mets"))
case("CSIP2", "no TYPE", without("TYPE", "mets"))
case("CSIP2", "a TYPE with a hyphen for its dash",
     with_("TYPE", "Textual works - Print", "mets"))
case("CSIP6", "no PROFILE", without("PROFILE", "mets"))
case("SIP2", "the profile of CSIP", with_("PROFILE",
     "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml", "mets"))
case("CSIP4", "no CONTENTINFORMATIONTYPE in rep1",
     without("csip:CONTENTINFORMATIONTYPE", "mets", file=REP))
case("CSIP117", "no metsHdr", swap(r"<metsHdr\b.*?</metsHdr>", ""))
case("CSIP7", "no CREATEDATE", without("CREATEDATE", "metsHdr"))
case("CSIP7", "a day for a time", with_("CREATEDATE", "22/11/2026", "metsHdr"))
case("CSIP9", "no OAISPACKAGETYPE",
     without("csip:OAISPACKAGETYPE", "metsHdr"))
case("CSIP9", "a package type that is none",
     with_("csip:OAISPACKAGETYPE", "XIP", "metsHdr"))
case("SIP4", "an AIP with the profile of a SIP",
     with_("csip:OAISPACKAGETYPE", "AIP", "metsHdr"))
case("SIP3", "a RECORDSTATUS that is none",
     with_("RECORDSTATUS", "RENEWED", "metsHdr"))
case("CSIP10", "no agent", swap(r"<agent\b.*</agent>", ""))
case("CSIP13", "no software among the agents",
     with_("OTHERTYPE", "PROGRAM", "agent", SOFTWARE))
case("CSIP14", "the software has no name",
     swap(r"(OTHERTYPE=\"SOFTWARE\">\s*)<name>[^<]*</name>", r"\1"))
case("CSIP15", "the software has no version",
     swap(r"<note csip:NOTETYPE=\"SOFTWARE VERSION\">[^<]*</note>", ""))
case("CSIP16", "the version is not marked",
     without("csip:NOTETYPE", "note", SOFTWARE))
case("SIP15", "nobody submits it",
     swap(r"<agent ROLE=\"CREATOR\" TYPE=\"ORGANIZATION\">.*?</agent>", ""),
     lambda folder: write(os.path.join(folder, ROOT), re.sub(
         r"<agent ROLE=\"CREATOR\" TYPE=\"INDIVIDUAL\">.*?</agent>", "",
         read(os.path.join(folder, ROOT)), flags=re.S)))
case("SIP18", "the submitter has no name",
     swap(r"(ROLE=\"CREATOR\" TYPE=\"ORGANIZATION\">\s*)<name>[^<]*</name>",
          r"\1"))
case("SIP11", "the archival creator is a program",
     with_("TYPE", "OTHER", "agent", '<agent ROLE="ARCHIVIST"'))
case("SIP12", "the archival creator has no name",
     swap(r"(ROLE=\"ARCHIVIST\" TYPE=\"ORGANIZATION\">\s*)<name>[^<]*</name>",
          r"\1"))
case("SIP14", "the archival creator's code is not marked",
     without("csip:NOTETYPE", "note", '<agent ROLE="ARCHIVIST"'))
case("SIP28", "the preservation agent is a person",
     with_("TYPE", "INDIVIDUAL", "agent", '<agent ROLE="PRESERVATION"'))
case("CSIP18", "no ID of the dmdSec", without("ID", "dmdSec"),
     without("DMDID", "div", '<div ID="d1"'))
case("CSIP19", "no CREATED of the dmdSec", without("CREATED", "dmdSec"))
for code, name in (("CSIP22", "LOCTYPE"), ("CSIP23", "xlink:type"),
                   ("CSIP24", "xlink:href"), ("CSIP25", "MDTYPE"),
                   ("CSIP26", "MIMETYPE"), ("CSIP27", "SIZE"),
                   ("CSIP28", "CREATED"), ("CSIP29", "CHECKSUM"),
                   ("CSIP30", "CHECKSUMTYPE")):
    case(code, "no %s of the descriptive metadata" % name,
         without(name, "mdRef", "<dmdSec"))
case("CSIP25", "a kind of metadata that is none",
     with_("MDTYPE", "EAD3", "mdRef", "<dmdSec"))
case("CSIP30", "a method written in another way",
     with_("CHECKSUMTYPE", "SHA256", "mdRef", "<dmdSec"))
case("CSIP33", "no ID of the digiprovMD", without("ID", "digiprovMD"),
     without("ADMID", "div", '<div ID="d1"'))
for code, name in (("CSIP36", "LOCTYPE"), ("CSIP37", "xlink:type"),
                   ("CSIP38", "xlink:href"), ("CSIP39", "MDTYPE"),
                   ("CSIP40", "MIMETYPE"), ("CSIP41", "SIZE"),
                   ("CSIP42", "CREATED"), ("CSIP43", "CHECKSUM"),
                   ("CSIP44", "CHECKSUMTYPE")):
    case(code, "no %s of PREMIS" % name,
         without(name, "mdRef", "<digiprovMD"))
case("CSIP59", "no ID of the fileSec", without("ID", "fileSec"))
case("CSIP60", "documentation that no group names",
     swap(r"USE=\"Documentation\"", 'USE="Papers"'))
case("CSIP114", "no group of representations",
     swap(r"USE=\"Representations/rep1\"", 'USE="Contents"'))
case("CSIP64", "a group without USE",
     swap(r" USE=\"Documentation\"", ""))
case("CSIP65", "a group without ID", without("ID", "fileGrp", file=REP))
case("CSIP66", "a group without files", swap(r"(<fileGrp\b[^>]*>).*?</fileGrp>",
     r"\1</fileGrp>", file=REP))
for code, name in (("CSIP67", "ID"), ("CSIP68", "MIMETYPE"),
                   ("CSIP69", "SIZE"), ("CSIP70", "CREATED"),
                   ("CSIP71", "CHECKSUM"), ("CSIP72", "CHECKSUMTYPE")):
    case(code, "no %s of a scan" % name, without(name, "file", file=REP))
case("CSIP76", "a file without FLocat", swap(r"<FLocat\b[^>]*>", "", REP))
for code, name in (("CSIP77", "LOCTYPE"), ("CSIP78", "xlink:type"),
                   ("CSIP79", "xlink:href")):
    case(code, "no %s of a scan's place" % name,
         without(name, "FLocat", file=REP))
case("CSIP80", "no structMap", swap(r"<structMap\b.*?</structMap>", ""))
case("CSIP81", "another kind of structMap",
     with_("TYPE", "LOGICAL", "structMap"))
case("CSIP82", "a structMap that is not labelled",
     without("LABEL", "structMap"))
case("CSIP83", "no ID of the structMap", without("ID", "structMap"))
case("CSIP84", "two top divisions", swap(r"(</structMap>)",
     r'<div ID="more" LABEL="more"/>\1'))
case("CSIP85", "no ID of the top division", without("ID", "div"))
case("CSIP88", "no division of the metadata",
     with_("LABEL", "Things", "div", '<div ID="d1"'))
case("CSIP89", "no ID of that division",
     without("ID", "div", '<div ID="d1"'))
case("CSIP94", "no ID of the documentation's division",
     without("ID", "div", '<div ID="d2"'))
case("CSIP116", "no group of the documentation's division",
     without("FILEID", "fptr"))
case("CSIP106", "no ID of a representation's division",
     swap(r"<div ID=\"\w+\" LABEL=\"Representations/rep1\">",
          '<div LABEL="Representations/rep1">'))
case("CSIP107", "a representation's division with another label",
     swap(r"(<div ID=\"\w+\" )LABEL=\"Representations/rep1\"",
          r'\1LABEL="rep1"'))
case("CSIP108", "no title of the pointer", without("xlink:title", "mptr"))
case("CSIP109", "no pointer", swap(r"<mptr\b[^>]*>", ""))
case("CSIP110", "no address of the pointer",
     without("xlink:href", "mptr"))
case("CSIP111", "no kind of the pointer", without("xlink:type", "mptr"))
case("CSIP112", "the pointer is no URL", with_("LOCTYPE", "URN", "mptr"))
case("CSIPSTR4", "no METS.xml", gone(ROOT))
case("E021", "rep1 has no METS.xml", gone(REP))
case("E021", "a scan is gone", first_scan(os.remove))
case("E030", "one bit of a scan", first_scan(flip))
case("E032", "a byte behind a scan",
     first_scan(lambda path: open(path, "ab").write(b"x")))
case("E022", "a stray file in the data",
     more("representations/rep1/data/stray.tif"))
case("E022", "a description that nobody names",
     more("metadata/descriptive/more.xml", "<x/>"))
case("E041", "an ID twice", with_("ID", "dmd1", "fileSec"))
case("E042", "a reference to no ID",
     with_("DMDID", "nowhere", "div", '<div ID="d1"'))
case("E013", "a link that leads outside",
     with_("xlink:href", "../../etc/passwd", "mdRef", "<dmdSec"))
case("E013", "a link to a web page",
     with_("xlink:href", "http://example.org/x.xml", "mdRef", "<dmdSec"))
case("E001", "a METS that breaks off", swap(r"</structMap>.*", ""))
case("E001", "a METS with entities", swap(r"<mets\b",
     '<!DOCTYPE mets [<!ENTITY x "y">]><mets'))
case("E001", "another language", swap(r"http://www.loc.gov/METS/\"",
     'http://www.loc.gov/METS/v2"'))


def judge(number, code, what, edits):
    """What is wrong with the verdict, or None."""
    folder = os.path.join(TO, "%03d" % number, NAME)
    shutil.copytree(SOURCE, folder)
    for edit in edits:
        edit(folder)
    if os.path.exists(os.path.join(folder, ROOT)):
        fit(folder, REP)
    done = subprocess.run([BANSAO, "verify", folder, "--json"],
                          stdin=subprocess.DEVNULL, capture_output=True)
    shutil.rmtree(folder)
    if done.returncode != 4:
        return "%s (%s): ended with %d: %s" % (
            code, what, done.returncode, done.stderr.decode())
    report = json.loads(done.stdout)
    codes = [error["code"] for error in report["errors"]]
    if report["valid"] or code not in codes:
        return "%s (%s): found %s" % (code, what, codes)
    return None


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    verdicts = list(pool.map(lambda one: judge(one[0], *one[1]),
                             enumerate(cases)))
wrong = [verdict for verdict in verdicts if verdict is not None]
print("\n".join(wrong + ["%d mutilations, %d not found" % (len(cases),
                                                         len(wrong))]))
sys.exit(1 if wrong else 0)
