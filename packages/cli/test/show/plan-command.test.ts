import { expect, test } from 'vitest'
import { runHere } from '../run-here.ts'

test('plan shows the kernel of each layer, and twice the multiply-accumulates of the papers', async () => {
  const { stdout, status } = await runHere('plan', 'resnet18')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^layer1\.0\.conv1 +winograd +56×56×64 +0\.231 +0\.563 MiB +0\.766 MiB +\d/m)
  expect(stdout).toMatch(/^layer4\.0\.conv1 +direct +7×7×512 /m)
  // 1.814 G multiply-accumulates, which torchvision publishes as 1.81 GFLOPS.
  expect(stdout).toMatch(/^3\.628 GFLOP for one image/m)
})

test('plan --memory small keeps VGG-16 near the 528 MiB that its parameters are', async () => {
  const bytes = async (...more: string[]) => {
    const { stdout } = await runHere('plan', 'vgg16', '--json', ...more)
    return (JSON.parse(stdout) as { bytes: { weights: number } }).bytes.weights / 2 ** 20
  }
  const small = await bytes('--memory', 'small')
  expect(small).toBeGreaterThan(527)
  expect(small).toBeLessThan(535)
  expect(await bytes()).toBeGreaterThan(small)
})

test('plan names what it does not know', async () => {
  const { status, stderr } = await runHere('plan', 'resnet81')
  expect(status).toBe(2)
  expect(stderr).toMatch(/unknown network 'resnet81'; did you mean/)
})
