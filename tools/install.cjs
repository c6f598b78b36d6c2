// Installs the project's packages when they are missing or out of date. Runs on whatever Node the
// machine has, before anything is installed: plain old JavaScript, nothing imported but Node's own.
'use strict'
var childProcess = require('child_process')
var crypto = require('crypto')
var fs = require('fs')
var path = require('path')

var root = path.join(__dirname, '..')
var stamp = path.join(root, 'node_modules', '.usher-installed')

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function wanted() {
  var lock = read(path.join(root, 'package-lock.json')) + read(path.join(root, 'package.json'))
  return crypto.createHash('sha256').update(lock).digest('hex')
}

if (read(stamp) !== wanted()) {
  console.log('Installing packages (half a minute the first time) …')
  var npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // `npm install`, not `npm ci`: the lock file lacks other platforms' optional packages.
  var result = childProcess.spawnSync(
    npm,
    ['install', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  if (result.status !== 0) {
    console.error('Could not install the packages. See above; then run the command again.')
    process.exit(result.status || 1)
  }
  fs.writeFileSync(stamp, wanted())
}
