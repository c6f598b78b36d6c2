import type { PageProps } from 'usher/kit'

/** The sun over the bay, small. */
export const Brand = ({ page }: PageProps) => (
  <>
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="15" r="9" class="py-sun" />
      <path d="M0 19q4-5 8 0t8 0 8 0 8 0v9a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4z" class="py-sea" />
      <path d="M0 25q4-4 8 0t8 0 8 0 8 0" class="py-line" />
    </svg>
    {page.tenant.name}
  </>
)
