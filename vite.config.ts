import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig } from 'vite'
import { eventsPlugin } from './src/build/events-plugin.ts'

// The bundle of `npm run build`: one lazily evaluated module per event. Development has its own
// set-up in src/cli/dev-server.ts.

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
  plugins: [eventsPlugin(), cloudflare({ inspectorPort: false })],
})
