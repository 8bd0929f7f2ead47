"""The steps of the story, each as a person does it in the browser; no step reads a word of the page."""

CHAIR = "Chair, Council of Heads of State"
MATTER = "heads-of-state/trade"
SUBMIT = "main form button[type=submit]"


def submit(page):
    """Send the first form of the page."""
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()


def do_confirmed(page, confirmed, url, act):
    """Do an act on a page; where it was asked who one is, open the page again and do it."""
    page.goto(url)
    if confirmed(page, lambda: None):
        page.goto(url)
    if confirmed(page, act):
        page.goto(url)
        act()
        page.wait_for_load_state()


def propose(page, confirmed, server, title, *, classification="restricted"):
    """Submit a proposal; gives its address."""

    def fill():
        page.select_option("select[name=matter]", MATTER)
        page.select_option("select[name=classification]", classification)
        for area in page.locator("main textarea").all():
            area.fill(f"{title}.")
        page.check("input[name=sponsors][value=delegation-a]")
        submit(page)

    do_confirmed(page, confirmed, f"{server.url}/decisions/submit/", fill)
    return page.url


def put(page, confirmed, proposal, *, manner="recorded_vote", channel="seats"):
    """Put the question on a proposal; gives the question."""

    def fill():
        page.check(f"input[name=manner][value={manner}]")
        page.check(f"input[name=channel][value={channel}]")
        submit(page)

    do_confirmed(page, confirmed, f"{proposal}put/", fill)
    return page.locator("a[href*='/close/']").get_attribute("href").split("/")[2]


def take(page, confirmed, proposal, camp):
    """Take a position, from the seat or without a vote."""
    do_confirmed(page, confirmed, proposal, page.locator(f"main button[name=camp][value={camp}]").first.click)
    page.wait_for_load_state()


def close(page, confirmed, server, question):
    """Close the vote."""
    do_confirmed(page, confirmed, f"{server.url}/questions/{question}/close/", lambda: submit(page))


def announce(page, confirmed, server, question):
    """Announce the result."""
    do_confirmed(page, confirmed, f"{server.url}/questions/{question}/announce/", lambda: submit(page))


def invite(page, confirmed, server, email, name, delegation, tag):
    """Invite a delegate, to whom is written in the language of the tag."""

    def fill():
        page.fill("input[name=name]", name)
        page.fill("input[name=email]", email)
        page.select_option("select[name=language]", tag)
        page.select_option("select[name=role]", "delegate")
        page.select_option("select[name=delegation]", delegation)
        submit(page)

    do_confirmed(page, confirmed, f"{server.url}/people/invite/", fill)
