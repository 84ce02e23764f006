/** Written by `npm run embedder` together with encoder.bin. */
export const artifact = {
  name: 'static use-lite 192 4347bb49',
  dimensions: 192,
  bytes: 5400496,
  sha256: '4347bb4912660b1d5da6e2071c320d7f70891a8872643dee381d1a3246ec60bc',
  asset: 'embed/use-lite-4347bb4912660b1d.bin',
} as const;
