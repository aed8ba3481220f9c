"""Runs what `cnn export --format tflite` writes in TensorFlow's own interpreter, and compares it with PyTorch's logits.

Needs TensorFlow (`pip install tensorflow`) or its interpreter alone (`pip install ai-edge-litert`). From the root:

    python3 benchmarks/proofs/tflite/check.py [ID...]

Prints one line a network of the zoo, at the small size of the goldens, and ends with status 1 if a logit is further than
1e-4 of the largest from PyTorch's.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    from tensorflow.lite.python.interpreter import Interpreter

TOLERANCE = 1e-4


def difference(folder: Path, name: str, outputs: dict) -> float:
    interpreter = Interpreter(str(folder / f"{name}.tflite"), num_threads=1)
    run = interpreter.get_signature_runner("serving_default")
    shape = run.get_input_details()["input"]["shape"]
    image = np.fromfile(folder / f"{name}.image", "<f4").reshape(shape)
    found = run(input=image)
    if set(found) != set(outputs):
        raise ValueError(f"outputs are {sorted(found)}, not {sorted(outputs)}")
    return max(float(np.abs(found[key].ravel() - np.array(values)).max() / np.abs(values).max()) for key, values in outputs.items())


def main() -> None:
    failures = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run(["node", "benchmarks/proofs/tflite/write.ts", place, *sys.argv[1:]], check=True)
        expected = json.loads((folder / "expected.json").read_text())
        for entry in expected:
            off = difference(folder, entry["name"], entry["outputs"])
            # Not a number is no success.
            good = off <= TOLERANCE
            failures += not good
            print(f"{entry['name']} {'passes' if good else 'FAILS'}: within {off:.1e}", flush=True)
    print(f"{len(expected)} networks, {failures} beyond {TOLERANCE}")
    sys.exit(1 if failures else 0)


main()
