import { read, write } from './storage'

export type Theme = 'device' | 'light' | 'dark'
const NEXT: Record<Theme, Theme> = { device: 'light', light: 'dark', dark: 'device' }

class Themes {
  now = $state<Theme>(known(read('theme')))

  turn(): void {
    this.now = NEXT[this.now]
    write('theme', this.now === 'device' ? null : this.now)
    if (this.now === 'device') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = this.now
  }
}

function known(name: string | null): Theme {
  return name === 'light' || name === 'dark' ? name : 'device'
}

export const themes = new Themes()
