/** Questions asked on this device, newest first. Nothing of it leaves the browser. */

import { read, write } from './storage'

export interface Past {
  question: string
  href: string
  status: string
  at: string
}

const KEY = 'asked'
const MOST = 50

class Pasts {
  all = $state<Past[]>(stored())

  add(past: Past): void {
    this.all = [past, ...this.all.filter((one) => one.href !== past.href)].slice(0, MOST)
    write(KEY, JSON.stringify(this.all))
  }

  clear(): void {
    this.all = []
    write(KEY, null)
  }
}

function stored(): Past[] {
  try {
    const found: unknown = JSON.parse(read(KEY) ?? '[]')
    return Array.isArray(found) ? (found as Past[]).filter((one) => one?.question && one.href?.startsWith('/ask?')) : []
  } catch {
    return []
  }
}

export const past = new Pasts()
