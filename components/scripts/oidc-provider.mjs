// A certified OpenID Connect provider on this machine, for the browser tests: whoever it is told is let in.
// Usage: node oidc-provider.mjs PORT REDIRECT_URI
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "layerloom",
      client_secret: "of-the-tests-only",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // Streamlit reads the ID token and asks for nothing more.
  conformIdTokenClaims: false,
  cookies: { keys: ["of the tests only"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, email: `${id}@example.org`, email_verified: true }),
  }),
});

provider.listen(Number(port), "127.0.0.1", () => {
  console.log("ready");
});
