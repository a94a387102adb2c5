"""What only a person can see: they are asked, and their word is recorded as theirs."""

from linebench.bdd.actual import CLAIM, expect
from linebench.bdd.asking import confirm
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import OPERATOR
from linebench.bdd.phrase import then
from linebench.binding.asking.question import CONFIRMED


@then('the operator confirms that the HMI shows "{text:name}"')
def hmi_confirmed(attempt: Attempt, text: str) -> None:
    """Claim: a person looks at the HMI and says that it shows this; their name and remark are recorded."""
    said, at = confirm(attempt, f'the HMI shows "{text}"', OPERATOR)
    expect(attempt, CLAIM, f'a person confirms: the HMI shows "{text}"', said.told, met=said.answer == CONFIRMED,
           at=[at] if at >= 0 else [])
