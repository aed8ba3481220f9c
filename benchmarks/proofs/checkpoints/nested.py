"""Writes Keras models within models, packages/tfjs/test/nested, and what Keras 3 computes with them.

    KERAS_BACKEND=jax python benchmarks/proofs/checkpoints/nested.py
"""

import json
import os

import keras
import numpy as np

folder = os.path.join(os.path.dirname(__file__), '../../../packages/tfjs/test/nested')
shape = (5, 5, 2)


def features():
    return [keras.layers.Conv2D(3, 3, use_bias=False, name='conv'), keras.layers.BatchNormalization(name='bn')]


def functional():
    image = keras.Input(shape)
    x = image
    for layer in features():
        x = layer(x)
    return keras.Model(image, x, name='base')


def sequential():
    return keras.Sequential([keras.Input(shape), *features()], name='stem')


def within(inner, name):
    image = keras.Input(shape)
    return keras.Model(image, inner(image), name=name)


def classifier(inner):
    image = keras.Input(shape)
    x = keras.layers.GlobalAveragePooling2D()(inner(image))
    model = keras.Model(image, keras.layers.Dense(2, name='fc')(x))
    norm = next(layer for layer in model._flatten_layers() if layer.name == 'bn')
    norm.set_weights([np.float32(row) for row in ([1.1, 0.9, 1.2], [0.1, -0.2, 0.3], [0.05, 0.1, -0.1], [0.8, 1.2, 1.5])])
    return model


def write(model, *names):
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith('.weights.h5'):
            model.save_weights(path)
        else:
            model.save(path)
    image = np.arange(50, dtype='float32').reshape(1, *shape) / 50
    logits = np.asarray(model(image, training=False))[0].tolist()
    return {name: logits for name in names}


if __name__ == '__main__':
    os.makedirs(folder, exist_ok=True)
    keras.utils.set_random_seed(7)
    found = write(classifier(functional()), 'functional.keras')
    keras.utils.set_random_seed(8)
    twice = classifier(within(sequential(), 'middle'))
    found |= write(twice, 'sequential-twice.h5', 'sequential-twice.weights.h5')
    with open(os.path.join(folder, 'logits.json'), 'w') as file:
        json.dump(found, file, indent=2)
        file.write('\n')
