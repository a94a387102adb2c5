"""Keyence CV-X and XG vision controllers: commands ended by CR, echoed when accepted."""
