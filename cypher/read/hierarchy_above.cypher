// Which hierarchy relationships lie above these entities?
// params: entities: list - entity ids
// returns: child_id, child_name, child_label, parent_id, parent_name, parent_label, relation_id, type, confidence
UNWIND $entities AS bottom_id
MATCH (bottom:Entity {id: bottom_id})-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]->(child:Entity)
WITH DISTINCT child
MATCH (child)-[r:@HIERARCHY {extractor: 'vocabulary'}]->(parent:Entity)
RETURN child.id AS child_id, child.name AS child_name, child.label AS child_label,
       parent.id AS parent_id, parent.name AS parent_name, parent.label AS parent_label,
       r.id AS relation_id, type(r) AS type, r.confidence AS confidence
ORDER BY child_id, parent_id, relation_id
