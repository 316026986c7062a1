"""The training series and the roundtable: what people learnt, kept, and did with it."""
