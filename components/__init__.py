"""Layerloom's browser components: TypeScript sources, built bundles, and thin typed mounts."""
