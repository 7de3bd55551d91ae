/** How colours (`#rrggbb`) look to people: contrast as WCAG counts it, and how far apart two are to each kind of colour sight. */

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** On linear RGB, of full severity: Machado, Oliveira and Fernandes, 2009. */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const TO_XYZ: Matrix = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
]

const times = (matrix: Matrix, [a, b, c]: Triple): Triple => matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple
const linear = (colour: string): Triple =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Triple

function lab(rgb: Triple): Triple {
  const [x, y, z] = times(TO_XYZ, rgb.map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple)
  const root = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const [fx, fy, fz] = [root(x / 0.9505), root(y), root(z / 1.089)]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [one, other].map((colour) => times(TO_XYZ, linear(colour))[1]).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** ΔE (1976) to the sight that tells the two apart worst; 2 is just seen where both lie side by side. */
export function apart(one: string, other: string): number {
  const distances = Object.values(SIGHTS).map((matrix) => {
    const [a, b] = [one, other].map((colour) => lab(times(matrix, linear(colour)))) as [Triple, Triple]
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
  })
  return Math.min(...distances)
}
