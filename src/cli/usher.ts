#!/usr/bin/env node
import { Command } from 'commander'
import { explainCommand } from './commands/explain.ts'
import { newCommand } from './commands/new.ts'
import { outboxCommand } from './commands/outbox.ts'
import { overridesCommand } from './commands/overrides.ts'
import { previewCommand } from './commands/preview.ts'
import { traceCommand } from './commands/trace.ts'
import { UsageError } from './usage-error.ts'

// `npx usher`: the operator's command line. Exit codes: 0 done, 1 it failed, 2 it was asked wrongly.

const program = new Command('usher')
  .description('Shows every request to its event: the operator’s command line.')
  .showHelpAfterError('(usher --help tells more)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

const COMMANDS = [
  explainCommand,
  newCommand,
  outboxCommand,
  overridesCommand,
  previewCommand,
  traceCommand,
]

for (const command of COMMANDS) {
  program.addCommand(command.copyInheritedSettings(program))
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(error instanceof UsageError ? 2 : 1)
}
