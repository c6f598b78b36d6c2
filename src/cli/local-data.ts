/** Where local development keeps its registry and stores; git-ignored. */
export const DATA_DIR = '.usher'
