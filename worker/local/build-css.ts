import { build, type Plugin } from 'esbuild';

const INLINE = /\.css\?inline$/;

/** `import css from './chat.css?inline'` gives the bundled, minified style sheet as a string, for a shadow root. */
export const inlineCss: Plugin = {
  name: 'inline-css',
  setup(builder) {
    builder.onResolve({ filter: INLINE }, async (asked) => {
      const found = await builder.resolve(asked.path.slice(0, -'?inline'.length), {
        resolveDir: asked.resolveDir,
        kind: 'import-statement',
      });
      return found.errors.length > 0 ? { errors: found.errors } : { path: found.path, namespace: 'inline-css' };
    });
    builder.onLoad({ filter: /.*/, namespace: 'inline-css' }, async ({ path }) => {
      const sheet = await build({ entryPoints: [path], bundle: true, minify: true, write: false, logLevel: 'silent' });
      return { contents: sheet.outputFiles[0]?.text.trimEnd() ?? '', loader: 'text', watchFiles: [path] };
    });
  },
};
