import { createDevServer, givenPort } from './dev-server.ts'

// A placeholder stands in for what the platform knows of a visitor; nothing is fetched for it.
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'

// `npm start`: the real Worker on the local runtime, with demo events on *.localhost.

const port = givenPort(process.env['PORT'])
if (!port.ok) {
  console.error(port.error)
  process.exit(2)
}
console.log('Starting Usher …')
try {
  const dev = await createDevServer(port.value)
  for (const problem of dev.problems) console.warn(problem)
  console.log(`\nEvents, each on its own host:\n`)
  for (const { name, url, hint } of dev.events) console.log(`  ${url}  ${name}${hint}`)
  console.log('\nChange a file under events/ or src/ and the page follows. Ctrl-C ends it.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void dev.close().finally(() => process.exit(0)))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
