/** @file What is written from files of this package. */

export { writePyTorch } from './pytorch.ts'
