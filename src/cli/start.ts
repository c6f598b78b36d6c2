import { LOCAL_ADMIN_TOKEN } from './local-data.ts'
import { createDevServer, givenPort } from './dev-server.ts'

// `npm start`: the real Worker on the local runtime, with demo events on *.localhost.

// A placeholder stands in for what the platform knows of a visitor; nothing is fetched for it.
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'

const port = givenPort(process.env['PORT'])
if (!port.ok) {
  console.error(port.error)
  process.exit(2)
}
console.log('Starting Usher …')
try {
  const dev = await createDevServer(port.value, (line) => console.log(line))
  console.log(`\nEvents, each on its own host:\n`)
  for (const link of dev.links) console.log(`  ${link}`)
  console.log(
    '\nSign in as one of the demo people (their mails: /__dev/mailbox on the event’s host):\n',
  )
  for (const link of dev.personas) console.log(`  ${link}`)
  console.log('  …and in every event with people: /__dev/as/persona-1@people.example, -2, …')
  console.log(
    `\nAdmin host: http://admin.localhost:${dev.port}/  one click, or with the token ${LOCAL_ADMIN_TOKEN}`,
  )
  console.log('A new event: npx usher new <key>')
  console.log('Why a page is as it is: npx usher explain <address>')
  console.log('Events, hosts, previews and all the rest: npx usher --help')
  console.log('\nChange a file under events/ or src/ and the page follows. Ctrl-C ends it.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void dev.close().finally(() => process.exit(0)))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
