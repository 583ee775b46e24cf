// From which state of the journal was this graph built, with which extractor and model, and what was left out?
// params: none
// returns: state_hash, extractor, model, built_at, format, left_out, left_out_links
MATCH (n:Archive {id: 'archive'})
RETURN n.state_hash AS state_hash, n.extractor AS extractor, n.model AS model,
       n.built_at AS built_at, n.format AS format,
       coalesce(n.left_out, 0) AS left_out, coalesce(n.left_out_links, []) AS left_out_links
