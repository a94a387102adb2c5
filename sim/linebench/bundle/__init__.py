"""One archive for one platform, with everything that an installation without a network needs."""
