// Back and Forward on one page bring another address, and the page asks for the draft that it names.
let tell = null;
let listening = false;
let path = "";

export default function ({ setTriggerValue }) {
  let count = 0;
  const mine = (draft) => setTriggerValue("back", { draft, count: `${Date.now()}-${(count += 1)}` });
  tell = mine;
  path = window.location.pathname; // It is called again for another page.
  if (!listening) {
    listening = true;
    window.addEventListener("popstate", listen);
  }
  return () => {
    if (tell === mine) tell = null;
  };
}

function listen() {
  const draft = new URLSearchParams(window.location.search).get("draft");
  // Another page is another run of the script, which is sent with its address.
  if (window.location.pathname === path && draft && tell !== null) tell(draft);
  path = window.location.pathname;
}
