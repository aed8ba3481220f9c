export default new URL('../../files/vgg16-bn-small.safetensors', import.meta.url)
