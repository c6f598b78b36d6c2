import * as v from 'valibot'

export const moment = v.pipe(v.number(), v.description('Epoch milliseconds.'))

export const status = v.picklist(['draft', 'live', 'frozen', 'archived', 'suspended'])
