"""The invented stories behind two invented measures."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.tables import story_tables
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.story import StoryDraft, tell_story


def tell_stories(founded: Founded, measures: Mapping[str, Measure], at: datetime) -> None:
    for table in story_tables():
        told = {name: value for name, value in table.items() if name != "measure"}
        lists = {name: [tuple(each) for each in told.get(name, ())] for name in ("partners", "proposals")}
        draft = StoryDraft(**{**told, **lists})
        tell_story(by=founded.chair, measure=measures[table["measure"]], draft=draft, at=at)
