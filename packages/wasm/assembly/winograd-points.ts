/**
 * @file Winograd's convolution (Lavin & Gray 2015; Cook & Toom before them): m outputs of a kernel of r taps from m + r
 * − 1 = 6 inputs by 6 multiplications instead of m·r, and in two dimensions by 36 instead of m²r². The inputs and the
 * kernel are polynomials that are evaluated at six points, multiplied there, and brought back. All m from 2 to 5 share
 * one transform of the input, since it depends on the points alone.
 *
 * The points are 0, ±p, ±q and ∞ with p = 1/√2 and q = √2. With p²+q² = 5/2 and p²q² = 1, M(x) = x(x²−p²)(x²−q²) = x⁵ −
 * 5/2·x³ + x, and
 *
 *   input   Bᵀ: the coefficients of M(x)/(x−a) for each point a, and those of M(x) for ∞
 *   kernel  G : (1, a, a², …)/M'(a), where M'(0) = 1, M'(±p) = −3/2, M'(±q) = 6; the last tap for ∞
 *   output  Aᵀ: row i is aⁱ for each point a; the last row also takes ∞
 *
 * The usual points 0, ±1, ±2, ∞ have four times the rounding error, since their powers spread further: here 1.3 to
 * 2.3·10⁻⁶ of a layer's largest output, where direct sums have 0.7 to 1.2·10⁻⁶.
 */

/** 1/√2. */
export const P: f32 = 0.70710678118654752
/** √2. */
export const Q: f32 = 1.4142135623730951
