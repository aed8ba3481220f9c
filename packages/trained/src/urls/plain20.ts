export default new URL('../../files/plain20.safetensors', import.meta.url)
