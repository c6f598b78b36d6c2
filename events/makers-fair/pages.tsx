import type { Workshop } from './workshops.ts'

export const List = ({ workshops }: { workshops: readonly Workshop[] }) => (
  <>
    <h1>Make it with your own hands</h1>
    <p class="lead">
      Five workshops in the Workbench Room. Seats are free; the queue opens ten minutes before.
    </p>
    <ol>
      {workshops.map(({ id, title, time, host, age }) => (
        <li>
          <time>{time}</time>
          <h2>
            <a href={`/workshops/${id}`}>{title}</a>
          </h2>
          <p>{host}</p>
          <p class="soft">Age {age}</p>
        </li>
      ))}
    </ol>
  </>
)

export const One = ({ workshop }: { workshop: Workshop }) => (
  <>
    <h1>{workshop.title}</h1>
    <p class="lead">{workshop.text}</p>
    <dl>
      <Fact term="When" text={workshop.time} />
      <Fact term="With" text={workshop.host} />
      <Fact term="Age" text={workshop.age} />
      <Fact term="Seats" text={String(workshop.seats)} />
      <Fact term="Bring" text={workshop.bring} />
    </dl>
    <p>
      <a href="/workshops">All workshops</a>
    </p>
  </>
)

const Fact = ({ term, text }: { term: string; text: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{text}</dd>
  </div>
)

export const Missing = () => (
  <>
    <h1>No such workshop</h1>
    <p class="lead">
      Perhaps it was renamed at the workbench. <a href="/workshops">Here are all of them.</a>
    </p>
  </>
)
