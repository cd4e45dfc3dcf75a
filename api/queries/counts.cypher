// How much there is of what people ask for first: from the count store.
RETURN COUNT { (:Document) } AS documents, COUNT { (:Case) } AS cases, COUNT { (:Person) } AS persons,
       COUNT { (:Organization) } AS organizations
