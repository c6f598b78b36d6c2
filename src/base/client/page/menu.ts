/**
 * On a narrow screen the menu is a strip to be moved: brings the way to this page into view, for
 * browsers that do not know `scroll-initial-target`.
 */
export function showPlace(): void {
  const here = document.querySelector('.menu [aria-current]')
  const menu = here?.closest('.menu')
  if (here === null || menu === null || menu === undefined) return
  const [place, seen] = [here.getBoundingClientRect(), menu.getBoundingClientRect()]
  menu.scrollLeft += Math.max(place.right - seen.right, 0) + Math.min(place.left - seen.left, 0)
}
