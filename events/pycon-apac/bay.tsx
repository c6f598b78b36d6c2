const RAYS = 16

/** The bay at sunset; one of the waves is a snake. */
export const Bay = () => (
  <svg
    class="py-bay"
    viewBox="0 0 1200 520"
    preserveAspectRatio="xMidYMax slice"
    aria-hidden="true"
  >
    <g class="py-rise">
      {Array.from({ length: RAYS }, (_, ray) => (
        <path
          d="M-9-236h18l16-70h-50z"
          class="py-sun"
          transform={`rotate(${(ray * 360) / RAYS})`}
        />
      ))}
      <circle r="205" class="py-sun" />
    </g>
    <path d={`M-60 330${wave(60, 34)}V520H-60z`} class="py-far" />
    <path d={`M-100 398${wave(75, 40)}V520H-100z`} class="py-sea" />
    <path d={`M-60 452${wave(60, 34, 14)}`} class="py-snake" />
    <path d={`M-60 452${wave(60, 34, 14)}`} class="py-scales" />
    <ellipse cx="796" cy="446" rx="42" ry="25" class="py-skin" />
    <circle cx="808" cy="437" r="6" class="py-sea" />
    <path d="M836 452h26m0 0l14-9m-14 9l14 9" class="py-tongue" />
    <path d={`M-40 492${wave(90, 30)}V520H-40z`} class="py-near" />
  </svg>
)

/** As many swells as fill the picture, or as many as are asked for. */
const wave = (half: number, rise: number, swells = Math.ceil(1400 / half)): string =>
  `q${half / 2}-${rise} ${half} 0` + `t${half} 0`.repeat(swells - 1)
