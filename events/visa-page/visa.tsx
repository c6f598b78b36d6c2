import type { PageProps } from 'usher/kit'
import { ar, en } from './texts.ts'

/** What to sort out before the flight, in the visitor's language. */
export const Visa = ({ page }: PageProps) => {
  const text = page.locale === 'ar' ? ar : en
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
      </div>
      <div class="wrap prose">
        {text.sections.map(([heading, ...paragraphs]) => (
          <>
            <h2>{heading}</h2>
            {paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </>
        ))}
      </div>
    </>
  )
}
