import { type Browser, chromium } from 'playwright-core'

/** The Chromium that comes as a package, with the system libraries that come with it. */
export async function launchChromium(): Promise<Browser> {
  // Makes the package unpack its own libraries; read when it is imported.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  // Not the package's own arguments: they switch web security off.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
