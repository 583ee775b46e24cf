"""A question becomes a plan: what is asked, of which sides, about which aspects, within what."""
