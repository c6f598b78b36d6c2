import type { Locator, Page } from 'playwright-core'

/** How somebody uses a page. */
export interface Hand {
  /** Follows a link or presses a button. */
  press(target: Locator): Promise<void>
  type(field: Locator, text: string): Promise<void>
  /** Chooses by the words that are shown. */
  choose(list: Locator, label: string): Promise<void>
}

export const mouse: Hand = {
  press: (target) => target.click(),
  type: (field, text) => field.fill(text),
  choose: async (list, label) => void (await list.selectOption({ label })),
}

/** More stops than any page has. */
const MAX_STOPS = 150

/** The keyboard alone. At every stop on the way something has to show where one is. */
export function keyboard(page: Page, stops: { count: number }): Hand {
  const reach = async (target: Locator): Promise<void> => {
    for (let i = 0; i < MAX_STOPS; i++) {
      await page.keyboard.press('Tab')
      // What was pressed before may still be leading to another page.
      const stop = await page.evaluate(describeFocus).catch(() => page.waitForLoadState())
      // Between the last thing of a page and its first there is the browser itself.
      if (stop === null || stop === undefined) continue
      stops.count += 1
      if (stop.problem !== null) throw new Error(`${stop.problem}: ${stop.what}`)
      if (await target.evaluate((element) => element === document.activeElement)) return
    }
    throw new Error(`the keyboard does not lead to ${target.toString()}`)
  }
  return {
    async press(target) {
      await reach(target)
      await page.keyboard.press('Enter')
    },
    async type(field, text) {
      await reach(field)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    async choose(list, label) {
      await reach(list)
      const labels = await list.locator('option').allInnerTexts()
      for (let i = 0; i < labels.length; i++) {
        const chosen = await list.locator('option:checked').innerText()
        if (chosen.trim() === label) return
        await page.keyboard.press('ArrowDown')
      }
      throw new Error(`the keyboard does not choose ${label} of ${labels.join(', ')}`)
    },
  }
}

/** What has the focus, and why one would not see that it has; null when nothing of the page has it. */
function describeFocus(): { readonly what: string; readonly problem: string | null } | null {
  const element = document.activeElement
  if (element === null || element === document.body || element === document.documentElement) {
    return null
  }
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  const outlined =
    outlineStyle !== 'none' &&
    Number.parseFloat(outlineWidth) >= 2 &&
    !outlineColor.endsWith(', 0)')
  const there = box.width > 0 && box.height > 0
  const inView = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  const problem = !outlined
    ? 'the focus has no outline'
    : !there
      ? 'the focus is on something without a size'
      : inView
        ? null
        : 'the focus is out of sight'
  return { what: element.outerHTML.slice(0, 200), problem }
}
