import { defineEvent } from '../../../../src/kit/kit.ts'
import { shareRoutes } from '../../share-routes.ts'

export default defineEvent({ routes: shareRoutes('north') })
