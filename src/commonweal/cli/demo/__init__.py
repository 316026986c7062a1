"""The demo initiative. It goes in through the same doors as anybody's data: the importer and the operations.

What the command `demo` uses of this package, each from its own module, because most starts build nothing:

    people.SLUG                              the initiative's address
    people.cast()                            [(role's name, Person), …]: whom the terminal prints a sign-in link for
    building.build_figures(progress, at)     builds what the first page needs; `progress(text, done, total)` is called
    building.build_the_rest(progress, at)    builds all else, which `finishing` does while the first page is served
"""
