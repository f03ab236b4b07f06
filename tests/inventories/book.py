"""Workbooks from nothing but a zip, with as little or as wrong inside as a
case wants. A sheet is (name, rows); a row is a list of cells, or a pair
(number, cells). A cell is None, a text (a shared string), a number, or a raw
XML text in Raw; Cell says its type, style and formula itself."""
import io
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = ('xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
     'relationships"')
# styles: 0 general, 1 day, 2 000, 3 mm/yyyy, 4 yyyy, 5 dd\.mm\.yyyy, 6 0.00
FORMATS = ((164, '000'), (165, 'mm/yyyy'), (166, 'yyyy'),
           (167, 'dd\\.mm\\.yyyy'))
STYLES = (0, 14, 164, 165, 166, 167, 2)


class Raw(str):
    pass


class Cell:
    def __init__(self, value, kind=None, style=None, formula=None):
        self.value, self.kind = value, kind
        self.style, self.formula = style, formula


def letters(column):
    name = ''
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_xml(cell, ref, strings):
    if cell is None:
        return ''
    if isinstance(cell, Raw):
        return cell
    if isinstance(cell, str):
        cell = Cell(strings.setdefault(cell, len(strings)), 's')
    elif not isinstance(cell, Cell):
        cell = Cell(cell)
    return '<c%s%s%s>%s%s</c>' % (
        ' r="%s"' % ref if ref else '',
        ' t="%s"' % cell.kind if cell.kind else '',
        ' s="%d"' % cell.style if cell.style is not None else '',
        '<f>%s</f>' % escape(cell.formula) if cell.formula else '',
        '<v>%s</v>' % escape(str(cell.value)) if cell.value is not None
        else '')


def sheet_xml(rows, strings, refs=True):
    out = []
    number = 0
    for row in rows:
        number, cells = row if isinstance(row, tuple) else (number + 1, row)
        out.append('<row%s>%s</row>' % (
            ' r="%d"' % number if refs else '', ''.join(
                cell_xml(c, '%s%d' % (letters(i), number) if refs else None,
                         strings) for i, c in enumerate(cells))))
    return HEAD + '<worksheet %s><sheetData>%s</sheetData></worksheet>' % (
        NS, ''.join(out))


def parts(sheets, date1904=False, refs=True, states=()):
    strings = {}
    files = {'[Content_Types].xml': HEAD + '<Types xmlns="http://schemas.'
             'openxmlformats.org/package/2006/content-types"/>'}
    names = rels = ''
    for i, (name, rows) in enumerate(sheets, 1):
        state = states[i - 1] if i <= len(states) else ''
        names += '<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>' % (
            escape(name), i, ' state="%s"' % state if state else '', i)
        rels += ('<Relationship Id="rId%d" Type="x" Target="worksheets/'
                 'sheet%d.xml"/>' % (i, i))
        files['xl/worksheets/sheet%d.xml' % i] = sheet_xml(rows, strings, refs)
    files['xl/workbook.xml'] = (
        HEAD + '<workbook %s %s><workbookPr%s/><sheets>%s</sheets></workbook>'
        % (NS, R, ' date1904="1"' if date1904 else '', names))
    files['xl/_rels/workbook.xml.rels'] = (
        HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships">%s</Relationships>' % rels)
    files['xl/styles.xml'] = HEAD + (
        '<styleSheet %s><numFmts count="%d">%s</numFmts><cellXfs>%s</cellXfs>'
        '</styleSheet>' % (NS, len(FORMATS), ''.join(
            '<numFmt numFmtId="%d" formatCode="%s"/>' % f for f in FORMATS),
            ''.join('<xf numFmtId="%d"/>' % s for s in STYLES)))
    if strings:
        files['xl/sharedStrings.xml'] = HEAD + '<sst %s>%s</sst>' % (
            NS, ''.join('<si><t xml:space="preserve">%s</t></si>' % escape(t)
                        for t in strings))
    return files


def pack(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def book(rows, **more):
    return pack(parts([('Mục lục', rows)], **more))


def books(sheets, **more):
    return pack(parts(sheets, **more))
