"""Writes pictures.json: small JPEG and PNG of every kind, and the pixels that Pillow has for them. Pillow 12.3.0, libjpeg-turbo 3.1.4.1.

    python3 -m venv VENV && VENV/bin/pip install pillow==12.3.0 numpy && VENV/bin/python packages/data/test/pictures.py
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

WIDTH, HEIGHT = 23, 17
random = np.random.default_rng(1)
rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
smooth = np.stack([128 + 90 * np.sin(columns / 4), 128 + 100 * np.cos(rows / 3), (columns * 9 + rows * 5) % 256], -1)
rgb = (smooth + 20 * random.standard_normal((HEIGHT, WIDTH, 3))).clip(0, 255).astype(np.uint8)
picture = Image.fromarray(rgb)

files = {}


def jpeg(name, image=picture, **options):
    out = io.BytesIO()
    image.save(out, 'JPEG', **{'quality': 90, 'subsampling': 0, **options})
    files[f'{name}.jpg'] = out.getvalue()


def jpegs():
    for sampling in ('4:4:4', '4:2:2', '4:2:0'):
        jpeg(f'colour {sampling}', subsampling=sampling)
        jpeg(f'colour {sampling}, progressive', subsampling=sampling, progressive=True, quality=30)
    # Of as many blocks as 4:2:2, so that two numbers of the header make it 4:4:0.
    square = Image.fromarray(np.tile(rgb, (3, 3, 1))[:48, :48])
    jpeg('turned', square, subsampling='4:2:2')
    files['colour 4:4:0.jpg'] = files.pop('turned.jpg').replace(b'\x03\x01\x21\x00', b'\x03\x01\x12\x00')
    jpeg('RGB, which Adobe calls transform 0', keep_rgb=True)
    jpeg('grey', picture.convert('L'))
    jpeg('grey, progressive', picture.convert('L'), progressive=True)
    jpeg('inks', picture.convert('CMYK'))
    jpeg('inks, progressive', picture.convert('CMYK'), progressive=True)
    # Pillow writes no YCCK; what the marker says decides how the same values are taken.
    files['inks as YCCK.jpg'] = adobe(files['inks.jpg'], 2)
    jpeg('restarts', subsampling='4:2:0', restart_marker_blocks=1)
    files['bytes before the end.jpg'] = files['grey.jpg'][:-2] + b'\x00\x01\x02' + files['grey.jpg'][-2:]
    files['bytes behind the end.jpg'] = files['grey.jpg'] + b'\x00\x01\x02'
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        jpeg(f'orientation {orientation}', exif=exif)


def adobe(data, transform):
    at = data.index(b'Adobe') + 11
    return data[:at] + bytes([transform]) + data[at + 1 :]


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def pack(values, depth):
    """Rows of samples [height, width, channels] as PNG packs them."""
    if depth == 16:
        return [row.astype('>u2').tobytes() for row in values]
    if depth == 8:
        return [row.astype(np.uint8).tobytes() for row in values]
    bits = (values[..., 0][..., None] >> np.arange(depth - 1, -1, -1)) & 1
    return [np.packbits(row.reshape(-1)).tobytes() for row in bits]


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(name, values, depth, colour, extra=b'', interlaced=False):
    """By hand, since Pillow writes neither interlaced pictures nor most of those of 16 bits."""
    height, width = values.shape[:2]
    parts = [values[y::down, x::right] for x, y, right, down in PASSES] if interlaced else [values]
    lines = [line for part in parts if part.size for line in pack(part, depth)]
    data = zlib.compress(b''.join(b'\x00' + line for line in lines))
    header = struct.pack('>IIBBBBB', width, height, depth, colour, 0, 0, int(interlaced))
    files[f'{name}.png'] = (
        b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + extra + chunk(b'IDAT', data) + chunk(b'IEND', b'')
    )


def pngs():
    out = io.BytesIO()
    picture.save(out, 'PNG')
    files['colour, filtered.png'] = out.getvalue()
    alpha = ((columns * 11) % 256)[..., None].astype(np.uint8)
    grey = rgb[..., :1]
    wide = rgb.astype(np.uint16) * 256 + rgb[..., ::-1]
    palette = chunk(b'PLTE', random.integers(0, 256, 256 * 3, dtype=np.uint8).tobytes())
    clear = chunk(b'tRNS', bytes([0, 100, 200]))
    for interlaced, end in ((False, ''), (True, ', interlaced')):
        png(f'colour{end}', rgb, 8, 2, interlaced=interlaced)
        png(f'colour of 16 bits{end}', wide, 16, 2, interlaced=interlaced)
        png(f'colour with opacity{end}', np.concatenate([rgb, alpha], -1), 8, 6, interlaced=interlaced)
        png(f'colour with opacity of 16 bits{end}', np.concatenate([wide, wide[..., :1]], -1), 16, 6, interlaced=interlaced)
        png(f'grey with opacity{end}', np.concatenate([grey, alpha], -1), 8, 4, interlaced=interlaced)
        for depth in (1, 2, 4, 8):
            png(f'grey of {depth} bits{end}', grey >> (8 - depth), depth, 0, interlaced=interlaced)
            short = chunk(b'PLTE', palette[8 : 8 + 3 * 2**depth])
            png(f'palette of {depth} bits{end}', grey >> (8 - depth), depth, 3, short, interlaced=interlaced)
    png('palette with opacity', grey, 8, 3, palette + clear)
    png('colour with a transparent one', rgb, 8, 2, chunk(b'tRNS', struct.pack('>HHH', *map(int, rgb[3, 4]))))
    png('grey of 16 bits', wide[..., :1], 16, 0)
    exif = Image.Exif()
    exif[0x0112] = 6
    png('orientation 6', rgb, 8, 2, chunk(b'eXIf', exif.tobytes()[6:]))
    # A gamma and a profile change nothing in Pillow.
    png('gamma', rgb, 8, 2, chunk(b'gAMA', struct.pack('>I', 100000)))


def text(data):
    return base64.b64encode(data).decode()


jpegs()
pngs()
result = {}
for name, data in files.items():
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    # Of grey of 16 bits Pillow makes white whatever is above 255; the upper byte counts here, as with Pillow's own colours of 16 bits.
    upper = seen if seen.mode != 'I;16' else Image.fromarray((np.asarray(seen) >> 8).astype(np.uint8))
    pixels = np.asarray(upper.convert('RGB'))
    result[name] = {'file': text(data), 'width': seen.width, 'height': seen.height, 'pixels': text(zlib.compress(pixels.tobytes(), 9))}
    print(name, seen.mode, pixels.shape)
path = pathlib.Path(__file__).with_name('pictures.json')
path.write_text(json.dumps(result, indent=1) + '\n')
