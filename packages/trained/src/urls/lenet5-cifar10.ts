export default new URL('../../files/lenet5-cifar10.safetensors', import.meta.url)
