import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig } from 'vite'
import { unstable_readConfig } from 'wrangler'
import { clientPlugin } from './src/build/client-plugin.ts'
import { eventsPlugin } from './src/build/events-plugin.ts'
import { readPlace } from './src/build/place.ts'
import { placeConfig } from './src/build/place-config.ts'
import { sharePlugin } from './src/build/share-plugin.ts'

// The bundle of `npm run build`: one lazily evaluated module per event. Development has its own
// set-up in src/cli/dev-server.ts.

// With shares (docs/decisions/011-shares.md) the Worker that `USHER_SHARE` names.
const { vars } = unstable_readConfig({ config: 'wrangler.toml' })
const place = readPlace(process.env['USHER_SHARE'], vars['SHARES'])

/** An event's key in its module's name: a stack in the log says whose it is. */
const chunkFileNames = ({ facadeModuleId }: { readonly facadeModuleId: string | null }): string => {
  const key = /\/events\/([^/]+)\/event\.tsx?$/.exec(facadeModuleId ?? '')?.[1]
  return `assets/${key === undefined ? '[name]' : `event-${key}`}-[hash].js`
}

export default defineConfig({
  appType: 'custom',
  environments: {
    usher: {
      build: {
        minify: true,
        sourcemap: true,
        rolldownOptions: { output: { chunkFileNames } },
      },
    },
  },
  plugins: [
    eventsPlugin(),
    clientPlugin(),
    sharePlugin(place),
    cloudflare({
      inspectorPort: false,
      config: (config) => placeConfig(config, place),
      viteEnvironment: { name: 'usher' },
    }),
  ],
})
