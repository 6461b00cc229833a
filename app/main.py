"""Entry of the Streamlit app: `streamlit run app/main.py`.

Worker processes import this module, too, under another name; so all imports are inside `main`.
"""

from __future__ import annotations


def main() -> None:
    """One run of the script: page set-up, session, navigation."""
    from pathlib import Path

    import streamlit as st

    from app import design_page, editing, owner, server, session

    assets = Path(__file__).parent
    st.set_page_config(
        page_title="Layerloom",
        layout="wide",
        menu_items={
            "About": "**Layerloom** draws a Keras 3 model, says what it is, writes its Python code."
        },
    )
    st.html(assets / "style.css")
    services = server.services()
    here = session.current(
        lambda: editing.open_session(services, st.query_params.get("draft"), owner.known())
    )
    if here.stores_cookie:
        owner.store(here.owner)

    def design() -> None:
        design_page.show(here, services)

    def topology() -> None:
        from app import topology_page

        topology_page.show(here, services)

    page = st.navigation(
        [
            st.Page(design, title="Design", icon=":material/draw:", default=True),
            st.Page(
                topology,
                title="Chain or topology?",
                icon=":material/account_tree:",
                url_path="chain-or-topology",
            ),
        ],
        position="top",
    )
    session.keep_address(here, page.title)
    page.run()
    # For these two Streamlit imports NumPy and Pillow: after the page is there.
    st.set_page_config(page_icon=str(assets / "icon.svg"))
    st.logo(str(assets / "logo.svg"), size="small")
    if editing.begin_draft(here, services):
        st.rerun()


if __name__ == "__main__":
    main()
