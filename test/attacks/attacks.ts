import { answering } from './answering.ts'
import type { AttackKind } from './attack.ts'
import { borrowing } from './borrowing.ts'
import { exhausting } from './exhausting.ts'
import { makingCode } from './making-code.ts'
import { outward } from './outward.ts'
import { patching } from './patching.ts'
import { reading } from './reading.ts'
import { throwingThings } from './throwing.ts'

export const ATTACKS: readonly AttackKind[] = [
  patching,
  reading,
  borrowing,
  outward,
  answering,
  exhausting,
  throwingThings,
  makingCode,
]
