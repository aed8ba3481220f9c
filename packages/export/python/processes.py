"""The processes that torchrun started, or this one alone."""

import os
import sys

import torch
import torch.distributed as dist


def join(kind, threads):
    """Joins the others: this one's rank, how many there are, and its device. NCCL works between GPUs, gloo anywhere."""
    rank, processes = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    local, locals = int(os.environ.get("LOCAL_RANK", 0)), int(os.environ.get("LOCAL_WORLD_SIZE", 1))
    kind = kind or ("cuda" if torch.cuda.is_available() else "cpu")
    if kind == "cuda":
        if torch.cuda.device_count() < locals:
            sys.exit(f"there are {torch.cuda.device_count()} GPUs for {locals} processes; start as many, or use --device cpu")
        torch.cuda.set_device(local)
    torch.set_num_threads(threads or max(1, os.cpu_count() // locals))
    if processes > 1:
        dist.init_process_group("nccl" if kind == "cuda" else "gloo")
    return rank, processes, torch.device(kind, local) if kind == "cuda" else torch.device(kind)


def mean_of(value, processes):
    """Over all processes, so that all go on or end together."""
    if processes == 1:
        return value.item()
    value = value.detach().clone()
    dist.all_reduce(value)
    return value.item() / processes
