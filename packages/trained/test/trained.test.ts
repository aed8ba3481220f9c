import { readdir, readFile, stat } from 'node:fs/promises'
import { checkWeights, select } from '@cnn/shapes'
import { trained } from '@cnn/trained'
import { urls } from '@cnn/trained/all'
import { readSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'

test.each(trained)(
  'the weights of $network fit it, and say with their card how they were trained',
  async ({ network, top1, epochs }) => {
    const url = urls.get(network)!
    const { weights, metadata } = readSafetensors(await readFile(url))
    checkWeights(select(zoo.find(({ id }) => id === network)!.build(), 'logits'), weights)
    expect(Object.keys(metadata)).toEqual(
      expect.arrayContaining(['dataset', 'epochs', 'rate', 'decay', 'batch', 'seed', 'testAccuracy']),
    )
    // What PyTorch measured, before large files were rounded to float16.
    expect(Math.abs(top1 - 100 * Number(metadata['testAccuracy']))).toBeLessThan(0.1)
    const cycles = JSON.parse(metadata['cycles'] ?? '[{}]') as { epochs?: number }[]
    expect(cycles.reduce((sum, cycle) => sum + (cycle.epochs ?? Number(metadata['epochs'])), 0)).toBe(epochs)
    expect(await readFile(new URL(`${network}.md`, url), 'utf8')).toContain(
      `**${top1.toFixed(2)} %** of CIFAR-10's 10,000 test images`,
    )
  },
)

test('list, addresses and files are of the same networks', async () => {
  const listed = trained.map(({ network }) => network).toSorted()
  expect([...urls.keys()].toSorted()).toEqual(listed)
  const here = await readdir(new URL('../files', import.meta.url))
  expect(here.toSorted()).toEqual(listed.flatMap((id) => [`${id}.md`, `${id}.safetensors`, `${id}.svg`]).toSorted())
})

test('no network but LeNet-5 is below 80 %, and all files together are below 40 MB', async () => {
  for (const { network, top1 } of trained) expect(top1, network).toBeGreaterThan(network.startsWith('lenet5') ? 70 : 80)
  const sizes = await Promise.all([...urls.values()].map(async (url) => (await stat(url)).size))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40e6)
})
