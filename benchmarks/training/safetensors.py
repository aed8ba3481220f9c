"""Writes the safetensors format: the length of a JSON header in 8 bytes, the header, the tensors one after the other."""

import json
import struct


def save(path, tensors, metadata):
    header, at, parts = {"__metadata__": {name: str(value) for name, value in metadata.items()}}, 0, []
    for name, tensor in tensors.items():
        data = tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
