// Is a node of the label @LABEL found fast by its @property?
// for: indexed properties, named @{label}_@property
// params: none
// returns: nothing
CREATE INDEX @{label}_@property IF NOT EXISTS FOR (n:@LABEL) ON (n.@property)
