import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * Unpacks the Chromium that comes as a package, unless that was done before: answers where it is.
 * Of two at once the second one would find half of it.
 */
export async function unpackChromium(): Promise<string> {
  // Makes the package unpack its own libraries; read when it is imported.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** The Chromium that comes as a package, with the system libraries that come with it. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = await unpackChromium()
  const env = { ...process.env, FONTCONFIG_FILE: fontsOfMachine() } as Record<string, string>
  // Not the package's own arguments: they switch web security off.
  return chromium.launch({ executablePath, env, args: ['--no-sandbox', ...args] })
}

/** The package has Latin letters only; other scripts are those of the machine, where it has them. */
function fontsOfMachine(): string {
  const file = join(tmpdir(), `usher-fonts-${process.pid}.conf`)
  const packaged = join(tmpdir(), 'fonts', 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
      `<include ignore_missing="yes">${packaged}</include><dir>/usr/share/fonts</dir></fontconfig>`,
  )
  return file
}
