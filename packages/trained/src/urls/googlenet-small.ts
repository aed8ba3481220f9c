export default new URL('../../files/googlenet-small.safetensors', import.meta.url)
