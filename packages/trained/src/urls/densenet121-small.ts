export default new URL('../../files/densenet121-small.safetensors', import.meta.url)
