"""What PIL and torchvision make of the picture that resample.test.ts makes too: prints pil.json. Run with PIL 9.4, torchvision 0.14."""

import json
import zlib

import numpy as np
from PIL import Image
from torchvision import transforms
from torchvision.transforms import InterpolationMode


def picture(width, height):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return Image.fromarray(((x * 7 + y * 13 + c * 29 + x * y * 3) % 256).astype(np.uint8), "RGB")


filters = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}
sizes = [(37, 23), (12, 9), (5, 60), (80, 23), (37, 11), (1, 1), (111, 7), (64, 64)]
resized = [
    {"width": w, "height": h, "interpolation": name, "crc32": zlib.crc32(data.tobytes()), "first": data.ravel()[:9].tolist()}
    for name, how in filters.items()
    for w, h in sizes
    for data in [np.asarray(picture(37, 23).resize((w, h), how))]
]

norm = dict(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])
modes = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC}
processed = []
for width, height in [(61, 40), (40, 61), (33, 33), (20, 57)]:
    for name, mode in modes.items():
        how = transforms.Compose(
            [transforms.Resize(32, mode), transforms.CenterCrop(25), transforms.ToTensor(), transforms.Normalize(**norm)]
        )
        out = how(picture(width, height)).permute(1, 2, 0).numpy().ravel()
        processed.append(
            {"width": width, "height": height, "interpolation": name, "sum": float(out.sum(dtype=np.float64)), "every97th": out[::97].tolist()}
        )
print(json.dumps({"resized": resized, "processed": processed}, indent=1))
