import pytest

from linebench.oracle.judge import judge
from tests.oracle.story import Story


@pytest.fixture
def findings():
    """Messages of every finding of a story, by rule."""

    def run(story: Story) -> dict[str, list[str]]:
        said = judge(story.records())
        return {one.rule: [finding.message for finding in one.findings] for one in said.outcomes if one.count}

    return run
