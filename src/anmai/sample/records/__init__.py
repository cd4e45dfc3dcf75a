"""Made-up records beside a sample's rulings: registers, claims, payments, with planted patterns and their truth."""
