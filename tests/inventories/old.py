"""The old encodings, for writing test files: bytes of TCVN3 (ABC), VNI,
VISCII, CP1258, and the letters of CP1252 that stand for such bytes."""
import unicodedata

TCVN3 = {}
for pair in (
        'A1=Ă A2=Â A3=Ê A4=Ô A5=Ơ A6=Ư A7=Đ A8=ă A9=â AA=ê AB=ô AC=ơ AD=ư '
        'AE=đ B5=à B6=ả B7=ã B8=á B9=ạ BB=ằ BC=ẳ BD=ẵ BE=ắ C6=ặ C7=ầ C8=ẩ '
        'C9=ẫ CA=ấ CB=ậ CC=è CE=ẻ CF=ẽ D0=é D1=ẹ D2=ề D3=ể D4=ễ D5=ế D6=ệ '
        'D7=ì D8=ỉ DC=ĩ DD=í DE=ị DF=ò E1=ỏ E2=õ E3=ó E4=ọ E5=ồ E6=ổ E7=ỗ '
        'E8=ố E9=ộ EA=ờ EB=ở EC=ỡ ED=ớ EE=ợ EF=ù F1=ủ F2=ũ F3=ú F4=ụ F5=ừ '
        'F6=ử F7=ữ F8=ứ F9=ự FA=ỳ FB=ỷ FC=ỹ FD=ý FE=ỵ').split():
    TCVN3[pair[3:]] = int(pair[:2], 16)

TONES = {'\u0301': 0, '\u0300': 1, '\u0309': 2, '\u0303': 3, '\u0323': 4}
VNI_PLAIN = [0xf9, 0xf8, 0xfb, 0xf5, 0xef]
VNI_ROOF = [0xe1, 0xe0, 0xe5, 0xe3, 0xe4]
VNI_BREVE = [0xe9, 0xe8, 0xfa, 0xfc, 0xeb]
VNI_I = [0xed, 0xec, 0xe6, 0xf3, 0xf2]


def _vni_small(letter):
    parts = unicodedata.normalize('NFD', letter)
    base, marks = parts[0], parts[1:]
    tone = next((TONES[m] for m in marks if m in TONES), None)
    if letter == 'đ':
        return [0xf1]
    if base == 'i' and tone is not None:
        return [VNI_I[tone]]
    if base == 'y' and tone == 4:
        return [0xee]
    if '\u0302' in marks:
        return [ord(base), 0xe2 if tone is None else VNI_ROOF[tone]]
    if '\u0306' in marks:
        return [ord(base), 0xea if tone is None else VNI_BREVE[tone]]
    first = ord(base)
    if '\u031b' in marks:
        first = 0xf4 if base == 'o' else 0xf6
    return [first] if tone is None else [first, VNI_PLAIN[tone]]


def vni(text):
    out = []
    for letter in unicodedata.normalize('NFC', text):
        if ord(letter) < 128:
            out.append(ord(letter))
            continue
        small = _vni_small(letter.lower())
        out += small if letter.islower() else [
            b - 0x20 if b >= 0x80 or chr(b).islower() else b for b in small]
    return bytes(out)


def tcvn3(text):
    """Capitals with a tone are their small letter: the font shows them big."""
    return bytes(TCVN3.get(c) or TCVN3.get(c.lower()) or ord(c)
                 for c in unicodedata.normalize('NFC', text))


VISCII = {0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1e: 'Ỵ'}
VISCII.update(zip(range(0x80, 0x100), (
    'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ'
    'ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ')))
_TO_VISCII = {letter: byte for byte, letter in VISCII.items()}


def viscii(text):
    return bytes(_TO_VISCII.get(c, ord(c) if ord(c) < 128 else 0x3f)
                 for c in unicodedata.normalize('NFC', text))


def cp1258(text):
    """Base with its modifier in one piece, the tone behind it."""
    out = ''
    for letter in unicodedata.normalize('NFC', text):
        parts = unicodedata.normalize('NFD', letter)
        tones = ''.join(m for m in parts if m in TONES)
        rest = unicodedata.normalize('NFC', ''.join(
            m for m in parts if m not in TONES))
        out += rest + tones
    return out.encode('cp1258')


def seen(data):
    """What a program that knows only CP1252 shows of such bytes."""
    return ''.join(bytes([b]).decode('cp1252') if b not in (
        0x81, 0x8d, 0x8f, 0x90, 0x9d) else chr(b) for b in data)


def double(text):
    return seen(text.encode('utf-8'))
