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
from step import Step


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
def accuracy(net, images, labels):
    net.eval()
    right = sum((net(some).argmax(1) == of).sum() for some, of in zip(images.split(500), labels.split(500)))
    return right.item() / len(images)


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
        gpu = self.device.type == "cuda"
        # float32 is to mean float32 on a GPU too.
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.benchmark = gpu
        torch.manual_seed(options.seed)
        net = build(self.path(".json"), options.init, options.weights)
        self.net = net.to(self.device, memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(
            net.parameters(), lr=0, momentum=0.9, weight_decay=options.decay, nesterov=True, **({"fused": True} if gpu else {})
        )
        images, labels = cifar10.read(options.data or options.folder, "train")
        test, test_labels = cifar10.read(options.data or options.folder, "test")
        cifar10.refuse_overlap(images, test)
        self.test = torch.from_numpy(test).to(self.device), test_labels.to(self.device)
        self.images = torch.from_numpy(cifar10.pad(images[: options.images])).to(self.device)
        self.labels = labels[: options.images].to(self.device)
        self.rows = self.resume()
        self.model = torch.nn.parallel.DistributedDataParallel(self.net, [self.device] if gpu else None) if self.processes > 1 else self.net
        self.step = Step(self.loss_of, self.net, self.optimizer, graph=gpu and self.processes == 1)

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

    def loss_of(self, chosen, drawn):
        """Of all outputs for the chosen images, and how many of these the logits get right."""
        images = cifar10.crop(self.images, chosen, drawn).contiguous(memory_format=torch.channels_last)
        labels = self.labels[chosen]
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.precision == "bf16"):
            outputs = {name: logits.float() for name, logits in self.model(images).items()}
        loss = sum((1 if name == "logits" else self.options.heads) * F.cross_entropy(output, labels) for name, output in outputs.items())
        return loss, (outputs["logits"].argmax(1) == labels).sum()

    def epoch(self, epoch):
        """Trains on every image once: the mean loss and the share that was right, as they were before each step."""
        options, batch, count = self.options, self.options.batch, len(self.images)
        # Seeded by the epoch, so that a resumed run sees what an uninterrupted one does.
        rng = np.random.default_rng((options.seed, epoch))
        torch.manual_seed(options.seed * 1000 + epoch + self.rank * 1_000_003)
        order, drawn, batches = torch.from_numpy(rng.permutation(count)), cifar10.draw(rng, count), count // batch
        order, drawn = order.to(self.device), drawn.to(self.device)
        first, past = self.rank * batch // self.processes, (self.rank + 1) * batch // self.processes
        start, rate_at = time.time(), SCHEDULES[options.schedule]
        self.model.train()
        self.step.sums.zero_()
        for i in range(batches):
            share = slice(i * batch + first, i * batch + past)
            self.step(order[share], drawn[share], options.rate * rate_at((epoch + i / batches) / options.epochs))
            if i % 50 == 49 or i == batches - 1:
                loss = self.mean_loss(epoch, i + 1)
                if self.rank == 0:
                    speed = (i + 1) * batch / (time.time() - start)
                    print(f"\repoch {epoch + 1}/{options.epochs} batch {i + 1}/{batches} loss {loss:.3f} {speed:.0f} images/s ", end="", file=sys.stderr)
        seconds = time.time() - start
        return loss, mean_of(self.step.sums[1], self.processes) * self.processes / (batches * batch), seconds

    def mean_loss(self, epoch, batches):
        """Of the epoch's batches so far. That it is a number is asked now and then, since a GPU has to be waited for."""
        loss = mean_of(self.step.sums[0], self.processes) / batches
        if not math.isfinite(loss):
            sys.exit(f"the loss is {loss} at epoch {epoch + 1}, within the first {batches} batches; try a lower --rate" if self.rank == 0 else 1)
        return loss


def main():
    run = Run(parse(__doc__))
    for epoch in range(len(run.rows), run.options.epochs):
        loss, train, seconds = run.epoch(epoch)
        if run.rank > 0:
            continue
        row = {
            "epoch": epoch + 1,
            "loss": round(loss, 4),
            "trainAccuracy": round(train, 4),
            "testAccuracy": round(accuracy(run.net, *run.test), 4),
            "seconds": round(seconds, 1),
        }
        run.rows.append(row)
        print("\r" + json.dumps(row), flush=True)
        run.keep()

    # The last accuracy is reported, never the best: that would be choosing by the test images.
    if run.rank == 0:
        last = round(accuracy(run.net, *run.test), 4)
        about = {"network": run.options.id, "dataset": "CIFAR-10", "testAccuracy": last, **run.recipe}
        replace(run.path(".safetensors"), lambda path: weights.save(path, run.net.state_dict(), about))
        replace(run.path(".log.jsonl"), lambda path: write_log(path, run.rows))


try:
    main()
except KeyboardInterrupt:
    sys.exit("\ninterrupted; the same command goes on from the last whole epoch")
