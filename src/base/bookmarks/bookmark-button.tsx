import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import { bookmarkMessages } from './messages.ts'

export interface BookmarkButtonProps extends PageProps {
  readonly session: { readonly id: string; readonly title: string }
  readonly marked: boolean
}

/** Puts a session on the visitor's schedule, or takes it off. Since 0.2. */
export const bookmarkButton = viewSeam(
  'bookmarks.button',
  ({ page, session, marked }: BookmarkButtonProps) => {
    const action = marked ? 'remove' : 'add'
    return (
      <form method="post" action="/schedule/bookmarks" class="mark" data-live="stay">
        <button class="plain" name={action} value={session.id}>
          {page.texts(bookmarkMessages)(action)}
          <span class="away">: {session.title}</span>
        </button>
      </form>
    )
  },
)
