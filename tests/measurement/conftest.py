from tests.measurement.data_work import enrolled, finished, invitation, open_for_two

__all__ = ["enrolled", "finished", "invitation", "open_for_two"]
