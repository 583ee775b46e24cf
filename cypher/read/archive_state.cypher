// From which state of the journal was this graph built, and with which extractor and model?
// params: none
// returns: state_hash, extractor, model, built_at, format
MATCH (n:Archive {id: 'archive'})
RETURN n.state_hash AS state_hash, n.extractor AS extractor, n.model AS model,
       n.built_at AS built_at, n.format AS format
