/** A matrix [rows, columns] as [columns, rows]: between PyTorch's dense layers, [out, in], and TensorFlow's. */
export function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length)
  // In squares, so that reading and writing both stay within the cache: VGG's matrix has 100 million elements.
  for (let top = 0; top < rows; top += side)
    for (let left = 0; left < columns; left += side)
      for (let row = top; row < Math.min(top + side, rows); row++)
        for (let column = left; column < Math.min(left + side, columns); column++)
          result[column * rows + row] = data[row * columns + column]!
  return result
}

const side = 32
