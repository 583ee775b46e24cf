// Which hierarchy relationships lie below these entities?
// params: entities: list - entity ids
// returns: child_id, child_name, child_label, parent_id, parent_name, parent_label, relation_id, type, confidence
UNWIND $entities AS top_id
MATCH (top:Entity {id: top_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(parent:Entity)
WITH DISTINCT parent
MATCH (parent)<-[r:@HIERARCHY {extractor: 'vocabulary'}]-(child:Entity)
RETURN child.id AS child_id, child.name AS child_name, child.label AS child_label,
       parent.id AS parent_id, parent.name AS parent_name, parent.label AS parent_label,
       r.id AS relation_id, type(r) AS type, r.confidence AS confidence
ORDER BY child_id, parent_id, relation_id
