/** Written by `npm run embedder` together with encoder.bin. */
export const artifact = {
  name: 'static use-lite 192 4ef2d3e1',
  dimensions: 192,
  bytes: 5927424,
  sha256: '4ef2d3e137cbf0a71eae27c93195086052d7c0a2667d0296cc649f7609d44c3a',
  asset: 'embed/use-lite-4ef2d3e137cbf0a7.bin',
} as const;
