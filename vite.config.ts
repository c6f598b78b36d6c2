import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig } from 'vite'
import { eventsPlugin } from './src/build/events-plugin.ts'

// `vite build`: one lazily evaluated module per event, for `wrangler deploy`. Development has its
// own set-up in src/cli/dev-server.ts.
export default defineConfig({
  appType: 'custom',
  environments: { usher: { build: { minify: true, sourcemap: true } } },
  plugins: [eventsPlugin(), cloudflare({ inspectorPort: false })],
})
