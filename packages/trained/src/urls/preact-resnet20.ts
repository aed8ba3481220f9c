export default new URL('../../files/preact-resnet20.safetensors', import.meta.url)
