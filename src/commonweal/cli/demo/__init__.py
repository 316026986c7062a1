"""The demo initiative. It goes in through the same doors as anybody's data: the importer and the operations.

The command `demo` uses these names of this package:

    SLUG                        the initiative's address
    build_demo(progress, at)    builds all of it, once; `progress(text, done, total)` is called as it goes
    cast()                      [(role's name, Person), …]: whom the terminal prints a sign-in link for
"""

from commonweal.cli.demo.building import SLUG, DemoResult, build_demo, cast

__all__ = ["SLUG", "DemoResult", "build_demo", "cast"]
