#!/usr/bin/env node
import { EXIT } from './exit-codes.ts'
import { run } from './run.ts'

// `npx usher`: the operator's command line.

// Who reads only the first lines of a list is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed)
})

const code = await run(process.argv.slice(2))
// What a command has said of its end itself stands.
process.exitCode = code === EXIT.done ? (process.exitCode ?? code) : code
