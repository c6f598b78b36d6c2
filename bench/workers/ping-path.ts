/** Where the base answers with four letters and no store call: nothing is cheaper to dispatch to. */
export const PING = '/bench/ping'
