# Files of 200 rows in ten encodings and two disguises, ten of each: every title comes back, or
# the file is refused with E002; none is taken for another in silence (T-ENC).
. "${srcdir:-.}/tests/lib.sh"
need python3 sqlite3

runs 0 "$BANSAO" init
python3 - "$srcdir/tests/inventories" "$BANSAO" "$BANSAO_DB" <<'END'
import json, random, subprocess, sys, unicodedata
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import old
random.seed(17)
titles = ('đơn xin xác nhận quyền sở hữu nhà ở', 'sổ theo dõi văn bản đến',
          'lý lịch đảng viên', 'tờ trình về chỉ tiêu biên chế',
          'biên bản họp thường trực', 'hợp đồng mua bán gỗ rừng trồng',
          'công văn trao đổi với nông trường cao su', 'thống kê dân số',
          'bản vẽ trụ sở làm việc', 'danh sách cử tri khu vực bỏ phiếu',
          'giấy phép khai thác đá', 'nghị quyết kỳ họp thứ hai',
          'phiếu điều tra mẫu đất trồng điều', 'chứng từ quyết toán ngân sách',
          'hồ sơ liệt sĩ', 'tập lưu quyết định khen thưởng',
          'kế hoạch phòng chống bão lụt', 'báo cáo tình hình giáo dục',
          'bản đồ địa chính thửa đất', 'thư khiếu nại của công dân')
places = ('ấp', 'xã', 'thôn', 'huyện', 'phường', 'tổ', 'đội', 'hợp tác xã')
writers = {
    'utf8': lambda t: t.encode(),
    'utf8, marked': lambda t: b'\xef\xbb\xbf' + t.encode(),
    'utf8, in pieces': lambda t: unicodedata.normalize('NFD', t).encode(),
    'utf16le': lambda t: b'\xff\xfe' + t.encode('utf-16-le'),
    'utf16be': lambda t: b'\xfe\xff' + t.encode('utf-16-be'),
    'tcvn3': old.tcvn3, 'vni': old.vni, 'viscii': old.viscii,
    'cp1258': old.cp1258, 'double': lambda t: old.double(t).encode(),
    'tcvn3, seen': lambda t: old.seen(old.tcvn3(t)).encode(),
    'vni, seen': lambda t: old.seen(old.vni(t)).encode(),
}
asked = right = 0
for name, write in writers.items():
    for n in range(10):
        rows = ['%s %s số %d' % (random.choice(titles), random.choice(places),
                                 random.randint(1, 99)) for _ in range(200)]
        with open('f.csv', 'wb') as f:
            f.write(write('Mã hồ sơ,Tiêu đề hồ sơ\n' + ''.join(
                'A.%d,%s\n' % p for p in enumerate(rows))))
        p = subprocess.run([sys.argv[2], '--db', sys.argv[3], 'import',
                            'preview', 'f.csv', '--json'],
                           capture_output=True)
        columns = json.loads(p.stdout)
        got = [columns[1]['v%d' % i] for i in range(1, 21)]
        if got == rows[:20] and columns[1]['sure']:
            right += 1
        elif not columns[1]['sure']:
            asked += 1
        else:
            sys.exit('%s, file %d is read wrongly as %s: %s' % (
                name, n, columns[1]['encoding'], got[0]))
print(right, 'right,', asked, 'asked', file=sys.stderr)
if right < 0.995 * (right + asked):
    sys.exit('%d files of %d are not recognised' % (asked, right + asked))
END
