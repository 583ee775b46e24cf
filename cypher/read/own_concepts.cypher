// Which entities did users' vocabularies give or change, and what is right above each?
// params: none
// returns: id, name, label, aliases, alias_reasons, type, parent
MATCH (archive:Archive {id: 'archive'})
WHERE archive.own_concepts > 0
MATCH (entity:Entity {own: true})
OPTIONAL MATCH (entity)-[r:@HIERARCHY {extractor: 'vocabulary'}]->(parent:Entity)
RETURN entity.id AS id, entity.name AS name, entity.label AS label, entity.aliases AS aliases,
       entity.alias_reasons AS alias_reasons, type(r) AS type, parent.id AS parent
ORDER BY id, parent
