"""The story by keyboard alone: Tab, Shift+Tab, Enter, Space and arrows, with the focus visible at each step."""

from playwright.sync_api import TimeoutError as NotInTime

from browser.steps import CHAIR, MATTER

TABS_AT_MOST = 150
CHOICES_AT_MOST = 80
SCROLLED_WITHIN = 3_000
"""Milliseconds: the browser scrolls to what has the focus some pictures later."""

FOCUS_IS_SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  return box.width > 0 && box.height > 0
    && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    && look.visibility === 'visible' && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
}"""


class Keyboard:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, page):
        self.page = page

    def press(self, key):
        self.page.keyboard.press(key)

    def tab(self, key="Tab"):
        """Go on by one; whoever looks sees where they are."""
        self.press(key)
        if self.page.evaluate("document.activeElement === document.body"):
            return  # past the last, in the browser's own bar
        try:
            self.page.wait_for_function(FOCUS_IS_SEEN, timeout=SCROLLED_WITHIN)
        except NotInTime:
            where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
            raise AssertionError(f"the focus is not to be seen on {where}") from None

    def is_at(self, selector):
        return self.page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def to(self, selector, *, key="Tab"):
        """Go on until what the selector says has the focus."""
        for _press in range(TABS_AT_MOST):
            if self.is_at(selector):
                return
            self.tab(key)
        raise AssertionError(f"{selector} is not reached by {key} on {self.page.url}")

    def skip(self):
        """Past the head of the page."""
        self.to(".skip")
        self.press("Enter")
        assert self.is_at("#content")

    def enter(self, selector, *, press="Enter", key="Tab"):
        """Go to a link or a button, and follow it."""
        self.to(selector, key=key)
        before = self.page.evaluate("window.before = Math.random()")
        self.press(press)
        self.page.wait_for_function("before => window.before !== before", arg=before)
        self.page.wait_for_load_state()

    def choose(self, selector, value):
        """In a list, or among buttons of which one is chosen, by arrows."""
        self.to(selector)
        for _press in range(CHOICES_AT_MOST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{value} is not reached by arrows in {selector}")

    def write(self, selector, text):
        self.to(selector)
        self.page.keyboard.type(text)

    def sign_in(self, link):
        self.page.goto(link)  # the address is all that is typed into the browser itself
        self.skip()
        self.enter("main form button[type=submit]")

    def send(self, selector, code, *, press="Enter"):
        """Send a form; where it was asked who one is, say so, and send what was kept."""
        self.enter(selector, press=press)
        if "/confirm/" not in self.page.url:
            return
        self.skip()
        self.write("main form input:not([type=hidden])", code)
        self.enter("main form button[type=submit]")
        self.skip()
        self.enter("main form button[type=submit]")

    def read(self, proposal):
        """Come to a proposal by the ways that the pages offer."""
        self.enter(".shell-nav a[href='/decisions/']")
        self.skip()
        self.enter(f"main table a[href='{proposal}']")
        self.skip()

    def act(self, page, code):
        """An act on a proposal that needs nothing but to be confirmed."""
        self.enter(f"main .acts a[href$='/{page}/']")
        self.skip()
        self.send("main form button[type=submit]", code)


def submitted(officer, code):
    """A proposal written and submitted; gives its address."""
    officer.enter(".shell-nav a[href='/decisions/']")
    officer.skip()
    officer.enter("main .acts a[href='/decisions/submit/']")
    officer.skip()
    officer.choose("select[name=matter]", MATTER)
    for area in officer.page.locator("main textarea").all():  # title and text in each language
        officer.write(f"textarea[name={area.get_attribute('name')}]", "EXAMPLE by keyboard.")
    officer.to("input[name=sponsors][value=delegation-a]", key="Shift+Tab")
    officer.press("Space")
    officer.send("main form button[type=submit]", code)
    return officer.page.url


def test_from_the_proposal_to_the_result_by_keyboard_alone(server, opened):
    officer, chair, head = Keyboard(opened()), Keyboard(opened()), Keyboard(opened())
    officer.sign_in(server.link("Secretariat officer"))
    proposal = submitted(officer, server.code).removeprefix(server.url)

    chair.sign_in(server.link(CHAIR))
    chair.read(proposal)
    chair.enter("main .acts a[href$='/put/']")
    chair.skip()
    chair.choose("input[name=manner]", "recorded_vote")
    chair.send("main form button[type=submit]", server.code)

    head.sign_in(server.link("Head of delegation, Delegation A"))
    head.read(proposal)
    head.send("button[name=camp][value=yes]", server.code, press="Space")
    head.skip()
    head.to("button[name=camp][value=no]")  # and stays there, as somebody does who thinks of a correction

    chair.skip()
    chair.act("close", server.code)
    moved_on(head)
    chair.skip()
    chair.act("announce", server.code)
    moved_on(head)
    assert head.page.locator("a[href^='/documents/']").count() >= 1
    assert head.page.locator(".answer").first.inner_text() == chair.page.locator(".answer").first.inner_text()
    head.tab()


def moved_on(watching):
    """The page has become another under the eyes of its reader, who is still in it."""
    watching.page.wait_for_function("() => document.activeElement.id === 'content'")
    told = watching.page.locator("#told").text_content()
    assert told == watching.page.locator(".page-head .answer").text_content()
    watching.tab()
