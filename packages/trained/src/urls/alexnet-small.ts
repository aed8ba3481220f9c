export default new URL('../../files/alexnet-small.safetensors', import.meta.url)
