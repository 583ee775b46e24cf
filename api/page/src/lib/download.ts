/** Handing text over: to a file or to the clipboard. */

export function download(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** True where the clipboard took it; a page that is not served safely has none. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** A short file name of a question. */
export function fileName(question: string, ending: string): string {
  const words = question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
  return `${words.slice(0, 60).replace(/^-|-$/g, '') || 'answer'}.${ending}`
}
