"""How the models of `extract.trained` are made and measured; nothing at run time imports this."""
