export default new URL('../../files/resnet56.safetensors', import.meta.url)
