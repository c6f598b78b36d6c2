import type { PageProps } from 'usher/kit'

const WAYS = [
  ['25 min', 'By airport bus from the international terminal; the stop is called Bayfront.'],
  ['20 min', 'By light rail from the city centre, then ten minutes along the water.'],
  ['5 min', 'On foot from the conference hotels. Mind the puddles, not the distance.'],
] as const

/** The page for those who come from abroad. */
export const Visa = ({ page }: PageProps) => (
  <>
    <div class="head">
      <div class="wrap">
        <h1>Visa & travel</h1>
        <p>What to sort out before you fly to {page.tenant.place}.</p>
      </div>
    </div>
    <div class="wrap prose">
      <h2>Do I need a visa?</h2>
      <p>
        Perhaps not: many passports enter for a short stay without one. Rules change, so ask the
        Philippine embassy of your country, and ask early. Check that your passport is valid well
        beyond your flight home.
      </p>
      <h2>Letter of invitation</h2>
      <p>We write one for everybody with a ticket, within three working days. Send us</p>
      <ul>
        <li>your name as it stands in the passport, and its number,</li>
        <li>the dates of your stay,</li>
        <li>the order number of your ticket.</li>
      </ul>
      <h2>Getting to the hall</h2>
      <dl class="py-route">
        {WAYS.map(([time, way]) => (
          <>
            <dt>{time}</dt>
            <dd>{way}</dd>
          </>
        ))}
      </dl>
      <h2>In your bag</h2>
      <p>
        A light jacket, because the rooms are cooler than the street; an adapter for flat two-pin
        sockets; and a water bottle, which the hall refills for free.
      </p>
    </div>
  </>
)
