import { eventPage, trailOf } from './event-visit.ts'
import { Moment } from './moments.tsx'

/** Which secrets an event has: their names, never what they are. */
export const secretsPage = eventPage({
  path: '/events/:key/secrets',
  title: 'See the names of an event’s secrets',
  role: 'viewer',
  async show({ turn, now }, entry) {
    const { key } = entry.tenant
    const found = await turn.parts.registrar.call('secrets.list', { key })
    const secrets = found.ok ? found.value.secrets : []
    return {
      kind: 'page',
      title: 'Secrets',
      trail: trailOf(entry),
      about: { key, tab: 'Secrets' },
      body: (
        <>
          <p class="lead">
            What its own code signs with, and is known by, elsewhere. Only names are shown: nobody
            can read a secret again, here or by the API.
          </p>
          {secrets.length === 0 ? (
            <p>It has none.</p>
          ) : (
            <table class="cards">
              <caption class="unseen">Secrets by name</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Set</th>
                  <th scope="col">Sealed with</th>
                </tr>
              </thead>
              <tbody>
                {secrets.map(({ name, set, setBy, sealKey }) => (
                  <tr>
                    <th scope="row">
                      <code>{name}</code>
                    </th>
                    <td data-label="Set">
                      <Moment at={set} now={now} /> by {setBy}
                    </td>
                    <td data-label="Sealed with">{sealKey}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      ),
    }
  },
})
