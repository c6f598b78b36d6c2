import { Command, CommanderError } from 'commander'
import { EXIT, Failure } from './exit-codes.ts'
import { plain } from './output/plain.ts'

type Load = () => Promise<Command>

/** Every command, as `usher --help` groups them; each is read when it is needed. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, Load>>>> = {
  'Events:': {
    tenants: async () => (await import('./commands/tenants.ts')).tenantsCommand,
    hosts: async () => (await import('./commands/hosts.ts')).hostsCommand,
    preview: async () => (await import('./commands/preview.ts')).previewCommand,
    quarantine: async () => (await import('./commands/quarantine.ts')).quarantineCommand,
    secrets: async () => (await import('./commands/secrets.ts')).secretsCommand,
    new: async () => (await import('./commands/new.ts')).newCommand,
  },
  'Releases:': {
    release: async () => (await import('./commands/release.ts')).releaseCommand,
    releases: async () => (await import('./commands/releases.ts')).releasesCommand,
    lane: async () => (await import('./commands/lane.ts')).laneCommand,
  },
  'Many at once:': {
    import: async () => (await import('./commands/import.ts')).importCommand,
    export: async () => (await import('./commands/export.ts')).exportCommand,
  },
  'What happens, and why:': {
    explain: async () => (await import('./commands/explain.ts')).explainCommand,
    outbox: async () => (await import('./commands/outbox.ts')).outboxCommand,
    audit: async () => (await import('./commands/audit.ts')).auditCommand,
    trace: async () => (await import('./commands/trace.ts')).traceCommand,
    limits: async () => (await import('./commands/limits.ts')).limitsCommand,
  },
  'The platform:': {
    registry: async () => (await import('./commands/registry.ts')).registryCommand,
    token: async () => (await import('./commands/token.ts')).tokenCommand,
    overrides: async () => (await import('./commands/overrides.ts')).overridesCommand,
  },
}

/** Does what the words say; answers how it ended. */
export async function run(words: readonly string[]): Promise<number> {
  try {
    const program = await programFor(words[0])
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

/** With the one command that is asked for, or, where that is none of them, with all. */
async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command('usher')
    .description('Shows every request to its event: the operator’s command line.')
    .showHelpAfterError('(--help tells more)')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf })
    .exitOverride()
    .addHelpText('after', AFTER)
  const all = Object.entries(COMMANDS).flatMap(([heading, commands]) =>
    Object.entries(commands).map(([own, load]) => ({ heading, own, load })),
  )
  const asked = all.filter(({ own }) => own === name)
  for (const { heading, load } of asked.length === 0 ? all : asked) {
    program.addCommand((await load()).helpGroup(heading))
  }
  adoptAll(program)
  return program
}

const AFTER = `
It asks the platform that USHER_ADMIN (https://admin.<your domain>) names, with the token in
USHER_TOKEN; without them the one that npm start runs here. Each command's --help tells the rest.

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 there is no such thing, 4 somebody else was first,
5 the token may not. Colours go with NO_COLOR=1.`

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
