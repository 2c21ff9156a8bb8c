"""How far an import is, on a terminal and nowhere else."""

import io

from core.exchange.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_file_bar_percent_and_rows():
    out = Terminal()
    Progress(out).step("activities.csv", 500_000, 0.5)
    assert (
        out.getvalue().split("\r")[-1]
        == "activities.csv         [###########...........]  50 %    500000 rows"
    )


def test_the_line_is_gone_at_the_end():
    out = Terminal()
    progress = Progress(out)
    progress.step("deals.csv", 7, 1.5)
    progress.end()
    assert "100 %" in out.getvalue()
    assert out.getvalue().endswith("\r")


def test_a_pipe_sees_nothing():
    out = io.StringIO()
    progress = Progress(out)
    progress.step("deals.csv", 7, 1.0)
    progress.end()
    assert out.getvalue() == ""
