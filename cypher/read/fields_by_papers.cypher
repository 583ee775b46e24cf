// Which fields have most papers?
// params: limit: int = 40 - at most so many
// returns: id, name, papers
MATCH (paper:Paper)-[:IN_DOMAIN]->(field:Domain)
WITH field, count(DISTINCT paper) AS papers
RETURN field.id AS id, field.name AS name, papers
ORDER BY papers DESC, id
LIMIT $limit
