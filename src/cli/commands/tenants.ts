import { group } from '../options.ts'
import { cloneCommand } from './tenants/clone.ts'
import { createCommand } from './tenants/create.ts'
import { deleteCommand } from './tenants/delete.ts'
import { diffCommand } from './tenants/diff.ts'
import { archiveCommand, freezeCommand, launchCommand } from './tenants/life.ts'
import { listCommand } from './tenants/list.ts'
import { resumeCommand } from './tenants/resume.ts'
import { revisionsCommand } from './tenants/revisions.ts'
import { rollBackCommand } from './tenants/roll-back.ts'
import { setCommand } from './tenants/set.ts'
import { showCommand } from './tenants/show.ts'
import { suspendCommand } from './tenants/suspend.ts'

/** `usher tenants …`: events and their records. */
export const tenantsCommand = group('tenants', [
  listCommand,
  showCommand,
  createCommand,
  cloneCommand,
  setCommand,
  launchCommand,
  freezeCommand,
  archiveCommand,
  suspendCommand,
  resumeCommand,
  deleteCommand,
  revisionsCommand,
  diffCommand,
  rollBackCommand,
]).description('events: list, create, change, launch, suspend, roll back')
