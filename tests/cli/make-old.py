"""Inventories from nothing: make-old.py xls|dbf|ead2002|ead3 FILE."""
import struct
import sys

kind, name = sys.argv[1:3]


def record(code, data):
    return struct.pack('<HH', code, len(data)) + data


if kind == 'xls':       # BIFF2: one sheet, no compound file around it
    rows = [['Ma ho so', 'Tieu de ho so', 'So to'], ['Q.1', 'Ho so mot', 12],
            ['Q.2', 'Ho so hai', 1.5e1]]
    out = record(0x0009, struct.pack('<HH', 2, 0x10))
    out += record(0x0042, struct.pack('<H', 1252))
    out += record(0x0000, struct.pack('<HHHH', 0, len(rows), 0, 3))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack('<HH', r, c) + b'\0\0\0'
            if isinstance(value, str):
                text = value.encode('cp1252')
                out += record(0x0004, place + bytes([len(text)]) + text)
            else:
                out += record(0x0003, place + struct.pack('<d', value))
    out += record(0x000a, b'')
elif kind.startswith('ead'):
    old = kind == 'ead2002'
    space = 'urn:isbn:1-931666-22-9' if old else 'http://ead3.archivists.org/schema/'

    def dates(a, b):
        if old:
            return '<unitdate normal="%d/%d">%d</unitdate>' % (a, b, a)
        return ('<unitdatestructured><daterange><fromdate standarddate="%d">x</fromdate>'
                '<todate standarddate="%d">y</todate></daterange></unitdatestructured>' % (a, b))
    text = ('<?xml version="1.0" encoding="UTF-8"?><ead xmlns="%s"><archdesc level="fonds">'
            '<did><unitid>%s</unitid><unittitle>Phông Ủy ban\n   nhân dân</unittitle></did><dsc>' % (space, kind))
    for s in range(3):
        text += ('<c01 level="series"><did><unittitle>Nhóm %d</unittitle></did>'
                 '<c02><did><unittitle>Mục</unittitle></did>' % s)
        for i in range(4):
            text += ('<c03 level="file"><did><unitid>%s.%d.%d</unitid><unittitle>Hồ sơ <emph>số</emph> %d</unittitle>'
                     '%s<container>12</container></did>%s</c03>' % (
                         kind, s, i, i, dates(1960, 1962),
                         '<c04 level="item"><did><unittitle>Công văn</unittitle></did></c04>' if i == 0 else ''))
        text += '</c02></c01>'
    out = (text + '</dsc></archdesc></ead>').encode()
else:                   # dBase III, TCVN3 bytes, one record deleted
    fields = [('MAHS', 'C', 10, 0), ('TIEUDE', 'C', 40, 0), ('SOTO', 'N', 6, 0),
              ('BATDAU', 'D', 8, 0), ('GHICHU', 'M', 10, 0)]
    rows = [(' ', 'K.1', b'quy\xd5t \xae\xdenh th\xb5nh l\xcbp', '12', '19680130'),
            ('*', 'K.2', b'x', '1', '19680130'),
            (' ', 'K.3', b'b\xb8o c\xb8o t\xe6ng k\xd5t', '7', '')]
    size = 1 + sum(f[2] for f in fields)
    out = struct.pack('<BBBBIHH20x', 3, 99, 12, 31, len(rows),
                      32 * (len(fields) + 1) + 1, size)
    for field, type_, length, places in fields:
        out += struct.pack('<11sc4xBB14x', field.encode(), type_.encode(), length, places)
    out += b'\r'
    for flag, code, title, sheets, day in rows:
        out += (flag.encode() + code.encode().ljust(10) + title.ljust(40) +
                sheets.encode().rjust(6) + day.encode().ljust(8) + b' ' * 10)
    out += b'\x1a'
open(name, 'wb').write(out)
