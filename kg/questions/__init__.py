"""Questions read into plans: what is asked, of which sides, about which aspects."""
