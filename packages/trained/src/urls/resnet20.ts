export default new URL('../../files/resnet20.safetensors', import.meta.url)
