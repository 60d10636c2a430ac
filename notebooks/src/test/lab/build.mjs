// Bundles the page: node build.mjs FOLDER, where the folder has this file's neighbours and node_modules.
import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const folder = process.argv[2];
const { build } = createRequire(folder + '/')('esbuild');

// JupyterLab imports a picture as text into code, and by its address into a style sheet.
const pictures = {
  name: 'pictures',
  setup(bundle) {
    bundle.onResolve({ filter: /\.svg(\?.*)?$/ }, async (wanted) => {
      if (wanted.pluginData === pictures) return undefined;
      const { path } = await bundle.resolve(wanted.path.replace(/\?.*$/, ''), {
        resolveDir: wanted.resolveDir, kind: wanted.kind, importer: wanted.importer, pluginData: pictures,
      });
      return { path, namespace: wanted.kind === 'url-token' ? 'in-style' : 'file' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'in-style' },
      async ({ path }) => ({ contents: await readFile(path), loader: 'dataurl' }));
  },
};

await build({
  absWorkingDir: folder,
  entryPoints: ['lab.js'],
  outfile: 'page/lab.js',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'chrome100',
  logLevel: 'error',
  loader: {
    '.svg': 'text', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.eot': 'dataurl', '.png': 'dataurl',
  },
  alias: { path: 'path-browserify' },
  define: { global: 'window', 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
  plugins: [pictures],
});
await copyFile(folder + '/index.html', folder + '/page/index.html');
