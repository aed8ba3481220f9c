"""How a network is trained: what can be chosen, and the learning rate over the run."""

import argparse
import math
import os

from network import KERNELS


def cycle(done):
    """Up in a straight line over the first fifth, then down along half a cosine."""
    return done / 0.2 if done < 0.2 else 0.5 * (1 + math.cos(math.pi * (done - 0.2) / 0.8))


def steps(done):
    """A tenth after half of the run, a hundredth after three quarters, as 32,000 and 48,000 of 64,000 steps (He et al. 2015, 4.2)."""
    return 1 if done < 0.5 else 0.1 if done < 0.75 else 0.01


# The share of the highest rate, by the share of the run that is done.
SCHEDULES = {"cycle": cycle, "steps": steps}


def parse(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("id")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--schedule", choices=list(SCHEDULES), default="cycle", help="one cycle of the rate, or a tenth of it at 1/2 and 3/4")
    parser.add_argument("--rate", type=float, default=0.1, help="the highest")
    parser.add_argument("--decay", type=float, default=5e-4, help="of all weights")
    # GoogLeNet's count 0.3 each (Szegedy et al. 2014, section 5).
    parser.add_argument("--heads", type=float, default=0.3, help="what the loss of each auxiliary head counts; at 0 they learn nothing")
    parser.add_argument("--batch", type=int, default=128, help="of all processes together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=["float32", "bf16"], default="float32", help="of the convolutions while training")
    parser.add_argument("--images", type=int, help="train on the first so many alone, to compare recipes")
    parser.add_argument("--init", choices=list(KERNELS), default="he", help="of random first weights: He, Gaussian of 0.01, Xavier or LeCun")
    parser.add_argument("--weights", help="a safetensors file to begin from, instead of random weights")
    parser.add_argument("--data", help="the folder of CIFAR-10's binary files, if it is not FOLDER")
    parser.add_argument("--device", help="cpu or cuda; a GPU if there is one")
    parser.add_argument("--threads", type=int, help="of a process; all processors, shared")
    return parser.parse_args()


def recipe_of(options, processes):
    """What the weights depend on."""
    always = ("epochs", "schedule", "rate", "decay", "heads", "batch", "seed", "precision")
    recipe = {name: getattr(options, name) for name in always}
    if options.init != "he" and not options.weights:
        recipe["init"] = options.init
    if options.images:
        recipe["images"] = options.images
    if options.weights:
        recipe["weights"] = os.path.basename(options.weights)
    return {**recipe, "processes": processes} if processes > 1 else recipe
