#!/usr/bin/env node
// `npx usher`: installs what is missing, then runs the command line on the project's own Node. The
// machine's may be too old to read TypeScript, so that this is plain old JavaScript.
'use strict'
var childProcess = require('child_process')
var fs = require('fs')
var path = require('path')

var root = path.join(__dirname, '..')
var here = { stdio: 'inherit' }
var installed = childProcess.spawnSync(
  process.execPath,
  [path.join(__dirname, 'install.cjs')],
  here,
)
// It has said why.
if (installed.status !== 0) process.exit(installed.status || 1)

var own = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
var command = path.join(root, 'src', 'cli', 'usher.ts')
var child = childProcess.spawn(
  fs.existsSync(own) ? own : process.execPath,
  [command].concat(process.argv.slice(2)),
  here,
)

// Ctrl-C reaches both; how the command ends is what counts.
process.on('SIGINT', function () {})
process.on('SIGTERM', function () {
  child.kill('SIGTERM')
})
child.on('error', function (error) {
  console.error(error.message)
  process.exitCode = 1
})
child.on('exit', function (code) {
  process.exitCode = code === null ? 1 : code
})
