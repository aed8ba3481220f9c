import { add, concat, conv, dense, globalAveragePool, input, maxPool, network, relu, type Network } from '@cnn/shapes'
import { alexnet, densenet121, googlenet, resnet20, resnet50, vgg16 } from '@cnn/zoo'
import { describe, expect, test } from 'vitest'
import { draw, isBlock } from '../src/drawing.ts'

/** Blocks by heading and number, layers by what they do. */
const cards = (net: Network) =>
  draw(net).cards.map((card) => {
    const what = isBlock(card) ? card.heading : card.rows.map(({ text }) => text).join(', ')
    return card.times > 1 ? `${what} ×${card.times}` : what
  })

const blocks = (net: Network) =>
  cards(net).filter((card) => card.includes('layer') || card.includes('inception') || card.includes('block'))

describe('blocks', () => {
  test('ResNet-50’s stages have 3, 4, 6 and 3 blocks, the first of each a projection (He et al. 2015, table 1)', () => {
    expect(cards(resnet50())).toEqual([
      'image',
      '7×7 conv, 64 /2, batch norm, ReLU',
      '3×3 max pool /2',
      'layer1.0',
      'layer1.1 … layer1.2 ×2',
      'layer2.0',
      'layer2.1 … layer2.3 ×3',
      'layer3.0',
      'layer3.1 … layer3.5 ×5',
      'layer4.0',
      'layer4.1 … layer4.2 ×2',
      'global average pool',
      'dense, 1000',
    ])
  })

  test('where the first block of a stage changes nothing, it is one of the equal ones', () => {
    expect(blocks(resnet20())).toEqual([
      'layer1.0 … layer1.2 ×3',
      'layer2.0',
      'layer2.1 … layer2.2 ×2',
      'layer3.0',
      'layer3.1 … layer3.2 ×2',
    ])
  })

  test('GoogLeNet’s nine modules, and its heads after them', () => {
    const modules = ['3a', '3b', '4a', '4b', '4c', '4d', '4e', '5a', '5b'].map((id) => `inception${id}`)
    expect(blocks(googlenet())).toEqual(modules)
    expect(cards(googlenet()).slice(-2)).toEqual(['aux1', 'aux2'])
    const { cards: all, arrows } = draw(googlenet())
    const heading = (i: number) => (isBlock(all[i]!) ? all[i].heading : '')
    expect(arrows.filter(([, to]) => all[to]!.lane > 0).map(([from, to]) => [heading(from), heading(to)])).toEqual([
      ['inception4a', 'aux1'],
      ['inception4d', 'aux2'],
    ])
  })

  test('a dense block is one, with its transition after it', () => {
    expect(cards(densenet121()).slice(3, 7)).toEqual([
      'features.denseblock1',
      'batch norm, ReLU, 1×1 conv, 128',
      '2×2 average pool /2',
      'features.denseblock2',
    ])
  })

  test('layers without branches stay layers; equal neighbours are one', () => {
    expect(cards(alexnet())[2]).toBe('3×3 max pool /2')
    const stages = cards(vgg16()).filter((card) => card.includes('512'))
    expect(stages).toEqual(['3×3 conv, 512, ReLU', '3×3 conv, 512, ReLU ×2', '3×3 conv, 512, ReLU ×3'])
  })
})

describe('the ways through a block', () => {
  const lines = (net: Network, heading: string) => {
    const card = draw(net).cards.find((one) => isBlock(one) && one.heading.startsWith(heading))
    if (!card || !isBlock(card)) return expect.unreachable()
    return card.lines.map(
      ({ steps, times }) =>
        steps.map(({ text, again }) => (again ? `(${text})` : text)).join(' → ') + (times ? ` ×${times}` : ''),
    )
  }

  test('of a bottleneck, with and without projection', () => {
    expect(lines(resnet50(), 'layer2.0')).toEqual(['1×1, 128 → 3×3, 128 /2 → 1×1, 512', '1×1, 512 /2', 'add'])
    expect(lines(resnet50(), 'layer2.1')).toEqual(['1×1, 128 → 3×3, 128 → 1×1, 512', 'identity', 'add'])
  })

  test('of an inception module (Szegedy et al. 2014, table 1, row 3a)', () => {
    expect(lines(googlenet(), 'inception3a')).toEqual([
      '1×1, 64',
      '1×1, 96 → 3×3, 128',
      '1×1, 16 → 5×5, 32',
      'max 3×3 → 1×1, 32',
      'concat',
    ])
  })

  test('of a dense block are too many: they are counted', () => {
    expect(lines(densenet121(), 'features.denseblock3')).toEqual(['1×1, 128 → 3×3, 32 ×24', 'concat'])
  })

  test('what two ways share is marked on the second', () => {
    const x = conv(input([8, 8, 3]), 'stem', { filters: 4, kernel: 1 })
    const shared = relu(conv(x, 'm.a', { filters: 4, kernel: 1 }))
    const wide = conv(shared, 'm.b', { filters: 4, kernel: [1, 3], pad: [0, 1] })
    const tall = conv(shared, 'm.c', { filters: 4, kernel: [3, 1], pad: [1, 0] })
    expect(lines(network('n', { y: concat([wide, tall, x]) }), 'm')).toEqual([
      '1×1, 4 → 1×3, 4',
      '(1×1, 4) → 3×1, 4',
      'identity',
      'concat',
    ])
  })
})

test('a way longer than can be read is counted, however long', () => {
  let long = conv(input([8, 8, 4]), 'stem', { filters: 4, kernel: 1 })
  const start = long
  for (let i = 0; i < 20_000; i++) long = conv(long, `b.${i}`, { filters: 4, kernel: 3, pad: 1 })
  const card = draw(network('n', { y: add(long, start) })).cards.at(-1)!
  expect(isBlock(card) && card.lines).toEqual([
    { steps: [{ family: 'convolution', text: '3×3, 4' }], times: 20_000 },
    { steps: [{ family: 'joining', text: 'add' }] },
  ])
})

describe('equal neighbours', () => {
  const x = conv(input([8, 8, 4]), 'stem', { filters: 4, kernel: 3, pad: 1 })
  const block = (from: typeof x, name: string) => relu(add(conv(from, name, { filters: 4, kernel: 3, pad: 1 }), from))
  const head = (from: typeof x, name: string) => dense(globalAveragePool(from), name, { units: 2 })

  test('become one', () => {
    const net = network('n', { logits: head(block(block(block(x, 'a'), 'b'), 'c'), 'fc') })
    expect(cards(net)).toEqual(['image', '3×3 conv, 4', 'a … c ×3', 'global average pool', 'dense, 2'])
  })

  test('but not where a head leaves between them, nor where an output does', () => {
    const middle = block(x, 'a')
    const net = network('n', { logits: head(block(middle, 'b'), 'fc'), aux: head(middle, 'aux') })
    expect(cards(net)).toEqual(['image', '3×3 conv, 4', 'a', 'b', 'global average pool', 'dense, 2', 'aux'])
    expect(cards(network('n', { logits: head(block(middle, 'b'), 'fc'), middle }))).toContain('b')
  })

  test('nor where they compute something else', () => {
    const other = relu(add(conv(block(x, 'a'), 'b', { filters: 4, kernel: 5, pad: 2 }), block(x, 'a')))
    expect(cards(network('n', { y: maxPool(block(block(x, 'a'), 'b'), { kernel: 2 }) }))).toContain('a … b ×2')
    expect(() => cards(network('n', { y: other }))).toThrow('two layers named')
  })
})

test('every node is on exactly one card, folded or not', () => {
  for (const build of [resnet20, googlenet, densenet121, vgg16]) {
    const net = build()
    const total = draw(net, { fold: true }).cards.reduce(
      (sum, card) =>
        sum +
        card.times * (isBlock(card) ? card.parameters : card.rows.reduce((rows, row) => rows + row.parameters, 0)),
      0,
    )
    expect(draw(net).subtitle).toContain(`${total.toLocaleString('en-US')} parameters`)
    const rows = draw(net, { fold: false }).cards.flatMap((card) => (isBlock(card) ? [] : card.rows))
    expect(rows).toHaveLength(net.nodes.length)
  }
})

test('a thousand blocks are one card', () => {
  let x = conv(input([8, 8, 4]), 'stem', { filters: 4, kernel: 3, pad: 1 })
  for (let i = 0; i < 1000; i++) x = relu(add(conv(x, `block.${i}`, { filters: 4, kernel: 3, pad: 1 }), x))
  expect(cards(network('n', { x }))).toEqual(['image', '3×3 conv, 4', 'block.0 … block.999 ×1000'])
})
