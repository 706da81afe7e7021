// The theme would ask each language for its list of pages, which a site without an address of its own has not.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.remove()

// Opened from disk a page may start no worker: there the search runs in the page itself, behind the same messages.
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.ready = new Promise(resolve => {
        const script = document.createElement("script")
        script.src = url
        script.addEventListener("load", resolve)
        document.head.append(script)
      })
    }

    postMessage(message) {
      this.ready.then(() => this.dispatchEvent(new MessageEvent("message", { data: window.searchAnswer(message) })))
    }

    terminate() {}
  }
