"""The safetensors format: the length of a JSON header in 8 bytes, the header, the tensors one after the other.

The few lines that are needed here, so that PyTorch is the only need; the package `safetensors` reads and writes the same.
"""

import json
import math
import struct

import torch

TYPES = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}


def load(path):
    """Tensors by their names, as load_state_dict takes them."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8 : 8 + length])
    except (struct.error, ValueError):
        raise ValueError(f"{path} is no safetensors file") from None
    body = bytearray(data[8 + length :])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        kind, shape, (at, to) = TYPES.get(entry["dtype"]), entry["shape"], entry["data_offsets"]
        if kind is None:
            raise ValueError(f"{path}: {name} is of type {entry['dtype']}; those read are {', '.join(TYPES)}")
        count = math.prod(shape)
        if not 0 <= at <= to <= len(body) or to - at != count * torch.empty(0, dtype=kind).element_size():
            raise ValueError(f"{path}: {name} is cut off, or has not the size of its shape {shape}")
        tensors[name] = torch.frombuffer(body, dtype=kind, count=count, offset=at).reshape(shape) if count else torch.empty(shape, dtype=kind)
    return tensors


def save(path, state, metadata):
    """Writes a state_dict as float32, without the counters of batch norm, of which nothing depends; `metadata` as text."""
    header, at, parts = {"__metadata__": {name: str(value) for name, value in metadata.items()}}, 0, []
    for name, tensor in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        data = tensor.detach().float().cpu().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
