import { conv, dense, globalAveragePool, input, network, relu } from '@cnn/shapes'
import { resnet20 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { dot, mermaid } from '../src/index.ts'

const x = relu(conv(input([8, 8, 3]), 'conv1', { filters: 2, kernel: 3, stride: 2 }))
const net = network('tiny', { logits: dense(globalAveragePool(x), 'fc', { units: 1000 }) })

test('Mermaid', () => {
  expect(mermaid(net)).toBe(`%% tiny: 8×8×3 to 1000 · 3,056 parameters · 2,486 MACs
flowchart TD
  n0["<b>image</b><br/>8×8×3"]:::input
  n1["<b>3×3 conv, 2 /2</b><br/>conv1 · 3×3×2 · 56 parameters<br/>ReLU"]:::convolution
  n2["<b>global average pool</b><br/>2"]:::pooling
  n3["<b>dense, 1000</b><br/>fc · 1000 · 3,000 parameters<br/>output: logits"]:::dense
  n0 --> n1
  n1 --> n2
  n2 --> n3
  classDef input fill:#eceff2,stroke:#7d8590,color:#1f2328
  classDef convolution fill:#d8ecff,stroke:#1f6fd1,color:#1f2328
  classDef pooling fill:#d3f3dc,stroke:#218a41,color:#1f2328
  classDef dense fill:#ece2ff,stroke:#7c4dd6,color:#1f2328
`)
})

test('DOT', () => {
  expect(dot(net)).toBe(`digraph "tiny" {
  label="tiny\\n8×8×3 to 1000 · 3,056 parameters · 2,486 MACs"
  labelloc=t
  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, fillcolor="#ffffff", color="#afb8c1"]
  n0 [label="image\\n8×8×3", fillcolor="#eceff2", color="#7d8590"]
  n1 [label="3×3 conv, 2 /2\\nconv1 · 3×3×2 · 56 parameters\\nReLU", fillcolor="#d8ecff", color="#1f6fd1"]
  n2 [label="global average pool\\n2", fillcolor="#d3f3dc", color="#218a41"]
  n3 [label="dense, 1000\\nfc · 1000 · 3,000 parameters\\noutput: logits", fillcolor="#ece2ff", color="#7c4dd6"]
  n0 -> n1
  n1 -> n2
  n2 -> n3
}
`)
})

test('equal ones have their number, and parameters each', () => {
  expect(mermaid(resnet20())).toContain(
    'layer1.0 … layer1.2 ×3</b><br/>3×3, 16 → 3×3, 16<br/>identity<br/>add<br/>32×32×16 · 4,672 parameters each"]',
  )
})
