/** Written by `npm run embedder` together with encoder.bin. */
export const artifact = {
  name: 'static use-lite 192 3860def4',
  dimensions: 192,
  bytes: 5927424,
  sha256: '3860def4f393fe831ac57b974d69688f9fde2ccb21940c427e2d5204d02bc146',
  asset: 'embed/use-lite-3860def4f393fe83.bin',
} as const;
