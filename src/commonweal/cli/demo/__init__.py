"""The demo initiative. It goes in through the same doors as anybody's data: the importer and the operations.

What the command `demo` uses of this package, each from its own module, because most starts build nothing:

    people.SLUG                          the initiative's address
    people.cast()                        [(role's name, Person), …]: whom the terminal prints a sign-in link for
    building.build_demo(progress, at)    builds all of it, once; `progress(text, done, total)` is called as it goes
"""
