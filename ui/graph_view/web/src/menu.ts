// The context menu: built with textContent alone, closed by a click elsewhere or Escape.
export interface MenuItem {
  text: string;
  hint: string;
  enabled: boolean;
  run: () => void;
}

export function closeMenu(root: HTMLElement): void {
  root.querySelector(".gv-menu")?.classList.remove("open");
}

export function openMenu(root: HTMLElement, at: { x: number; y: number }, title: string, items: MenuItem[]): void {
  const menu = root.querySelector<HTMLElement>(".gv-menu");
  if (!menu) return;
  menu.replaceChildren();
  const heading = document.createElement("h4");
  heading.textContent = title;
  menu.append(heading);
  for (const item of items) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "menuitem");
    button.disabled = !item.enabled;
    const text = document.createElement("span");
    text.textContent = item.text;
    const hint = document.createElement("kbd");
    hint.textContent = item.hint;
    button.append(text, hint);
    button.addEventListener("click", () => {
      closeMenu(root);
      item.run();
    });
    menu.append(button);
  }
  menu.classList.add("open");
  const left = Math.min(at.x, root.clientWidth - menu.offsetWidth - 6);
  const top = Math.min(at.y, root.clientHeight - menu.offsetHeight - 6);
  menu.style.left = `${Math.max(4, left)}px`;
  menu.style.top = `${Math.max(4, top)}px`;
  menu.querySelector<HTMLButtonElement>("button:not([disabled])")?.focus();
}
