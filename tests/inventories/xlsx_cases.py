"""Workbooks. Each case: what is in it, and what comes of it."""
import os
import struct
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from book import Cell, Raw, book, books, pack, parts    # noqa: E402
from case import case, main                             # noqa: E402
import old                                              # noqa: E402

H = ['Mã hồ sơ', 'Tiêu đề hồ sơ']
TWO = [H, ['A.1', 'Một'], ['A.2', 'Hai']]
WANT = ['A.1|Một', 'A.2|Hai']
F = ['--fonds', 'F', '--fonds-name', 'F']
OWN = ()


def inline(text):
    return Raw('<c t="inlineStr"><is><t>%s</t></is></c>' % text)


def changed(name, edit, rows=TWO, **more):
    files = parts([('Mục lục', rows)], **more)
    files[name] = edit(files[name])
    return pack(files)


# --- how texts are kept --------------------------------------------------------------
case('shared strings', book(TWO), WANT, codes='')
case('texts in their cells', book([[inline(t) for t in r] for r in TWO],
                                  refs=False), WANT, codes='')
case('a text of many runs, with how to read it', book([H, ['A.1', Raw(
    '<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t>Quyết </t></r><r><t>định'
    '</t></r><rPh sb="0" eb="1"><t>xxx</t></rPh></is></c>')]]),
    ['A.1|Quyết định'], codes='')
case('runs in a shared string', changed(
    'xl/sharedStrings.xml', lambda t: t.replace(
        '<si><t xml:space="preserve">Một</t></si>',
        '<si><r><t>M</t></r><r><t>ột</t></r></si>')), WANT, codes='')
case('blanks that are preserved', book([H, ['  A.1 ', '\u00a0Một ']]),
     ['A.1|Một'], codes='')
case('line ends in a cell', book([H, ['A.1', 'một\nhai']]), ['A.1|một hai'],
     codes='')
case('characters written as _x000D_', book([H, ['A.1', 'một_x000D_\nhai']]),
     ['A.1|một hai'], codes='')
case('an escape that is meant', book([H, ['A.1', 'x_x005F_x0041_']]),
     ['A.1|x_x0041_'], codes='')
case('letters in pieces (NFD)', book([H, ['A.1', __import__(
    'unicodedata').normalize('NFD', 'Quyết định')]]), ['A.1|Quyết định'],
    codes='')
case('signs of XML', book([H, ['A.1', 'a < b & c > "d"']]),
     ['A.1|a < b & c > "d"'], codes='')
case('a formula with the text it gave', book([H, ['A.1', Cell(
    'Một', 'str', formula='"M"&"ột"')]]), ['A.1|Một'], codes='')
case('a formula with the number it gave', book([H + ['Số tờ'], ['A.1', 'x',
     Cell(12, formula='SUM(A1:A2)')]]), ['A.1|12'], show='code sheets',
     codes='')
case('a formula that was never reckoned', book([H + ['Số tờ'], ['A.1', 'x',
     Cell(None, formula='SUM(A1:A2)')]]), ['A.1|'], show='code sheets',
     codes='')
case('an error in a cell', book([H + ['Số tờ'], ['A.1', 'x', Cell(
    '#REF!', 'e')]]), ['A.1|'], show='code sheets', codes='F002')
case('true and false', book([H + ['Chế độ dự phòng'], ['A.1', 'x', Cell(
    1, 'b')]]), ['A.1|x'], codes='')
case('formulas as texts stay texts', book([H, ['A.1', '=1+1'], ['A.2', '@x']]),
     ['A.1|=1+1', 'A.2|@x'], codes='')

# --- numbers and days ----------------------------------------------------------------
T = H + ['Bắt đầu', 'Kết thúc']
case('days by a built-in format', book([T, ['A.1', 'x', Cell(25204, style=1),
     Cell(25569, style=1)]]), ['A.1|1969-01-01|1970-01-01'],
     show='code start end', codes='')
case('days by a format of their own', book([T, ['A.1', 'x', Cell(
    25204, style=5), None]]), ['A.1|1969-01-01'], show='code start', codes='')
case('months', book([T, ['A.1', 'x', Cell(25569, style=3), None]]),
     ['A.1|1970-01'], show='code start', codes='')
case('years', book([T, ['A.1', 'x', Cell(25569, style=4), None]]),
     ['A.1|1970'], show='code start', codes='')
case('a year as a number', book([T, ['A.1', 'x', 1968, 1970]]),
     ['A.1|1968|1970'], show='code start end', codes='')
case('a time of day behind the day', book([T, ['A.1', 'x', Cell(
    25204.75, style=1), None]]), ['A.1|1969-01-01'], show='code start',
    codes='')
case('days since 1904', book([T, ['A.1', 'x', Cell(23742, style=1), None]],
                             date1904=True), ['A.1|1969-01-01'],
     show='code start', codes='')
case('a day number without a format', book([T, ['A.1', 'x', 25204, None]]),
     ['A.1|1969-01-01'], show='code start', codes='V005')
case('a day in words of ISO', book([T, ['A.1', 'x', Cell(
    '1968-02-01', 'd'), None]]), ['A.1|1968-02-01'], show='code start',
    codes='')
case('days as texts and as days in one column', book([
    T, ['A.1', 'x', '01/02/1968', None], ['A.2', 'y', Cell(25204, style=1),
                                          None], ['A.3', 'z', '5/1966', None]]),
     ['A.1|1968-02-01', 'A.2|1969-01-01', 'A.3|1966-05'], show='code start',
     codes='')
case('a day that cannot be', book([T, ['A.1', 'x', '31/02/1968', None]]), [],
     codes='V001', status=4, says='column 3')
case('numbers of many looks', book([H + ['Số tờ', 'Số trang'], [
    'A.1', 'x', Cell('1.2E2'), Cell('12.0')], ['A.2', 'y', '1.020', '12 tờ']]),
     ['A.1|120|12', 'A.2|1020|12'], show='code sheets pages', codes='')
case('zeros that only the format shows', book([['Hồ sơ số', 'Tiêu đề'],
     [Cell(7, style=2), 'x']]), ['F.007|007'], show='code number', codes='',
     args=F)
case('zeros that the text has', book([['Hồ sơ số', 'Hộp số', 'Tiêu đề'],
     ['007', '03', 'x']]), ['F.007|007|03'], show='code number box', codes='',
     args=F)
case('a number as a code', book([H, [12345678, 'x']]), ['12345678|x'],
     codes='')
case('Vĩnh viễn in an inventory of TT02', book([H + ['Thời hạn bảo quản'],
     ['A.1', 'x', 'Vĩnh viễn'], ['A.2', 'y', '70 năm']]), ['A.1|01', 'A.2|02'],
     show='code keep', codes='')

# --- sheets and where the table is ---------------------------------------------------
case('a hidden sheet is left out', books([('Một', TWO), ('Hai', [
    H, ['B.1', 'x']])], states=('', 'hidden')), WANT, codes='F003')
case('a very hidden sheet, too', books([('Một', TWO), ('Hai', [
    H, ['B.1', 'x']])], states=('', 'veryHidden')), WANT, codes='F003')
case('a hidden sheet that is named', books([('Một', TWO), ('Hai', [
    H, ['B.1', 'x']])], states=('', 'hidden')), ['B.1|x'], codes='',
    args=F + ['--sheet', 'Hai'])
case('two sheets, two tables', books([('Một', TWO), ('Hai', [
    H, ['B.1', 'x']])]), WANT + ['B.1|x'], codes='')
case('one of two sheets', books([('Một', TWO), ('Hai', [H, ['B.1', 'x']])]),
     WANT, codes='', args=F + ['--sheet', 'Một'])
case('a sheet that is not there', book(TWO), [], status=4,
     args=F + ['--sheet', 'Ba'], says='no sheet Ba')
case('a cover before the table', books([('Bìa', [['TRUNG TÂM LƯU TRỮ'], [
    'MỤC LỤC'], ['Năm 2020']]), ('Một', TWO)]), WANT, codes='M001')
case('a code on two sheets', books([('Một', TWO), ('Hai', [H, [
    'A.1', 'x']])]), [], codes='D001', status=4, says='another sheet')
case('a title block, heads of two rows, numbers, sections, footers', book([
    ['SỞ NỘI VỤ'], (2, ['PHÔNG ỦY BAN NHÂN DÂN HUYỆN']), (3, [
        'Mã phông: H01']), (5, ['STT', 'Hồ sơ số', 'Tiêu đề hồ sơ',
                               'Thời gian', None, 'Số lượng', None, 'THBQ']),
    (6, [None, None, None, 'Bắt đầu', 'Kết thúc', 'Tờ', 'Trang']),
    (7, ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)']),
    (8, ['I. Tài liệu tổng hợp']), (9, [1, '01', 'Một', 1960, 1961, 10, 20,
                                        'VV']),
    (10, ['II. Tài liệu khác']), (11, [2, '02', 'Hai', 1962, 1963, 11, 21,
                                       'VV']),
    (12, [None, None, 'Mục lục này gồm: 2 hồ sơ']),
    (13, [None, None, None, 'Người lập'])]),
    ['H01.1960.01|Một|1960|1961|10|20|01|I|H01'.replace(
        '|I|', '|Tài liệu tổng hợp|'),
     'H01.1962.02|Hai|1962|1963|11|21|01|Tài liệu khác|H01'],
    show='code title start end sheets pages keep group fonds',
    codes='R003 R005', args=OWN)
case('rows far apart and cells far to the right', book([
    (3, [None] * 30 + H), (100, [None] * 30 + ['A.1', 'Một'])]), ['A.1|Một'],
    codes='')
case('rows and cells without their places', book(TWO, refs=False), WANT,
     codes='')
case('an empty sheet', book([]), [], status=4)
case('a workbook without a table', book([['a', 'b'], ['c', 'd']]), [],
     status=4, codes='M001 M002')
case('the row of the heads told', book([['a', 'b'], ['A.1', 'Một']]),
     ['A.1|Một'], codes='', args=F + ['--head', '1', '--map', 'fileCode=A',
                                      '--map', 'title=B'])

# --- old encodings as letters --------------------------------------------------------
LONG = ['quyết định về việc thành lập xã', 'báo cáo tổng kết công tác năm',
        'hồ sơ địa giới hành chính huyện']
for name in ('tcvn3', 'vni', 'viscii', 'cp1258'):
    turn = getattr(old, name)
    case(name, book([H] + [['A.%d' % i, old.seen(turn(t))]
                           for i, t in enumerate(LONG)]),
         ['A.%d|%s' % p for p in enumerate(LONG)], codes='E001')
case('heads in TCVN3, too', book([[old.seen(old.tcvn3(h)) for h in H]] + [
    ['A.%d' % i, old.seen(old.tcvn3(t))] for i, t in enumerate(LONG)]),
     ['A.%d|%s' % p for p in enumerate(LONG)], codes='E001')
case('UTF-8 twice', book([H] + [['A.%d' % i, old.double(t)]
                                for i, t in enumerate(LONG)]),
     ['A.%d|%s' % p for p in enumerate(LONG)], codes='E001')
case('three encodings in three columns', book([H + ['Ghi chú', 'Từ khóa']] + [
    ['A.%d' % i, old.seen(old.tcvn3(t)), old.seen(old.vni(t)), t]
    for i, t in enumerate(LONG)]),
    ['A.%d|%s|%s|%s' % (i, t, t, t) for i, t in enumerate(LONG)],
    show='code title note keyword', codes='E001')
case('Unicode cells in a column of TCVN3 stay', book([H] + [
    ['A.0', LONG[0]], ['A.1', old.seen(old.tcvn3(LONG[1]))],
    ['A.2', old.seen(old.tcvn3(LONG[2]))]]),
     ['A.%d|%s' % p for p in enumerate(LONG)], codes='E001')

# --- other writers -------------------------------------------------------------------
case('without styles', pack({k: v for k, v in parts([('x', TWO)]).items()
                             if 'styles' not in k}), WANT, codes='')
case('paths from the root', changed(
    'xl/_rels/workbook.xml.rels', lambda t: t.replace(
        'Target="worksheets', 'Target="/xl/worksheets')), WANT, codes='')
case('a prefix before every name', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace('<', '<x:').replace(
        '<x:/', '</x:').replace('<x:?', '<?').replace('xmlns=', 'xmlns:x=')),
     WANT, codes='')
case('the namespace of "strict" workbooks', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main')), WANT, codes='')
case('a part in UTF-16', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace('UTF-8', 'UTF-16').encode(
        'utf-16')), WANT, codes='')
case('not packed at all', pack(parts([('x', TWO)]), zipfile.ZIP_STORED), WANT,
     codes='')
case('by the name of a CSV', book(TWO), WANT, codes='', file='x.csv')
case('with macros', book(TWO), WANT, codes='', file='x.xlsm')

# --- what is wrong or would harm -----------------------------------------------------
case('a shared string that is not there', book([H, ['A.1', 'Một'], [
    'A.2', Cell(999999, 's')], ['A.3', 'Ba']]), [], codes='F002 R001',
    status=4, says='row 3')
case('a shared string below nothing', book([H + ['Ghi chú'], [
    'A.1', 'Một', Cell(-1, 's')]]), ['A.1|Một|'], show='code title note',
    codes='F002')
case('no shared strings part', pack({k: v for k, v in parts([(
    'x', TWO)]).items() if 'shared' not in k}), [], status=4)
case('20,000 columns', book([H + ['x'] * 20000, ['A.1', 'Một'] +
                             ['y'] * 20000]), ['A.1|Một'])
case('a cell of 1.6 MB', book([H, ['A.1', 'x' * 1600000]]), [], codes='V008',
     status=4)
case('a file of ours in the workbook (XXE)', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace(
        '<worksheet', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<worksheet', 1)), [], status=4)
case('a billion laughs', changed(
    'xl/sharedStrings.xml', lambda t: t.replace(
        '<sst', '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + ''.join(
            '<!ENTITY %s "%s">' % (chr(98 + i), ('&%s;' % chr(97 + i)) * 10)
            for i in range(9)) + ']><sst', 1).replace('Một', '&j;')), [],
     status=4)
case('a zip bomb', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace(
        '</sheetData>', ' ' * 300000000 + '</sheetData>')), [], status=4)
SLIP = parts([('x', TWO)])
SLIP['../../tmp/slip'] = 'x'
SLIP['/tmp/slip'] = 'x'
case('paths that leave', pack(SLIP), WANT, codes='')
case('cut in the middle', book(TWO)[:900], [], status=4)
BITS = bytearray(book(TWO))
for at in range(200, len(BITS) - 200, 97):
    BITS[at] ^= 4
case('bits turned', bytes(BITS), [], status=4)
case('a page that is not well-formed', changed(
    'xl/worksheets/sheet1.xml', lambda t: t.replace('</row>', '', 1)), [],
     status=4)
case('no workbook in the zip', pack({'word/document.xml': '<x/>'}), [],
     status=4, says='not a workbook')
case('a sheet that is named and not there', pack({k: v for k, v in parts([(
    'x', TWO)]).items() if 'sheet1' not in k}), [], status=4)
CFB = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16) + struct.pack(
    '<HHHHH', 0x3e, 3, 0xfffe, 9, 6) + bytes(470) + \
    'EncryptedPackage'.encode('utf-16-le') + bytes(2000)
case('protected by a password', CFB, [], status=4, says='password')
case('a lock file', b'\x05admin' + bytes(160), [], status=2, says='lock file',
     file='~$x.xlsx')
case('nothing', b'', [], status=2, says='is empty')
case('a picture', b'\x89PNG\r\n\x1a\n' + bytes(200), [], status=2)

main('xlsx')
