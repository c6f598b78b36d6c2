import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

// `npx usher` where the machine's Node does not read TypeScript.

function onOldNode(...words: string[]): Promise<{ code: number; text: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; text: string }>()
  const child = execFile(
    process.execPath,
    ['--no-strip-types', ...words],
    { env: { ...process.env, NODE_OPTIONS: '' } },
    (_, out, err) => resolve({ code: child.exitCode ?? -1, text: out + err }),
  )
  child.stdin?.end()
  return promise
}

test('npx usher runs on any Node, and ends as the command does', async () => {
  const [bare, helped, wrong] = await Promise.all([
    onOldNode('src/cli/usher.ts', '--help'),
    onOldNode('tools/usher.cjs', '--help'),
    onOldNode('tools/usher.cjs', 'new', 'Foo'),
  ])
  expect(bare.text).toContain('ERR_UNKNOWN_FILE_EXTENSION')
  expect(helped).toMatchObject({ code: 0, text: expect.stringContaining('Usage: usher') })
  expect(wrong).toMatchObject({ code: 2, text: expect.stringContaining('Try "foo".') })
})
