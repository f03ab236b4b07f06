"""Comma-separated inventories. Each case: the bytes, and what comes of them."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from case import case, main      # noqa: E402
import old                       # noqa: E402

HEAD = 'Mã hồ sơ,Tiêu đề hồ sơ\n'
ROWS = 'A.1,Quyết định thành lập xã\nA.2,Báo cáo tổng kết năm 1968\n'
TWO = ['A.1|Quyết định thành lập xã', 'A.2|Báo cáo tổng kết năm 1968']
OLD_HEAD = 'Mã hồ sơ,Tiêu đề hồ sơ,Ghi chú\n'
OLD_ROWS = ('A.1,quyết định về việc thành lập xã,lưu trữ\n'
            'A.2,báo cáo tổng kết công tác năm 1968,kế hoạch\n'
            'A.3,hồ sơ địa giới hành chính,được giao\n')
OLD = ['A.1|quyết định về việc thành lập xã|lưu trữ',
       'A.2|báo cáo tổng kết công tác năm 1968|kế hoạch',
       'A.3|hồ sơ địa giới hành chính|được giao']
OWN = ()        # the file says its fonds itself

# --- how the bytes are laid out ---------------------------------------------------
case('UTF-8', HEAD + ROWS, TWO, codes='')
case('a byte order mark', '\ufeff' + HEAD + ROWS, TWO, codes='')
case('CR LF', (HEAD + ROWS).replace('\n', '\r\n'), TWO, codes='')
case('CR alone, of an old Macintosh', (HEAD + ROWS).replace('\n', '\r'), TWO)
case('no line end at the end', (HEAD + ROWS).rstrip('\n'), TWO, codes='')
case('semicolons', (HEAD + ROWS).replace(',', ';'), TWO, codes='')
case('tabs', (HEAD + ROWS).replace(',', '\t'), TWO, codes='')
case('bars', (HEAD + ROWS).replace(',', '|'), TWO, codes='')
case('sep= of Excel', 'sep=;\n' + (HEAD + ROWS).replace(',', ';'), TWO,
     codes='')
case('sep= behind a byte order mark, commas in the titles',
     '\ufeffsep=;\r\nMã hồ sơ;Tiêu đề hồ sơ\r\nA.1;một, hai, ba, bốn\r\n',
     ['A.1|một, hai, ba, bốn'], codes='')
case('UTF-16, little end first, marked',
     b'\xff\xfe' + (HEAD + ROWS).encode('utf-16-le'), TWO, codes='')
case('UTF-16, big end first, marked',
     b'\xfe\xff' + (HEAD + ROWS).encode('utf-16-be'), TWO, codes='')
case('UTF-16 with tabs, as Excel saves "Unicode text"', b'\xff\xfe' +
     (HEAD + ROWS).replace(',', '\t').replace('\n', '\r\n').encode(
         'utf-16-le'), TWO, codes='')
case('UTF-16 without a mark', (HEAD + ROWS).encode('utf-16-le'), TWO)
case('letters outside of the first plane in UTF-16',
     b'\xff\xfe' + (HEAD + 'A.1,chữ \U00020000 Nôm\n').encode('utf-16-le'),
     ['A.1|chữ \U00020000 Nôm'], codes='')
case('letters in pieces (NFD)', __import__('unicodedata').normalize(
    'NFD', HEAD + ROWS), TWO, codes='')
case('lines and quotes inside of cells',
     HEAD + 'A.1,"một\nhai ""ba"""\nA.2,"x,y"\n',
     ['A.1|một hai "ba"', 'A.2|x,y'], codes='')
case('blanks around, also those that do not break',
     HEAD + ' A.1 ,\u00a0 Một \u00a0\n', ['A.1|Một'], codes='')
case('rows of unequal length', HEAD[:-1] + ',Số tờ\nA.1,Một\nA.2,Hai,3,4,5\n',
     ['A.1|Một|', 'A.2|Hai|3'], show='code title sheets', codes='')
case('blank lines and rows of separators', '\n' + HEAD + '\n,\nA.1,Một\n\n,\n'
     'A.2,Hai\n', ['A.1|Một', 'A.2|Hai'], codes='')

# --- old encodings -------------------------------------------------------------------
for name in ('tcvn3', 'vni', 'viscii', 'cp1258'):
    data = getattr(old, name)(OLD_HEAD + OLD_ROWS)
    case(name + ' as bytes', data, OLD, show='code title note', codes='E001')
    case(name + ' as the letters that stand for them', old.seen(data), OLD,
         show='code title note', codes='E001')
case('UTF-8 twice', old.double(OLD_HEAD + OLD_ROWS), OLD,
     show='code title note', codes='E001')
case('one column in TCVN3, one in Unicode', 'Mã hồ sơ,Tiêu đề hồ sơ,Ghi chú\n' +
     ''.join('A.%d,%s,%s\n' % (i + 1, old.seen(old.tcvn3(t)), n)
             for i, (t, n) in enumerate((
                 ('quyết định về việc thành lập xã', 'lưu trữ'),
                 ('báo cáo tổng kết công tác', 'kế hoạch')))),
     ['A.1|quyết định về việc thành lập xã|lưu trữ',
      'A.2|báo cáo tổng kết công tác|kế hoạch'], show='code title note',
     codes='E001')
case('one column in TCVN3, one in VNI', 'Mã hồ sơ,Tiêu đề hồ sơ,Ghi chú\n' +
     ''.join('A.%d,%s,%s\n' % (i + 1, old.seen(old.tcvn3(t)),
                               old.seen(old.vni(n)))
             for i, (t, n) in enumerate((
                 ('quyết định về việc thành lập xã', 'được lưu trữ'),
                 ('báo cáo tổng kết công tác', 'kế hoạch sản xuất')))),
     ['A.1|quyết định về việc thành lập xã|được lưu trữ',
      'A.2|báo cáo tổng kết công tác|kế hoạch sản xuất'],
     show='code title note', codes='E001')
CAPITALS = HEAD + ''.join('A.%d,%s\n' % (i + 1, old.seen(old.tcvn3(t))) for i, t in enumerate((
        'QUYẾT ĐỊNH THÀNH LẬP', 'BÁO CÁO TỔNG KẾT')))
case('a capital font (.VnTimeH) is offered', CAPITALS,
     ['A.1|QUYếT ĐịNH THàNH LậP', 'A.2|BáO CáO TổNG KếT'], codes='E001 E003')
case('and read in capitals when told', CAPITALS,
     ['A.1|QUYẾT ĐỊNH THÀNH LẬP', 'A.2|BÁO CÁO TỔNG KẾT'], codes='E001',
     args=['--fonds', 'F', '--fonds-name', 'F', '--upper', 'B'])
case('German is not taken for an old encoding in silence',
     HEAD.encode() + 'A.1,Äpfel für Öl\nA.2,Größe über Maß\n'.encode('cp1252'),
     [], codes='E002', status=4)
case('and read when told', (HEAD + 'A.1,' + old.seen(old.vni(
    'gỗ quý')) + '\n'), ['A.1|gỗ quý'],
     args=['--fonds', 'F', '--fonds-name', 'F', '--encoding', 'title=vni'])
case('an encoding told for one column by its number',
     HEAD + 'A.1,' + old.seen(old.tcvn3('được')) + '\n', ['A.1|được'],
     args=['--fonds', 'F', '--fonds-name', 'F', '--encoding', '#2=tcvn3'])

# --- where the table is --------------------------------------------------------------
case('a title block names fonds and inventory',
     'CHI CỤC VĂN THƯ,,\nMỤC LỤC HỒ SƠ,,\nPHÔNG TỈNH ỦY PHƯỚC LONG,,\n'
     'Mã phông: PL,,\nMục lục số: 03,,\n'
     'STT,Hồ sơ số,Tiêu đề hồ sơ\n1,001,Một\n2,002,Hai\n',
     ['PL.03.001|PL|TỈNH ỦY PHƯỚC LONG|001', 'PL.03.002|PL|TỈNH ỦY PHƯỚC LONG'
      '|002'], show='code fonds name number', codes='', args=OWN)
case('heads of two rows with merged cells',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian tài liệu,,Số lượng,\n'
     ',,,Bắt đầu,Kết thúc,Tờ,Trang\n1,A.1,Một,1960,1962,10,20\n',
     ['A.1|Một|1960|1962|10|20'], show='code title start end sheets pages',
     codes='')
case('a row of column numbers',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\n(1),(2),(3)\n1,A.1,Một\n', ['A.1|Một'],
     codes='')
case('column numbers without brackets',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\n1,2,3\n1,A.1,Một\n', ['A.1|Một'], codes='')
case('sections become groups',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\nI,,Tài liệu chung\n1,A.1,Một\n'
     'II,,Tài liệu riêng\n2,A.2,Hai\n',
     ['A.1|Tài liệu chung', 'A.2|Tài liệu riêng'], show='code group', codes='R005')
case('sections in sections',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\nA,,Khối một\nI,,Nhóm một\n1,A.1,Một\n'
     'II,,Nhóm hai\n2,A.2,Hai\nB,,Khối hai\nI,,Nhóm ba\n3,A.3,Ba\n',
     ['A.1|Nhóm một|Khối một', 'A.2|Nhóm hai|Khối một', 'A.3|Nhóm ba|Khối hai'],
     show='code group above', codes='R005')
case('a footer with its count, words, place and signatures',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\n1,A.1,Một\n2,A.2,Hai\n'
     ',,Mục lục này gồm: 02 hồ sơ (đơn vị bảo quản)\n,,Viết bằng chữ: hai\n'
     ',,"Bình Phước, ngày 05 tháng 12 năm 2020"\n,,Người lập\n,,Nguyễn Văn A\n',
     ['A.1|Một', 'A.2|Hai'], codes='R003')
case('a footer with another count',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ\n1,A.1,Một\n,,Mục lục này gồm: 7 hồ sơ\n',
     ['A.1|Một'], codes='R003 R004')
case('a sum between two parts does not end the table',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ,Số tờ\n1,A.1,Một,5\n,,Tổng cộng,5\n'
     '2,A.2,Hai,6\n', ['A.1|5', 'A.2|6'], show='code sheets', codes='R003')
case('the word of a sum in the column of the numbers',
     'STT,Mã hồ sơ,Tiêu đề hồ sơ,Số tờ\n1,A.1,Công văn đi,5\nCộng,,,5\n',
     ['A.1|5'], show='code sheets', codes='R003')
case('no diacritics in the heads',
     'Ma ho so,Tieu de ho so,Thoi gian,Thoi han bao quan,So to,So trang,Hop so\n'
     'A.1,Một,1968,Vĩnh viễn,3,6,9\n', ['A.1|Một|1968|01|3|6|9'],
     show='code title start keep sheets pages box', codes='')
case('columns in another order', 'Ghi chú,Tiêu đề,Mã hồ sơ\nx,Một,A.1\n',
     ['A.1|Một|x'], show='code title note', codes='')
case('names of TT02 with its two "Maintenance"',
     'Identifier,OrganId,FileCode,FileCatalog,FileNotation,Title,Maintenance,'
     'Rights,Language,StartDate,EndDate,TotalDoc,Description,Maintenance,'
     'PageNumber,Format\n000.00.00.H10,F,A.1,1968,01,Một,Vĩnh viễn,Hạn chế,'
     'Tiếng Việt,01/02/1968,03/04/1969,12,ghi,30,60,Tốt\n',
     ['A.1|1968|01|01|02|01|1968-02-01|1969-04-03|12|30|60'],
     show='code catalog number keep mode language start end docs sheets pages',
     codes='')
case('names of TT05',
     'arcFileCode;title;maintenance;mode;language;startDate;endDate;keyword;'
     'totalDoc;numberOfPaper;numberOfPage;format;description\n'
     'H10.1968.01;Một;01;01;01;1968;1969;đất;4;5;6;01;ghi\n',
     ['H10.1968.01|Một|01|01|01|1968|1969|đất|4|5|6|ghi'],
     show='code title keep mode language start end keyword docs sheets pages '
     'note', codes='')
case('abbreviations', 'TT,HS số,Tiêu đề HS,Thời gian TL,THBQ,SL tờ,Mã HS\n'
     '1,005,Một,1968,VV,7,A.1\n', ['A.1|005|Một|1968|01|7'],
     show='code number title start keep sheets', codes='')
case('two heads of one meaning', HEAD[:-1] + ',Tiêu đề\nA.1,Một,Hai\n',
     ['A.1|Một'], codes='M006')
case('a column nobody knows', HEAD[:-1] + ',Nhiệt độ\nA.1,Một,30\n',
     ['A.1|Một'], codes='M007')
case('heads that are no heads', 'aaa,bbb\nA.1,Một\n', [], codes='M001 M002',
     status=4, says='--map')
case('the same with --map by letter and number', 'aaa,bbb\nA.1,Một\n',
     ['A.1|Một'], args=['--fonds', 'F', '--fonds-name', 'F', '--map',
                        'fileCode=aaa', '--map', 'title=B'], codes='')
case('no heads at all', 'A.1,Một\nA.2,Hai\n', ['A.1|Một', 'A.2|Hai'],
     args=['--fonds', 'F', '--fonds-name', 'F', '--head', '0', '--map',
           'fileCode=1', '--map', 'title=2'], codes='')
case('the row of the heads told', 'x,y\nMã hồ sơ,Tiêu đề hồ sơ\nA.1,Một\n'
     'Mã hồ sơ,Tiêu đề hồ sơ\nA.2,Hai\n', ['A.2|Hai'],
     args=['--fonds', 'F', '--fonds-name', 'F', '--head', '4'], codes='')
case('a row of heads that is not there', HEAD + ROWS, [], status=4,
     args=['--fonds', 'F', '--head', '9'], codes='M001 M002')
case('--map of a column that is not there', HEAD + ROWS, [], status=4,
     args=['--fonds', 'F', '--map', 'title=ZZ'], codes='M005 M004')
case('two fonds in a column',
     'Mã phông,Tên phông,Mã hồ sơ,Tiêu đề\nP1,Một,P1.1,x\nP2,Hai,P2.1,y\n',
     ['P1.1|P1|Một', 'P2.1|P2|Hai'], show='code fonds name', codes='', args=OWN)
case('groups in a column', 'Nhóm,Mã hồ sơ,Tiêu đề\nA/B,A.1,x\nA,A.2,y\n',
     ['A.1|B|A', 'A.2|A|'], show='code group above', codes='')
case('no fonds anywhere', HEAD + ROWS, [], codes='M003', status=4, args=OWN)
case('ISAD(G) of AtoM',
     'legacyId,parentId,identifier,title,levelOfDescription,extentAndMedium,'
     'eventStartDates,eventEndDates,nameAccessPoints,culture\n'
     '1,,P9,Phông chín,Fonds,,,,,vi\n2,1,,Nhóm,Series,,,,,vi\n'
     '3,2,P9.1,Một,File,12 tờ; 24 trang,1968-01-02,1969,Nguyễn A,vi\n',
     ['P9.1|P9|Nhóm|12|24|1968-01-02|1969|Nguyễn A'],
     show='code fonds group sheets pages start end persons', codes='', args=OWN)

# --- values ---------------------------------------------------------------------------
DATES = 'Mã hồ sơ,Tiêu đề,Bắt đầu,Kết thúc\n'
case('days, months, years and what is not known of them', DATES +
     'A.1,x,01/02/1968,3.4.1969\nA.2,x,5/1966,1968\nA.3,x,00/00/1968,'
     '00/05/1969\nA.4,x,,-\n',
     ['A.1|1968-02-01|1969-04-03', 'A.2|1966-05|1968', 'A.3|1968|1969-05',
      'A.4||'], show='code start end', codes='')
case('spans in one cell', 'Mã hồ sơ,Tiêu đề,Thời gian\nA.1,x,1965-1968\n'
     'A.2,x,1965 – 1968\nA.3,x,01/02/1968 - 03/04/1969\nA.4,x,5/1966-8/1966\n',
     ['A.1|1965|1968', 'A.2|1965|1968', 'A.3|1968-02-01|1969-04-03',
      'A.4|1966-05|1966-08'], show='code start end', codes='D003')
case('the day number of a spreadsheet', DATES + 'A.1,x,25204,25569\n',
     ['A.1|1969-01-01|1970-01-01'],
     show='code start end', codes='V005')
case('ISO days with a time behind', DATES +
     'A.1,x,1968-02-01 00:00:00,1968.0\n', ['A.1|1968-02-01|1968'],
     show='code start end', codes='')
case('a day that cannot be', DATES + 'A.1,x,31/04/1968,\n', [], codes='V001',
     status=4, says='row 2, column 3')
case('the same, lenient', DATES + 'A.1,x,31/04/1968,\n', ['A.1|'],
     show='code start', args=['--fonds', 'F', '--fonds-name', 'F',
                              '--lenient'], codes='V001')
case('an end before the beginning', DATES + 'A.1,x,1970,1968\n', [],
     codes='V001', status=4)
case('numbers as people write them', 'Mã hồ sơ,Tiêu đề,Số tờ,Số trang\n'
     'A.1,x,1.020,"2,040"\nA.2,x,12 tờ,tr. 24\nA.3,x,7.0,-\n',
     ['A.1|1020|2040', 'A.2|12|24', 'A.3|7|'], show='code sheets pages',
     codes='')
case('sheets and pages in one cell', 'Mã hồ sơ,Tiêu đề,Số tờ/Số trang\n'
     'A.1,x,120/240\nA.2,x,120 tờ; 240 trang\nA.3,x,100 trang\nA.4,x,50\n',
     ['A.1|120|240', 'A.2|120|240', 'A.3||100', 'A.4|50|'],
     show='code sheets pages', codes='')
case('a number that cannot be', 'Mã hồ sơ,Tiêu đề,Số tờ\nA.1,x,nhiều\n', [],
     codes='V002', status=4)
case('a number below nothing', 'Mã hồ sơ,Tiêu đề,Số tờ\nA.1,x,-5\n', [],
     codes='V002', status=4)
case('zeros in front stay', 'Hồ sơ số,Hộp số,Tiêu đề\n0012,007,x\n',
     ['F.0012|0012|007'], show='code number box', codes='M004',
     args=['--fonds', 'F'])
case('terms in words', 'Mã hồ sơ,Tiêu đề,Thời hạn bảo quản,Chế độ sử dụng,'
     'Ngôn ngữ\nA.1,x,Vĩnh viễn,Công khai,Tiếng Việt\nA.2,x,70 năm,'
     'không hạn chế,Tiếng Pháp\nA.3,x,Lâu dài,Hạn chế,vie\n',
     ['A.1|01|01|01', 'A.2|02|01|03', 'A.3|07|02|01'],
     show='code keep mode language', codes='')
case('a term nobody knows', 'Mã hồ sơ,Tiêu đề,THBQ\nA.1,x,mãi mãi\n', [],
     codes='V003', status=4)
case('the letter Ð that is not Đ', HEAD + 'A.1,huyện Ðồng Phú\n',
     ['A.1|huyện Đồng Phú'], codes='V004')
case('NUL bytes', HEAD.encode() + b'A.1,m\x00t\n', ['A.1|m\ufffdt'],
     codes='F002 V007')
case('a byte that is no letter', HEAD.encode() + 'A.1,Một '.encode() +
     b'\xff\xfe hai\nA.2,' + 'Quyết định\n'.encode(),
     ['A.1|Một \ufffd\ufffd hai', 'A.2|Quyết định'], codes='V007')
case('a title of more than 1,000 letters', HEAD + 'A.1,' + 'ậ' * 1001 + '\n',
     [], codes='V008', status=4)
case('a title of 1,000 letters', HEAD + 'A.1,' + 'ậ' * 1000 + '\n',
     ['A.1|' + 'ậ' * 1000], codes='')
case('formulas stay texts', HEAD + 'A.1,"=HYPERLINK(""x"")"\nA.2,+84\n'
     'A.3,@x\nA.4,-y\n', ['A.1|=HYPERLINK("x")', 'A.2|+84', 'A.3|@x', 'A.4|-y'],
     codes='')
case('no title, no code', HEAD[:-1] + ',Số tờ\n,Hai,5\nA.3,,6\nA.4,,\n', [],
     codes='R001 R002', status=4)
case('a title alone names the group of the rows below',
     HEAD + ',Nhóm hai\nA.4,x\n', ['A.4|Nhóm hai'], show='code group',
     codes='R005')
case('a code twice', HEAD + 'A.1,Một\nA.1,Hai\n', [], codes='D001', status=4,
     says='row 3')
case('a title and its dates twice', DATES + 'A.1,Một,1968,\nA.2,Một,1968,\n',
     ['A.1|Một', 'A.2|Một'], codes='D003')

# --- what would harm --------------------------------------------------------------------
case('a quotation mark that is never closed', HEAD + 'A.1,"' + 'x' * 2000000,
     [], status=4, says='quotation mark')
case('a quotation mark open at the end', HEAD + 'A.1,"Một', ['A.1|Một'])
case('a cell of 1.6 MB', HEAD + 'A.1,' + 'x' * 1600000 + '\n', [], status=4,
     says='1 MB')
case('a line of 32 MB', HEAD + 'A.1,' + 'x,' * 16777216 + '\n', ['A.1|x'],
     codes='M008')
case('20,000 columns', HEAD[:-1] + ',x' * 20000 + '\nA.1,Một' + ',y' * 20000 +
     '\n', ['A.1|Một'])
case('an empty file', '', [], status=2, says='is empty')
case('only blanks', '\n \n\n', [], status=4)
case('heads and nothing below', HEAD, [])
case('a lock file of Excel', HEAD + ROWS, [], status=2, says='lock file',
     file='~$x.csv')
case('a PDF by another name', b'%PDF-1.4\n' + bytes(range(256)) * 20, [],
     status=2)
case('noise', bytes((i * 7919 + i * i) % 256 for i in range(20000)), [],
     status=4)
case('a CSV by the name of a workbook', HEAD + ROWS, TWO, codes='',
     file='x.xlsx')
case('SQL and syntax of searches', HEAD + "A.1,'); DROP TABLE dossier; --\n"
     'A.2,"NEAR("" OR *"\n', ["A.1|'); DROP TABLE dossier; --",
                              'A.2|NEAR(" OR *'], codes='')
case('escapes of terminals', HEAD + 'A.1,\x1b[31m\x1b]0;x\x07đỏ\n',
     ['A.1|\x1b[31m\x1b]0;x\x07đỏ'])

main('csv')
