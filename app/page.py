"""The script that Streamlit runs for every page and every rerun of it.

Worker processes may import this module, too, under another name; so all imports are inside `main`.
"""

from __future__ import annotations


def main() -> None:
    """One run of the script: page set-up, session, navigation."""
    import functools
    from pathlib import Path

    import streamlit as st

    from app.core.session import opening
    from app.core.store.errors import DraftError
    from app.serving.first_page import COMPARE, DESIGNS, LEARN, TOPOLOGY
    from app.ui import away_page, design_page, history, page_icon, server, session_state, sign_in

    assets = Path(__file__).parent / "ui" / "assets"
    st.set_page_config(
        page_title="Layerloom",
        layout="wide",
        menu_items={
            "About": "**Layerloom** draws a Keras 3 model, says what it is, writes its Python code."
        },
    )
    page_icon.show()
    st.html(assets / "style.css")
    workspaces = server.workspaces()
    link = st.query_params.get("share")
    if sign_in.is_missing() and not (link and st.context.is_embedded):
        page = st.Page(sign_in.show_missing, title="Sign in")
        st.navigation([page], position="hidden").run()
        return
    # Who had to sign in comes back to an empty address, and to what it named before.
    before = sign_in.place_before(session_state.browser())
    if before and not before.page:
        st.query_params.from_dict(before.query)
        link = before.query.get("share")
    if link:
        from app.ui import shared_page

        page = st.Page(lambda: shared_page.show(workspaces, link), title=shared_page.TITLE)
        st.navigation([page], position="hidden").run()
        st.logo(str(assets / "logo.svg"), size="small", link=None)
        return
    services = workspaces.services
    try:
        here = session_state.current(lambda: session_state.begin(workspaces))
    except DraftError as error:
        page = st.Page(functools.partial(away_page.show, error), title="Please wait")
        st.navigation([page], position="hidden").run()
        return
    if here.ended:
        page = st.Page(sign_in.show_ended, title="Signed out")
        st.navigation([page], position="hidden").run()
        return
    server.sessions().add(here)

    def design() -> None:
        design_page.show(here, services)

    def learn() -> None:
        from app.ui.learn import learn_page

        learn_page.show(here)

    def designs() -> None:
        from app.ui import designs_page

        designs_page.show(here, services)

    def topology() -> None:
        from app.ui import topology_page

        topology_page.show(here, services)

    def compare() -> None:
        from app.ui import compare_page

        compare_page.show(here, services)

    pages = [
        st.Page(design, title="Design", icon=":material/draw:", default=True),
        st.Page(learn, title="Learn", icon=":material/school:", url_path=LEARN),
        st.Page(designs, title="My designs", icon=":material/folder_open:", url_path=DESIGNS),
        st.Page(
            topology,
            title="Chain or topology?",
            icon=":material/account_tree:",
            url_path=TOPOLOGY,
        ),
        st.Page(compare, title="Compare", icon=":material/compare_arrows:", url_path=COMPARE),
    ]
    session_state.remember_pages(pages)
    page = st.navigation(pages, position="top")
    if before and before.page:
        named = next(one for one in pages if one.url_path == before.page)
        st.switch_page(named, query_params=dict(before.query))
    if page is not pages[0]:
        sign_in.show(here)
    session_state.follow_address(here, page.title)
    history.listen(here, page.title)
    if page.url_path == LEARN:
        here.page = page.title  # Its address names a lesson, and no draft of the Design page's.
    else:
        session_state.keep_address(here, page.title)
    page.run()
    # For this Streamlit imports NumPy and Pillow: after the page is there.
    st.logo(str(assets / "logo.svg"), size="small")
    if opening.read_store(here):
        st.rerun()


if __name__ == "__main__":
    main()
