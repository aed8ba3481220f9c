"""Trains a network on CIFAR-10. One line of JSON an epoch; an interrupted run goes on from its last epoch.

Usage: train.py FOLDER ID --epochs N [--rate R] [--decay W] [--seed S] [--precision bfloat16] [--threads T]
FOLDER is what prepare.ts wrote. Writes ID.safetensors and ID.log.jsonl there.
"""

import argparse
import json
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import safetensors
from network import Network

MEAN = np.float32([0.4914, 0.48216, 0.44653]).reshape(1, 3, 1, 1)
DEVIATION = np.float32([0.24703, 0.24349, 0.26159]).reshape(1, 3, 1, 1)


def read(path):
    records = np.fromfile(path, np.uint8).reshape(-1, 3073)
    images = records[:, 1:].reshape(-1, 3, 32, 32).astype(np.float32) / 255
    return (images - MEAN) / DEVIATION, torch.from_numpy(records[:, 0].astype(np.int64))


def augment(padded, chosen, rng):
    """A random crop of the image padded by 4, mirrored half of the time (He et al. 2015, 4.2)."""
    batch = np.empty((len(chosen), 3, 32, 32), np.float32)
    rows, columns, mirrored = rng.integers(0, 9, len(chosen)), rng.integers(0, 9, len(chosen)), rng.integers(0, 2, len(chosen))
    for i, (image, y, x, mirror) in enumerate(zip(chosen, rows, columns, mirrored)):
        crop = padded[image, :, y : y + 32, x : x + 32]
        batch[i] = crop[:, :, ::-1] if mirror else crop
    return torch.from_numpy(batch)


def rate_at(step, steps, peak):
    """One cycle: up in a straight line over the first fifth, then down along half a cosine."""
    warm = 0.2 * steps
    return peak * step / warm if step < warm else peak * 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


@torch.no_grad()
def accuracy(net, images, labels):
    net.eval()
    right = sum(
        (net(torch.from_numpy(images[i : i + 500])).argmax(1) == labels[i : i + 500]).sum().item()
        for i in range(0, len(images), 500)
    )
    return right / len(images)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("id")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32", help="of the convolutions while training")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    # What the weights depend on.
    recipe = {name: value for name, value in vars(options).items() if name not in ("folder", "id", "threads")}
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)

    path = lambda ending: os.path.join(options.folder, options.id + ending)
    with open(path(".json")) as file:
        net = Network(json.load(file))
    net.initialise()
    net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0, momentum=0.9, weight_decay=options.decay, nesterov=True)
    train, train_labels = read(os.path.join(options.folder, "train.bin"))
    test, test_labels = read(os.path.join(options.folder, "test.bin"))
    padded = np.pad(train, ((0, 0), (0, 0), (4, 4), (4, 4)))

    first = 0
    if os.path.exists(path(".checkpoint")):
        state = torch.load(path(".checkpoint"))
        if state["recipe"] != recipe:
            sys.exit(f"{path('.checkpoint')} is of a run with another recipe, {state['recipe']}; remove it to start anew")
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"]

    per_epoch = len(train) // options.batch
    steps = options.epochs * per_epoch
    for epoch in range(first, options.epochs):
        # Seeded by the epoch, so that a resumed run sees what an uninterrupted one does.
        rng = np.random.default_rng((options.seed, epoch))
        torch.manual_seed(options.seed * 1000 + epoch)
        order = rng.permutation(len(train))
        start, total, right = time.time(), 0.0, 0
        net.train()
        for i in range(per_epoch):
            chosen = order[i * options.batch : (i + 1) * options.batch]
            for group in optimizer.param_groups:
                group["lr"] = rate_at(epoch * per_epoch + i, steps, options.rate)
            images = augment(padded, chosen, rng).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bfloat16"):
                outputs = {name: logits.float() for name, logits in net(images).items()}
            logits = outputs["logits"]
            # GoogLeNet's heads count 0.3 each (Szegedy et al. 2014, section 5).
            loss = sum((1 if name == "logits" else 0.3) * F.cross_entropy(output, train_labels[chosen]) for name, output in outputs.items())
            if not torch.isfinite(loss):
                sys.exit(f"the loss is {loss.item()} at epoch {epoch + 1}, batch {i + 1}; try a lower --rate")
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
            right += (logits.argmax(1) == train_labels[chosen]).sum().item()
            if i % 50 == 49:
                speed = (i + 1) * options.batch / (time.time() - start)
                print(f"\repoch {epoch + 1}/{options.epochs} batch {i + 1}/{per_epoch} loss {total / (i + 1):.3f} {speed:.0f} images/s ", end="", file=sys.stderr)
        seconds = time.time() - start
        row = {
            "epoch": epoch + 1,
            "loss": round(total / per_epoch, 4),
            "trainAccuracy": round(right / (per_epoch * options.batch), 4),
            "testAccuracy": round(accuracy(net, test, test_labels), 4),
            "seconds": round(seconds, 1),
        }
        with open(path(".log.jsonl"), "a" if epoch else "w") as file:
            file.write(json.dumps(row) + "\n")
        print("\r" + json.dumps(row), flush=True)
        torch.save({"recipe": recipe, "net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, path(".checkpoint.new"))
        os.replace(path(".checkpoint.new"), path(".checkpoint"))

    # The last accuracy is reported, never the best: that would be choosing by the test images.
    metadata = {"network": options.id, "dataset": "CIFAR-10", "testAccuracy": round(accuracy(net, test, test_labels), 4), **recipe}
    safetensors.save(path(".safetensors"), net.weights(), metadata)


main()
