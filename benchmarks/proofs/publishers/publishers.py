"""Writes a publisher's own network with random weights, as that publisher saves it, and its logits, for check.ts.

    python benchmarks/proofs/publishers/publishers.py [SOURCE]

Reads a line of JSON for each, {"publisher", "name", "folder"}. The folder holds `picture.bin`, the bytes of a square RGB picture, which is
made ready by the publisher's own code or numbers; the files are written beside it, and {"files": […], "logits": […]} is printed. SOURCE is
the folder of akamaster's resnet.py, which no package has.
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np

# Bytes of a file that is not written in another format too.
LARGE = 2**28
RANGES = {"scale": (0.5, 1.5), "variance": (0.5, 1.5), "shift": (-0.1, 0.1), "mean": (-0.1, 0.1)}


def torch_model(publisher, name):
    import torch

    torch.manual_seed(0)
    torch.backends.nnpack.set_flags(False)
    if publisher == "torchvision":
        import torchvision.models as models

        weights = getattr(models, name.split(".")[0])
        builder = name.split("_Weights")[0].lower()
        # The published ones are built so (torchvision/models/googlenet.py, `weights is not None`).
        turned = {"transform_input": True, "init_weights": False} if builder in ("googlenet", "inception_v3") else {}
        presets = getattr(weights, name.split(".")[1]).transforms()
        return getattr(models, builder)(weights=None, **turned), presets.mean, presets.std
    if publisher == "timm":
        import timm

        model = timm.create_model(name.removeprefix("timm/"), pretrained=False)
        return model, model.pretrained_cfg["mean"], model.pretrained_cfg["std"]
    sys.path.insert(0, sys.argv[1])
    import resnet

    # The means of its trainer.py.
    return getattr(resnet, name.split("-")[0])(), (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def by_torch(publisher, name, folder, picture):
    import torch

    model, mean, deviation = torch_model(publisher, name)
    # A batch norm that was never trained does nothing, and biases may be zero: give them what could be mixed up.
    for layer in model.modules():
        norm = isinstance(layer, torch.nn.BatchNorm2d)
        roles = {"weight": "scale", "bias": "shift", "running_mean": "mean", "running_var": "variance"} if norm else {"bias": "shift"}
        for part, role in roles.items():
            if getattr(layer, part, None) is not None:
                torch.nn.init.uniform_(getattr(layer, part), *RANGES[role])
    # A thousand blocks that each add to what they get come to more than float32 holds.
    if name.startswith("resnet1202"):
        for layer in model.modules():
            if isinstance(layer, torch.nn.Conv2d):
                layer.weight.data.mul_(0.4)
    x = torch.from_numpy(picture.astype(np.float32)).permute(2, 0, 1)[None] / 255
    x = (x - torch.tensor(mean).reshape(-1, 1, 1)) / torch.tensor(deviation).reshape(-1, 1, 1)
    with torch.no_grad():
        logits = model.eval()(x)[0]
    return save_torch(publisher, model.state_dict(), folder), logits.tolist()


def save_torch(publisher, state, folder):
    import torch

    if publisher == "timm":
        from safetensors.torch import save_file

        save_file({name: tensor.contiguous() for name, tensor in state.items()}, folder / "model.safetensors")
        return ["model.safetensors"]
    if publisher == "akamaster":
        state = {"state_dict": {f"module.{name}": tensor for name, tensor in state.items()}, "best_prec1": 91.7}
    torch.save(state, folder / "model.pth")
    # As before PyTorch 1.6, which most of the published files are of; the largest take long.
    if (folder / "model.pth").stat().st_size > LARGE:
        return ["model.pth"]
    torch.save(state, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    return ["model.pth", "legacy.pth"]


def by_keras(name, folder, picture):
    import h5py
    import keras
    from keras.src.legacy.saving.legacy_h5_format import save_weights_to_hdf5_group

    keras.utils.set_random_seed(0)
    model = getattr(keras.applications, name)(weights=None, classifier_activation=None)
    random = np.random.default_rng(0)
    roles = {"gamma": "scale", "beta": "shift", "bias": "shift", "moving_mean": "mean", "moving_variance": "variance"}
    for variable in model.weights:
        if variable.name in roles:
            variable.assign(random.uniform(*RANGES[roles[variable.name]], variable.shape).astype(np.float32))
    modules = {"VGG16": "vgg16", "VGG19": "vgg19", "InceptionV3": "inception_v3"}
    module = getattr(keras.applications, modules.get(name) or ("densenet" if name.startswith("DenseNet") else "resnet"))
    image = module.preprocess_input(picture.astype(np.float32)[None].copy())
    logits = keras.ops.convert_to_numpy(model(image, training=False))[0]
    with h5py.File(folder / "model.h5", "w") as file:
        save_weights_to_hdf5_group(file, model)
    if (folder / "model.h5").stat().st_size > LARGE:
        return ["model.h5"], logits.tolist()
    model.save_weights(folder / "model.weights.h5")
    model.save(folder / "model.keras")
    return ["model.h5", "model.weights.h5", "model.keras"], logits.tolist()


def answer(publisher, name, folder):
    folder = pathlib.Path(folder)
    pixels = np.fromfile(folder / "picture.bin", np.uint8)
    size = int((len(pixels) // 3) ** 0.5)
    picture = pixels.reshape(size, size, 3)
    files, logits = by_keras(name, folder, picture) if publisher == "Keras" else by_torch(publisher, name, folder, picture)
    return {"files": files, "logits": logits}


for line in sys.stdin:
    try:
        print(json.dumps(answer(**json.loads(line))), flush=True)
    except Exception as error:  # of one network, and not the end of all
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
