"""Write docs/example-ruling.html again: a ruling of the sample maker beside what is read from it; and its pictures.

usage: python tools/write_example_page.py

The pictures in docs/screenshots/ need Chromium; without it the page alone is written.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from anmai.extraction import extract
from anmai.extraction.showing.page import ruling_page
from anmai.sample.make import Sample

DOCS = Path(__file__).resolve().parent.parent / "docs"
#: A made-up judgment with two defendants, priors, a suspended sentence and a victim.
SIZE, SEED, INDEX = 1500, 5, 253
VIEWS = (("zh", 1366, 900), ("en", 1920, 1080))


def write_page() -> Path:
    document = Sample(SIZE, SEED).document(INDEX)
    text = "\n".join(document.lines)
    path = DOCS / "example-ruling.html"
    path.write_text(ruling_page(text, extract(text, document.id)), encoding="utf-8")
    return path


def write_pictures(path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for lang, width, height in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(path.as_uri())
            if lang == "en":
                page.click("button.lang")
            page.click("#values .row:has(.zh:text-is('刑期（月）')) a >> nth=0")
            page.screenshot(path=DOCS / "screenshots" / f"ruling-page-{lang}-{width}.png")
        browser.close()


if __name__ == "__main__":
    written = write_page()
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        write_pictures(written, chromium)
