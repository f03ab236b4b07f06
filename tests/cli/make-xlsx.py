"""A workbook from nothing but a zip: make-xlsx.py FILE ROWS [FAULT]."""
import random
import sys
import zipfile

name, rows = sys.argv[1], int(sys.argv[2])
fault = sys.argv[3] if len(sys.argv) > 3 else ''
random.seed(1)
words = ('quyết định về việc thành lập đoàn kiểm tra hồ sơ lưu trữ lịch sử '
         'Ủy ban nhân dân tỉnh huyện Đồng Phú xã Lộc Ninh báo cáo').split()
strings = []
index = {}


def s(text):
    if text not in index:
        index[text] = len(strings)
        strings.append(text)
    return 't="s"', index[text]


def cell(ref, kind, value, style=0):
    return '<c r="%s" s="%d" %s><v>%s</v></c>' % (ref, style, kind, value)


def row(number, cells):
    return '<row r="%d">%s</row>' % (number, ''.join(cells))


out = [row(1, [cell('A1', *s('PHÔNG TỈNH ỦY'))]),
       row(2, [cell('A2', *s('Mã phông: X01'))]),
       row(4, [cell(c + '4', *s(t)) for c, t in zip('ABCDEFG', (
           'Hồ sơ số', 'Tiêu đề hồ sơ', 'Thời gian', '', 'THBQ', 'Số tờ',
           'Mã hồ sơ')) if t]),
       row(5, [cell('C5', *s('Bắt đầu')), cell('D5', *s('Kết thúc'))]),
       row(6, [cell('A6', *s('I. Tài liệu tổng hợp'))])]
for i in range(rows):
    n = 7 + i
    title = ' '.join(random.choice(words) for _ in range(14))
    bad = i == 1 and fault == 'string'
    out.append(row(n, [
        cell('A%d' % n, '', i + 1, 2),          # 000
        cell('B%d' % n, 't="s"', 999999) if bad else
        cell('B%d' % n, *s(title)),
        cell('C%d' % n, '', 25204, 1),          # 01/01/1969
        cell('D%d' % n, '', 25569.5, 3),        # mm/yyyy of 01/01/1970
        '<c r="E%d" t="inlineStr"><is><r><t>Vĩnh </t></r><r><t>viễn</t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></is></c>' % n,
        cell('F%d' % n, '', '1.2E2'),
        cell('G%d' % n, 't="str"', 'X01.%05d' % i)]))
doctype = ''
if fault == 'xxe':
    doctype = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
elif fault == 'laughs':
    doctype = ('<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + ''.join(
        '<!ENTITY %s "%s">' % (chr(98 + i), ('&%s;' % chr(97 + i)) * 10)
        for i in range(9)) + ']>')
ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
head = '<?xml version="1.0" encoding="UTF-8"?>'
parts = {
    '[Content_Types].xml': head + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': head + '<workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr%s/><sheets><sheet name="Mục lục" sheetId="1" r:id="rId1"/><sheet name="ẩn" sheetId="2" state="hidden" r:id="rId1"/></sheets></workbook>' % (ns, ' date1904="1"' if fault == '1904' else ''),
    'xl/_rels/workbook.xml.rels': head + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': head + '<styleSheet %s><numFmts count="2"><numFmt numFmtId="164" formatCode="000"/><numFmt numFmtId="165" formatCode="mm/yyyy"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>' % ns,
    'xl/worksheets/sheet1.xml': head + doctype + '<worksheet %s><sheetData>%s%s</sheetData><mergeCells/></worksheet>' % (ns, ''.join(out), '&i;' if fault == 'laughs' else ''),
    'xl/sharedStrings.xml': head + '<sst %s>%s</sst>' % (ns, ''.join('<si><t xml:space="preserve">%s</t></si>' % t for t in strings)),
}
with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
    for path, text in parts.items():
        if fault == 'slip':
            z.writestr('../../tmp/slip', 'x')
        if fault == 'bomb' and 'sheet1' in path:
            text = text.replace('</sheetData>', ' ' * 300000000 + '</sheetData>')
        z.writestr(path, text)
if fault == 'truncated':
    data = open(name, 'rb').read()
    open(name, 'wb').write(data[:len(data) // 2])
