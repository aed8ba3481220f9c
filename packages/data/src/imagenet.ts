/** @file What is taken off and divided by in networks for photos, per channel. */

/** Of ImageNet's training pictures, as torchvision has them: those of photos in general. */
export const imagenetNormalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const

/** Of grey photos: the middle of those three. */
export const greyNormalisation = { mean: [0.449], deviation: [0.226] } as const

/** Blue, green, red of bytes: Caffe's way, which VGG's and ResNet's authors took. */
export const caffeNormalisation = { mean: [103.939, 116.779, 123.68], deviation: [1, 1, 1] } as const

/** From −1 to 1, as TensorFlow's own Inception models. */
export const inceptionNormalisation = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const
