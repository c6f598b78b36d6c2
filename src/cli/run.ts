import { Command, CommanderError } from 'commander'
import { auditCommand } from './commands/audit.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { hostsCommand } from './commands/hosts.ts'
import { importCommand } from './commands/import.ts'
import { newCommand } from './commands/new.ts'
import { outboxCommand } from './commands/outbox.ts'
import { overridesCommand } from './commands/overrides.ts'
import { previewCommand } from './commands/preview.ts'
import { registryCommand } from './commands/registry.ts'
import { secretsCommand } from './commands/secrets.ts'
import { tenantsCommand } from './commands/tenants.ts'
import { tokenCommand } from './commands/token.ts'
import { traceCommand } from './commands/trace.ts'
import { EXIT, Failure } from './exit-codes.ts'
import { plain } from './output/plain.ts'

/** Every command, as `usher --help` groups them. */
const COMMANDS: Readonly<Record<string, readonly Command[]>> = {
  'Events:': [tenantsCommand, hostsCommand, previewCommand, secretsCommand, newCommand],
  'Many at once:': [importCommand, exportCommand],
  'What happens, and why:': [explainCommand, outboxCommand, auditCommand, traceCommand],
  'The platform:': [registryCommand, tokenCommand, overridesCommand],
}

const program = new Command('usher')
  .description('Shows every request to its event: the operator’s command line.')
  .showHelpAfterError('(--help tells more)')
  .helpCommand(false)
  .configureHelp({ subcommandTerm: termOf })
  .exitOverride()
  .addHelpText(
    'after',
    `
It asks the platform that USHER_ADMIN (https://admin.<your domain>) names, with the token in
USHER_TOKEN; without them the one that npm start runs here. Each command's --help tells the rest.

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 there is no such thing, 4 somebody else was first,
5 the token may not. Colours go with NO_COLOR=1.`,
  )

for (const [heading, commands] of Object.entries(COMMANDS)) {
  for (const command of commands) program.addCommand(command.helpGroup(heading))
}
adoptAll(program)

/** Does what the words say; answers how it ended. */
export async function run(words: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(words, { from: 'user' })
    return EXIT.done
  } catch (error) {
    // It has said already what was wrong, or helped.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    const message = error instanceof Error ? error.message : String(error)
    for (const line of message.split('\n')) console.error(plain(line))
    return error instanceof Failure ? error.exitCode : EXIT.failed
  }
}

/** What holds for the whole holds for commands of commands. */
function adoptAll(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent).helpCommand(false)
    adoptAll(child)
  }
}

/** A command with what it takes, as it stands in a list of them. */
function termOf(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '…' : ''}`
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return [command.name(), ...words].join(' ')
}
