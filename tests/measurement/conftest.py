from tests.measurement.data_work import enrolled, finished, invitation, open_for_two
from tests.measurement.partner_work import link, on_the_day

__all__ = ["enrolled", "finished", "invitation", "link", "on_the_day", "open_for_two"]
