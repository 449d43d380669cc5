import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const CORE = fileURLToPath(new URL('../../../main/web/app/core/', import.meta.url));

/** Imports modules of `core`, together, so that they share what they import. */
export async function load(...names) {
  const contents = names.map((name) => `export * from './${name}';`).join('\n');
  const { outputFiles: [file] } = await build({
    stdin: { contents, resolveDir: CORE, loader: 'ts' }, bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error',
    external: ['lit'],
  });
  return import(`data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`);
}
