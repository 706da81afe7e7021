// What the theme leaves without a name, for readers aloud: the search, the menus, the buttons beside commands.
{
  const english = document.documentElement.lang === "en"
  const named = (selector, name) => document.querySelectorAll(selector).forEach((each, at) => each.setAttribute("aria-label", name(at)))
  const name = () => {
    named(".md-search", () => (english ? "Search" : "搜索"))
    named(".md-code__nav", at => `${english ? "Copy command" : "复制命令"} ${at + 1}`)
    // Menus inside a menu are lists of it, and no places of their own to jump to.
    document.querySelectorAll(".md-nav[data-md-level='1'], .md-nav[data-md-level='2']").forEach(each => {
      for (const attribute of ["aria-labelledby", "aria-expanded"]) each.removeAttribute(attribute)
      each.setAttribute("role", "presentation")
    })
  }
  // What is wider than the screen is moved by the keyboard, too.
  const reached = () => document.querySelectorAll(".md-typeset__scrollwrap, .tabbed-labels").forEach(each => {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0
    else each.removeAttribute("tabindex")
  })
  name()
  reached()
  addEventListener("resize", reached)
  new MutationObserver(() => { name(); reached() }).observe(document.body, { childList: true, subtree: true }) // the theme adds buttons as one scrolls
}
