"""Writes preprocess.json: hashes and pixels of pictures as timm and torchvision make them ready. Pillow 12.3.0, torchvision 0.28.0, timm 1.0.29.

    VENV/bin/python -P packages/data/test/preprocess.py SEVEN.png
"""

import base64
import hashlib
import json
import pathlib
import sys

import numpy as np
from PIL import Image, ImageOps
from timm.data.transforms import ResizeKeepRatio
from torchvision.transforms import CenterCrop, Compose, Grayscale, InterpolationMode, Pad, Resize

here = pathlib.Path(__file__).parent
bilinear = InterpolationMode.BILINEAR


def told(picture):
    data = np.asarray(picture).tobytes()
    return {'width': picture.width, 'height': picture.height, 'sha256': hashlib.sha256(data).hexdigest()}


def keep(resize, crop):
    return Compose([ResizeKeepRatio(resize, interpolation='bilinear'), CenterCrop(crop)])


chelsea, coffee = (Image.open(here / 'photos' / f'{name}.jpg').convert('RGB') for name in ('chelsea', 'coffee'))
seven = Image.open(sys.argv[1])
digit = Compose([Grayscale(), Resize(28, bilinear), CenterCrop(28), ImageOps.invert, Pad(2)])(seven)
goldens = {
    'chelsea 224×320': told(keep((256, 366), (224, 320))(chelsea)),
    'chelsea 320×96': told(keep((366, 110), (320, 96))(chelsea)),
    'coffee 64×200': told(keep((64, 200), (64, 200))(coffee)),
    'chelsea grey': told(Compose([Grayscale(), Resize(256, bilinear), CenterCrop(224)])(chelsea)),
    'coffee grey 96×64': told(Compose([Grayscale(), *keep((110, 73), (96, 64)).transforms])(coffee)),
    'seven': {'file': base64.b64encode(pathlib.Path(sys.argv[1]).read_bytes()).decode(), 'pixels': np.asarray(digit).ravel().tolist()},
}
(here / 'preprocess.json').write_text(json.dumps(goldens, separators=(',', ':')) + '\n')
