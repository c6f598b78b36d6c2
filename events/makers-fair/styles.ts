import { html } from 'hono/html'

export const styles = html`<style>
  :root {
    color-scheme: light dark;
    --paper: #fffbea;
    --ink: #1d1a10;
    --soft: #5d5743;
    --plum: #7c2d92;
    --sun: #e8b80c;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #17150d;
      --ink: #f5f0df;
      --soft: #b9b29a;
      --plum: #d79be8;
    }
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  body {
    background: var(--paper);
    color: var(--ink);
    font:
      1.0625rem/1.55 ui-sans-serif,
      system-ui,
      sans-serif;
  }
  header,
  main {
    padding-inline: max(1rem, 50vw - 30rem);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    justify-content: space-between;
    background: var(--sun);
    border-bottom: 0.5rem dashed #1d1a10;
  }
  header a {
    display: inline-block;
    padding-block: 0.8rem;
    margin-inline-start: 1rem;
    color: #1d1a10;
  }
  header .home {
    margin: 0;
    font-weight: 800;
    text-decoration: none;
  }
  main {
    padding-block: clamp(2rem, 6vw, 4.5rem);
  }
  h1 {
    font-size: clamp(2.25rem, 8vw, 4.25rem);
    line-height: 1;
    letter-spacing: -0.04em;
    text-wrap: balance;
  }
  h2 {
    font-size: clamp(1.25rem, 3.5vw, 1.75rem);
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  .lead {
    margin-top: 1rem;
    max-width: 46ch;
    font-size: 1.1875rem;
  }
  a {
    color: var(--plum);
  }
  :focus-visible {
    outline: 3px solid currentColor;
    outline-offset: 3px;
  }
  ol {
    list-style: none;
    padding: 0;
    margin-top: 2.5rem;
  }
  li {
    display: grid;
    gap: 0.25rem 2rem;
    padding-block: 1.25rem;
    border-top: 3px solid;
  }
  li time {
    font-weight: 700;
  }
  .soft {
    color: var(--soft);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    gap: 1.25rem 2rem;
    margin-block: 2rem;
    padding-top: 1.25rem;
    border-top: 3px solid;
  }
  dt {
    color: var(--soft);
  }
  dd {
    margin: 0;
    font-weight: 700;
  }
  @media (min-width: 44rem) {
    li {
      grid-template-columns: 12rem 1fr;
    }
    li > :not(time) {
      grid-column: 2;
    }
  }
</style>`
