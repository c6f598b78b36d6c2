import type { DirectoryListProps } from 'usher/kit'
import { boothOf } from './hall.ts'

/** Those who were found, by where they stand. Who they are and how one finds them is the base's. */
export const BoothGrid = ({ people, labels }: DirectoryListProps) => {
  const booths = Map.groupBy(people, ({ organisation }) => organisation)
  const inOrder = [...booths].toSorted(([a], [b]) => (boothOf(a) < boothOf(b) ? -1 : 1))
  return (
    <ul class="bg-hall">
      {inOrder.map(([organisation, team]) => (
        <li class="bg-booth">
          <p class="bg-front">
            <b>{boothOf(organisation)}</b>
          </p>
          <h3 dir="auto">{organisation}</h3>
          <ul>
            {team.map(({ id, name, role }) => (
              <li>
                <a href={`/people/${id}`} dir="auto">
                  {name}
                </a>{' '}
                <span dir="auto">{role}</span>
              </li>
            ))}
          </ul>
          <p class="bg-offers">
            {[...new Set(team.flatMap(({ offers }) => offers))].map((tag) => (
              <span>{labels.get(tag) ?? tag}</span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  )
}
