"""Making the weights of the question tagger anew; no part of the installed program."""
