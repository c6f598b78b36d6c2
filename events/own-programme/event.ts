import { defineEvent } from 'usher/kit'
import { routes } from './routes.ts'

export default defineEvent({ theme: { accent: '#1d3f8f', highlight: '#b45309' }, routes })
