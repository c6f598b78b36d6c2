/** Version of what passes between the router and a release: a release keeps the one it was built with. */
export const PROTOCOL = 1
