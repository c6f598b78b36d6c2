import { cloudflare } from '@cloudflare/vite-plugin'
import { createBuilder } from 'vite'

/** Git-ignored, like every build. */
const OUT = 'dist/bench'

/** The product as `npm run build` makes it, beside and not over it. Returns the folder. */
export async function buildProduct(): Promise<string> {
  const outDir = `${OUT}/product`
  const builder = await createBuilder({ logLevel: 'warn', build: { outDir } })
  await builder.buildApp()
  return `${outDir}/usher`
}

/** One of `bench/workers/`, built the way the product is. Returns the folder. */
export async function buildWorker(name: string): Promise<string> {
  const outDir = `${OUT}/${name}`
  const builder = await createBuilder({
    configFile: false,
    appType: 'custom',
    logLevel: 'warn',
    build: { outDir },
    environments: { usher: { build: { minify: true, sourcemap: true } } },
    plugins: [cloudflare({ inspectorPort: false, config: { main: `bench/workers/${name}.ts` } })],
  })
  await builder.buildApp()
  return `${outDir}/usher`
}
