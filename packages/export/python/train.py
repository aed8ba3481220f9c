"""Trains a network on CIFAR-10. One line of JSON an epoch; an interrupted run goes on from its last whole epoch.

    python3 train.py FOLDER ID --epochs 20
    torchrun --nproc_per_node=2 train.py FOLDER ID --epochs 20

FOLDER holds ID.json; ID.safetensors and ID.log.jsonl are written there. CIFAR-10's binary files are there too, or in --data.

Under torchrun each process takes an equal share of every batch and gradients are averaged, by NCCL between GPUs and else by
gloo: the batches, crops and learning rates are those of one process. Batch norm takes its statistics from the share, and those
of the first process are kept; dropout draws differently. The first process writes the log, the checkpoints and the weights.
"""

import json
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import cifar10
import weights
from network import Network
from processes import join, mean_of
from recipe import SCHEDULES, parse, recipe_of


def build(path, by, start):
    """The network of a file, with random weights or with those of another."""
    try:
        with open(path) as file:
            net = Network(json.load(file))
        net.initialise(by)
        if start:
            net.load_state_dict(weights.load(start))
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"{path}{f' with {start}' if start else ''}: {error}")
    return net


@torch.no_grad()
def accuracy(net, images, labels, device):
    net.eval()
    right = sum(
        (net(torch.from_numpy(images[i : i + 500]).to(device)).argmax(1).cpu() == labels[i : i + 500]).sum().item()
        for i in range(0, len(images), 500)
    )
    return right / len(images)


def replace(path, write):
    """As a whole or not at all, so that no kill leaves half a file."""
    write(path + ".new")
    os.replace(path + ".new", path)


def write_log(path, rows):
    with open(path, "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


class Run:
    """One process's part of a training."""

    def __init__(self, options):
        self.options = options
        self.rank, self.processes, self.device = join(options.device, options.threads)
        if options.batch % self.processes:
            sys.exit(f"a batch of {options.batch} cannot be shared equally among {self.processes} processes; choose another --batch")
        self.recipe = recipe_of(options, self.processes)
        # float32 is to mean float32 on a GPU too.
        torch.backends.cudnn.allow_tf32 = False
        torch.manual_seed(options.seed)
        net = build(self.path(".json"), options.init, options.weights)
        self.net = net.to(self.device, memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(net.parameters(), lr=0, momentum=0.9, weight_decay=options.decay, nesterov=True)
        images, labels = cifar10.read(options.data or options.folder, "train")
        self.images, self.labels = cifar10.pad(images[: options.images]), labels[: options.images]
        self.rows = self.resume()
        cuda = [self.device] if self.device.type == "cuda" else None
        self.model = torch.nn.parallel.DistributedDataParallel(self.net, cuda) if self.processes > 1 else self.net

    def path(self, ending):
        return os.path.join(self.options.folder, self.options.id + ending)

    def resume(self):
        """The log of the epochs that are done: it is kept in the checkpoint, so that the two never disagree."""
        if not os.path.exists(self.path(".checkpoint")):
            return []
        state = torch.load(self.path(".checkpoint"), map_location=self.device)
        if state["recipe"] != self.recipe:
            sys.exit(f"{self.path('.checkpoint')} is of a run with another recipe, {state['recipe']}; remove it to start anew")
        self.net.load_state_dict(state["net"])
        self.optimizer.load_state_dict(state["optimizer"])
        return state["rows"]

    def keep(self):
        state = {"recipe": self.recipe, "net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "rows": self.rows}
        replace(self.path(".checkpoint"), lambda path: torch.save(state, path))
        replace(self.path(".log.jsonl"), lambda path: write_log(path, self.rows))

    def loss_of(self, images, labels):
        """Of all outputs, and how many the logits get right."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.precision == "bf16"):
            outputs = {name: logits.float() for name, logits in self.model(images).items()}
        loss = sum((1 if name == "logits" else self.options.heads) * F.cross_entropy(output, labels) for name, output in outputs.items())
        return loss, (outputs["logits"].argmax(1) == labels).sum().item()

    def epoch(self, epoch):
        """Trains on every image once: the mean loss and the share that was right, as they were before each step."""
        options, batch = self.options, self.options.batch
        share = slice(self.rank * batch // self.processes, (self.rank + 1) * batch // self.processes)
        # Seeded by the epoch, so that a resumed run sees what an uninterrupted one does.
        rng = np.random.default_rng((options.seed, epoch))
        torch.manual_seed(options.seed * 1000 + epoch + self.rank * 1_000_003)
        order, batches = rng.permutation(len(self.images)), len(self.images) // batch
        start, total, right = time.time(), 0.0, 0
        self.model.train()
        for i in range(batches):
            chosen = order[i * batch : (i + 1) * batch]
            for group in self.optimizer.param_groups:
                group["lr"] = options.rate * SCHEDULES[options.schedule]((epoch + i / batches) / options.epochs)
            images = cifar10.augment(self.images, chosen, rng, share).to(self.device).contiguous(memory_format=torch.channels_last)
            loss, correct = self.loss_of(images, self.labels[chosen[share]].to(self.device))
            mean_loss = mean_of(loss, self.processes)
            if not math.isfinite(mean_loss):
                sys.exit(f"the loss is {mean_loss} at epoch {epoch + 1}, batch {i + 1}; try a lower --rate" if self.rank == 0 else 1)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total, right = total + mean_loss, right + correct
            if self.rank == 0 and i % 50 == 49:
                speed = (i + 1) * batch / (time.time() - start)
                print(f"\repoch {epoch + 1}/{options.epochs} batch {i + 1}/{batches} loss {total / (i + 1):.3f} {speed:.0f} images/s ", end="", file=sys.stderr)
        seconds = time.time() - start
        right = mean_of(torch.tensor(float(right), device=self.device), self.processes) * self.processes
        return total / batches, right / (batches * batch), seconds


def main():
    run = Run(parse(__doc__))
    test, test_labels = cifar10.read(run.options.data or run.options.folder, "test")
    for epoch in range(len(run.rows), run.options.epochs):
        loss, train, seconds = run.epoch(epoch)
        if run.rank > 0:
            continue
        row = {
            "epoch": epoch + 1,
            "loss": round(loss, 4),
            "trainAccuracy": round(train, 4),
            "testAccuracy": round(accuracy(run.net, test, test_labels, run.device), 4),
            "seconds": round(seconds, 1),
        }
        run.rows.append(row)
        print("\r" + json.dumps(row), flush=True)
        run.keep()

    # The last accuracy is reported, never the best: that would be choosing by the test images.
    if run.rank == 0:
        last = round(accuracy(run.net, test, test_labels, run.device), 4)
        about = {"network": run.options.id, "dataset": "CIFAR-10", "testAccuracy": last, **run.recipe}
        replace(run.path(".safetensors"), lambda path: weights.save(path, run.net.state_dict(), about))
        replace(run.path(".log.jsonl"), lambda path: write_log(path, run.rows))


try:
    main()
except KeyboardInterrupt:
    sys.exit("\ninterrupted; the same command goes on from the last whole epoch")
