export default new URL('../../files/nin-small.safetensors', import.meta.url)
