"""Writes every network of the zoo as ONNX, at the paper's size, as it is and with batch norm folded, and asks ONNX's own checker.

Needs the ONNX package (Debian's python3-onnx, or `pip install onnx`) and a `cnn` that runs. From the root of the repository:

    python3 benchmarks/proofs/onnx/check.py [ID…]

Each file is checked with `full_check`, which also infers the shapes, and the shapes of the outputs are compared with
those of `cnn summary`. Prints one line a file, and ends with status 1 if any is refused.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import onnx

CNN = ["node", "packages/cli/src/main.ts"]


def cnn(*arguments: str) -> str:
    return subprocess.run([*CNN, *arguments], check=True, capture_output=True, text=True).stdout


def check(path: Path, outputs: dict) -> str:
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    # The declared shapes are stripped, so that the inferred ones stand on their own.
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    found = {o.name: [d.dim_value for d in o.type.tensor_type.shape.dim][1:] for o in inferred.graph.output}
    if found != outputs:
        raise ValueError(f"outputs are {found}, not {outputs}")
    return f"{len(model.graph.node)} operators, {path.stat().st_size / 2**20:.1f} MiB"


def main() -> None:
    networks = sys.argv[1:] or [entry["id"] for entry in json.loads(cnn("list", "--json"))]
    failures = 0
    for network in networks:
        outputs = json.loads(cnn("summary", network, "--heads", "--json"))["outputs"]
        for fold in [[], ["--fold"]]:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "network.onnx"
                try:
                    cnn("export", network, "--format", "onnx", "--weights", "random", "--heads", *fold, "--out", str(path))
                    said = f"passes: {check(path, outputs)}"
                except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError, ValueError) as error:
                    failures += 1
                    said = f"FAILS: {error}"
            print(f"{network}{' folded' if fold else ''} {said}", flush=True)
    print(f"{2 * len(networks)} files, {failures} refused")
    sys.exit(1 if failures else 0)


main()
