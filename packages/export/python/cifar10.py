"""CIFAR-10's images from its binary files, and their augmentation."""

import os
import sys

import numpy as np
import torch

MEAN = np.float32([0.4914, 0.48216, 0.44653]).reshape(1, 3, 1, 1)
DEVIATION = np.float32([0.24703, 0.24349, 0.26159]).reshape(1, 3, 1, 1)

# The published files, or all in one.
FILES = {
    "train": (["train.bin"], [f"data_batch_{i}.bin" for i in range(1, 6)]),
    "test": (["test.bin"], ["test_batch.bin"]),
}


def read(folder, split):
    """Images, normalised, [count, 3, 32, 32], and their labels."""
    for names in FILES[split]:
        paths = [os.path.join(folder, name) for name in names]
        if all(map(os.path.exists, paths)):
            break
    else:
        sys.exit(f"{folder} has neither {' nor '.join(', '.join(names) for names in FILES[split])}: CIFAR-10's binary files, to be named by --data")
    data = np.concatenate([np.fromfile(path, np.uint8) for path in paths])
    if len(data) == 0 or len(data) % 3073:
        sys.exit(f"{', '.join(paths)}: {len(data)} bytes are no whole number of records of 3073")
    records = data.reshape(-1, 3073)
    images = records[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32) / 255
    return (images - MEAN) / DEVIATION, torch.from_numpy(records[:, 0].astype(np.int64))


def refuse_overlap(train, test):
    """What is measured on images that were trained on is no test accuracy. CIFAR-10 has no image in both."""
    seen = {hash(image.tobytes()) for image in train}
    both = sum(hash(image.tobytes()) in seen for image in test)
    if both > len(test) / 100:
        sys.exit(f"{both} of the {len(test)} test images are among the training images; --data is to name CIFAR-10's own files")


def pad(images):
    return np.pad(images, ((0, 0), (0, 0), (4, 4), (4, 4)))


def draw(rng, count):
    """For each of so many crops its first row and column in the image padded by 4, and whether it is mirrored: half are (He et al. 2015, 4.2)."""
    return torch.from_numpy(np.stack([rng.integers(0, 9, count), rng.integers(0, 9, count), rng.integers(0, 2, count)], 1))


def crop(padded, chosen, drawn):
    """The chosen images, [count, 3, 32, 32], cropped and mirrored as drawn; computed where all three are."""
    along = torch.arange(32, device=padded.device)
    row, column, mirrored = drawn[:, :1], drawn[:, 1:2], drawn[:, 2:]
    rows, columns = row + along, column + torch.where(mirrored > 0, 31 - along, along)
    return padded[chosen[:, None, None], :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)
