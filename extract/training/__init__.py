"""How the models of `extract.tagger` are made and measured; nothing at run time imports this."""
