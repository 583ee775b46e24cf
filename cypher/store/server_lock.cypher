// What does the archive's record say of who shares it, locked until the transaction ends?
// params: none
// returns: owner, numbers, joining, revision
MERGE (n:Archive {id: 'archive'})
SET n.touched = coalesce(n.touched, 0) + 1
RETURN n.owner AS owner, n.numbers AS numbers, n.joining AS joining,
       n.touched AS revision
