"""Trains a network on CIFAR-10. One line of JSON an epoch; an interrupted run goes on from its last whole epoch.

    python3 train.py FOLDER ID --epochs 20
    torchrun --nproc_per_node=2 train.py FOLDER ID --epochs 20

FOLDER holds ID.json; ID.safetensors and ID.log.jsonl are written there. CIFAR-10's binary files are there too, or in --data.

Under torchrun each process takes an equal share of every batch and gradients are averaged, by NCCL between GPUs and else by
gloo: the batches, crops and learning rates are those of one process. Batch norm takes its statistics from the share, and those
of the first process are kept; dropout draws differently. The first process writes the log, the checkpoints and the weights.
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

import cifar10
import weights
from network import Network
from processes import join, mean_of


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("id")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--rate", type=float, default=0.2, help="the highest of the one cycle")
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--batch", type=int, default=128, help="of all processes together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32", help="of the convolutions while training")
    parser.add_argument("--weights", help="a safetensors file to begin from, instead of random weights")
    parser.add_argument("--data", help="the folder of CIFAR-10's binary files, if it is not FOLDER")
    parser.add_argument("--device", help="cpu or cuda; a GPU if there is one")
    parser.add_argument("--threads", type=int, help="of a process; all processors, shared")
    return parser.parse_args()


def recipe_of(options, processes):
    """What the weights depend on."""
    always = ("epochs", "rate", "decay", "batch", "seed", "precision")
    recipe = {name: getattr(options, name) for name in always}
    if options.weights:
        recipe["weights"] = os.path.basename(options.weights)
    return {**recipe, "processes": processes} if processes > 1 else recipe


def build(path, start):
    """The network of a file, with random weights or with those of another."""
    try:
        with open(path) as file:
            net = Network(json.load(file))
        net.initialise()
        if start:
            net.load_state_dict(weights.load(start))
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"{path}{f' with {start}' if start else ''}: {error}")
    return net


def rate_at(step, steps, peak):
    """One cycle: up in a straight line over the first fifth, then down along half a cosine."""
    warm = 0.2 * steps
    return peak * step / warm if step < warm else peak * 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


@torch.no_grad()
def accuracy(net, images, labels, device):
    net.eval()
    right = sum(
        (net(torch.from_numpy(images[i : i + 500]).to(device)).argmax(1).cpu() == labels[i : i + 500]).sum().item()
        for i in range(0, len(images), 500)
    )
    return right / len(images)


def main():
    options = parse()
    rank, processes, device = join(options.device, options.threads)
    if options.batch % processes:
        sys.exit(f"a batch of {options.batch} cannot be shared equally among {processes} processes; choose another --batch")
    first_process = rank == 0
    recipe = recipe_of(options, processes)
    share = slice(rank * options.batch // processes, (rank + 1) * options.batch // processes)
    # float32 is to mean float32 on a GPU too.
    torch.backends.cudnn.allow_tf32 = False
    torch.manual_seed(options.seed)

    path = lambda ending: os.path.join(options.folder, options.id + ending)
    net = build(path(".json"), options.weights)
    net = net.to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0, momentum=0.9, weight_decay=options.decay, nesterov=True)
    train, train_labels = cifar10.read(options.data or options.folder, "train")
    test, test_labels = cifar10.read(options.data or options.folder, "test")
    train = cifar10.pad(train)

    first = 0
    if os.path.exists(path(".checkpoint")):
        state = torch.load(path(".checkpoint"), map_location=device)
        if state["recipe"] != recipe:
            sys.exit(f"{path('.checkpoint')} is of a run with another recipe, {state['recipe']}; remove it to start anew")
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"]
    model = torch.nn.parallel.DistributedDataParallel(net, [device] if device.type == "cuda" else None) if processes > 1 else net

    per_epoch = len(train) // options.batch
    steps = options.epochs * per_epoch
    for epoch in range(first, options.epochs):
        # Seeded by the epoch, so that a resumed run sees what an uninterrupted one does.
        rng = np.random.default_rng((options.seed, epoch))
        torch.manual_seed(options.seed * 1000 + epoch + rank * 1_000_003)
        order = rng.permutation(len(train))
        start, total, right = time.time(), 0.0, 0
        model.train()
        for i in range(per_epoch):
            chosen = order[i * options.batch : (i + 1) * options.batch]
            for group in optimizer.param_groups:
                group["lr"] = rate_at(epoch * per_epoch + i, steps, options.rate)
            images = cifar10.augment(train, chosen, rng, share).to(device).contiguous(memory_format=torch.channels_last)
            labels = train_labels[chosen[share]].to(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=options.precision == "bfloat16"):
                outputs = {name: logits.float() for name, logits in model(images).items()}
            # GoogLeNet's heads count 0.3 each (Szegedy et al. 2014, section 5).
            loss = sum((1 if name == "logits" else 0.3) * F.cross_entropy(output, labels) for name, output in outputs.items())
            mean_loss = mean_of(loss, processes)
            if not math.isfinite(mean_loss):
                sys.exit(f"the loss is {mean_loss} at epoch {epoch + 1}, batch {i + 1}; try a lower --rate" if first_process else 1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += mean_loss
            right += (outputs["logits"].argmax(1) == labels).sum().item()
            if first_process and i % 50 == 49:
                speed = (i + 1) * options.batch / (time.time() - start)
                print(f"\repoch {epoch + 1}/{options.epochs} batch {i + 1}/{per_epoch} loss {total / (i + 1):.3f} {speed:.0f} images/s ", end="", file=sys.stderr)
        seconds = time.time() - start
        train_accuracy = mean_of(torch.tensor(float(right), device=device), processes) * processes / (per_epoch * options.batch)
        if not first_process:
            continue
        row = {
            "epoch": epoch + 1,
            "loss": round(total / per_epoch, 4),
            "trainAccuracy": round(train_accuracy, 4),
            "testAccuracy": round(accuracy(net, test, test_labels, device), 4),
            "seconds": round(seconds, 1),
        }
        with open(path(".log.jsonl"), "a" if epoch else "w") as file:
            file.write(json.dumps(row) + "\n")
        print("\r" + json.dumps(row), flush=True)
        torch.save({"recipe": recipe, "net": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, path(".checkpoint.new"))
        os.replace(path(".checkpoint.new"), path(".checkpoint"))

    # The last accuracy is reported, never the best: that would be choosing by the test images.
    if first_process:
        last = round(accuracy(net, test, test_labels, device), 4)
        weights.save(path(".safetensors"), net.state_dict(), {"network": options.id, "dataset": "CIFAR-10", "testAccuracy": last, **recipe})


try:
    main()
except KeyboardInterrupt:
    sys.exit("\ninterrupted; the same command goes on from the last whole epoch")
