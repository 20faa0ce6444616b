"""A person at the browser: signs in, opens pages, fills forms, presses buttons, reads what it says.

Every page that is opened on the way is read with axe at the width of a phone and of a desk, and must not
scroll sideways; so the main job is not only walked but checked at each step. Axe takes longer than all the
rest, so a page of the very shape of one that was read before is not read with it again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect

from ocop.accounts.models import User
from tests.e2e.conftest import DESK, PHONE
from tests.factories.accounts import PASSWORD

SHAPE = """() => {
    const words = new Set([
        "value", "title", "alt", "aria-label", "placeholder", "content", "href", "src", "hx-headers",
    ]);
    const looks = new Set(["class", "tabindex", "role", "lang"]);
    const told = (name, value) => looks.has(name) ? value : value.replace(/\\d+/g, "0");
    const said = ({ name, value }) => name + (words.has(name) ? !value.trim() : told(name, value));
    const speaks = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const another = (shape, at, all) => shape !== all[at - 1];
    const shape = (node) => [
        node.tagName, ...[...node.attributes].map(said), [...node.childNodes].some(speaks),
        "(", ...[...node.children].map(shape).filter(another), ")",
    ].join(" ");
    return shape(document.documentElement);
}"""
"""A page without its words and numbers: elements, what they say about themselves, whether there is a text.
Of neighbours that are alike, as the lines of a list, one stands for all.
"""
AXE = Axe().axe_script
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
READ = Path(settings.DATA_DIR) / f"read-by-axe-{RUN}"
"""What axe has read without a fault: a file for each shape and width, seen by all workers of a run."""
FAULTS_ONLY = {"resultTypes": ["violations"]}
"""Of what is right axe need not gather every element."""
MAIN_BUTTON = "main form .btn-primary[type=submit]"


ABORTED = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx logs where a newer tick takes the place of one under way, as it should."""


def is_fault(said: ConsoleMessage) -> bool:
    return said.type == "error" and not said.text.startswith(ABORTED)


class Hand:
    def __init__(self, page: Page, person: User, *, script: bool = True) -> None:
        self.page, self.person, self.script = page, person, script
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if is_fault(said) else None)
        page.goto(reverse("accounts:sign-in"))
        self.fill(username=person.username, password=PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Việc hôm nay")

    def open(self, route: str, *args: int) -> None:
        answer = self.page.goto(reverse(route, args=args))
        assert answer.status == 200, f"{route}: {answer.status}"
        self.look()

    def look(self) -> None:
        """The page is readable at both widths, does not scroll sideways and has logged no error."""
        for size in (PHONE, DESK) if self.script else ():
            self.page.set_viewport_size(size)
            self.read_at(size["width"])
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{self.page.url} scrolls sideways: {width} at {size['width']}"
        assert self.faults == [], (self.page.url, self.faults)

    def read_at(self, width: int) -> None:
        seen = READ / f"{sha256(self.page.evaluate(SHAPE).encode()).hexdigest()}-{width}"
        if seen.exists():
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate("options => axe.run(options)", FAULTS_ONLY)["violations"]
        faults = [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
        assert faults == [], f"{self.page.url} at {width}"
        READ.mkdir(exist_ok=True)
        seen.touch()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f'[name="{name}"]').fill(value)

    def choose(self, **values: str) -> None:
        """From a list, or among the radio buttons that stand for a short one."""
        for name, value in values.items():
            shown = self.page.locator(f'select[name="{name}"]')
            if shown.count():
                shown.select_option(value)
            else:
                self.tick({name: value})

    def tick(self, marks: Mapping[str, str]) -> None:
        """The first as a person would, who must see the box; those that follow in the same list at once."""
        first, *rest = (f'input[name="{name}"][value="{value}"]' for name, value in marks.items())
        self.page.locator(first).check()
        self.page.evaluate("boxes => boxes.forEach((one) => document.querySelector(one).click())", rest)

    def press(self, words: str = "") -> None:
        """Press the main button of the page's form, or the one with these words, and wait for what comes."""
        button = (
            self.page.get_by_role("button", name=words, exact=True)
            if words
            else self.page.locator(MAIN_BUTTON)
        )
        with self.page.expect_navigation():
            button.first.click()
        assert "Lỗi:" not in self.page.title(), self.page.locator(".error-summary").inner_text()

    def reads(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("body")).to_contain_text(sentence)


class Keys(Hand):
    """A hand that leaves the mouse and the address bar alone: it tabs to a control and types, or presses
    Enter. Every page that it comes to is looked at.
    """

    def reach(self, wanted, most: int = 120) -> None:
        """Tab until the control has the focus."""
        target = wanted.first.element_handle()
        for _press in range(most):
            if self.page.evaluate("one => document.activeElement === one", target):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by the keyboard: {wanted}")

    def type(self, **values: str) -> None:
        for name, value in values.items():
            self.reach(self.page.locator(f'[name="{name}"]'))
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(value)

    def pick(self, name: str, value: str) -> None:
        """From a closed list, by arrow keys."""
        box = self.page.locator(f'[name="{name}"]')
        self.reach(box)
        self.page.keyboard.press("Home")
        for _press in range(60):
            if box.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not in the list {name}: {value}")

    def check(self, wanted) -> None:
        """Tick a box by the space bar."""
        self.reach(wanted)
        self.page.keyboard.press("Space")
        expect(wanted.first).to_be_checked()

    def hand_in(self, name: str, file: dict) -> None:
        """Open the window that asks for a file; what stands in it is the browser's. A browser that is busy
        forgets a key now and then, so it is pressed until the window is there.
        """
        box = self.page.locator(f'[name="{name}"]')
        self.page.once("filechooser", lambda window: window.set_files(file))
        for _press in range(10):
            self.reach(box)
            self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(1_000)
            if box.evaluate("one => one.files.length"):
                return
        raise AssertionError(f"no window asks for a file: {name}")

    def enter(self, role: str, words: str) -> None:
        """Press a button, or follow a link, by Enter."""
        self.reach(self.page.locator("main").get_by_role(role, name=words, exact=True))
        self.go()

    def home(self, *links: str) -> None:
        """To the work of the day, or on by the links of the menu."""
        for words in links or ("Việc hôm nay",):
            self.reach(self.page.locator("nav.tabs a", has_text=words))
            self.go()

    def go(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        assert "Lỗi:" not in self.page.title(), self.page.locator(".error-summary").inner_text()
        self.look()
