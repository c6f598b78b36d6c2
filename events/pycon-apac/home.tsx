import { hero, type HomeProps, people, programme, topics } from 'usher/kit'

const WAYS = [
  ['import talks', 'Three rooms, four tracks, and long breaks to argue in.'],
  ['import hands', 'Tutorials in Kamagong Lab: tables, power, and somebody to ask.'],
  [
    'import friends',
    'Breakfast, sprints and a jeepney to dinner. Come alone, leave with a group chat.',
  ],
] as const

/** The base's programme between a poster and a way to Manila of our own. */
export const Home = (props: HomeProps) => (
  <>
    {props.page.show(hero, props)}
    <section class="py-ways" aria-label="What to expect">
      <ul class="wrap">
        {WAYS.map(([code, text]) => (
          <li>
            <code>{code}</code>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
    {props.page.show(programme, props)}
    {props.page.show(topics, props)}
    {props.page.show(people, props)}
    <section class="py-fly">
      <div class="wrap">
        <h2>Coming from abroad?</h2>
        <p>Letters of invitation, airports, and how to cross Manila in less than a keynote.</p>
        <a class="button" href="/visa">
          Visa & travel
        </a>
      </div>
    </section>
  </>
)
