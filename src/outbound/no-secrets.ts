import type { OpenSecrets } from '../ports.ts'

/** Stands for the registrar, which is to keep what events sign and sign in with. */
export const noSecrets: OpenSecrets = () => ({
  get: async (name) => {
    throw new Error(
      `There is no secret "${name}": this platform keeps none yet. In development they are in demo/<key>/secrets.json.`,
    )
  },
})
