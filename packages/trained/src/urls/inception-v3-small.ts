export default new URL('../../files/inception-v3-small.safetensors', import.meta.url)
