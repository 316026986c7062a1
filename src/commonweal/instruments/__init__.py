"""Questions as data: instruments, the surveys that ask them, the answers, and who may read what of them."""
