/** The page's address, and how to change it. */

class Address {
  url = $state.raw(new URL(location.href))

  constructor() {
    addEventListener('popstate', () => {
      this.url = new URL(location.href)
    })
    document.addEventListener('click', (event) => this.#follow(event))
  }

  /** Go to an address of this page; where `stay` is set, without scrolling to its top. */
  go(href: string, stay = false): void {
    const url = new URL(href, location.href)
    if (url.href === location.href) return
    history.pushState(null, '', url)
    this.url = url
    if (!url.hash && !stay) scrollTo(0, 0)
  }

  /** Change the address without a step in the browser's history. */
  replace(href: string): void {
    history.replaceState(null, '', href)
    this.url = new URL(location.href)
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element).closest?.('a')
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname.startsWith('/api/') || (link.hash && link.pathname === location.pathname)) return
    event.preventDefault()
    this.go(link.href)
  }
}

export const address = new Address()

/** `/papers/…` with what stands for a paper or an entity, which may hold slashes, percent-encoded. */
export function pathOf(kind: 'papers' | 'entities' | 'queries', name: string): string {
  return `/${kind}/${encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%3A', ':')}`
}
