"""The instructor in a real browser: `shequ teach` opens JupyterLab with a formgrader that works."""

import lab
import pytest

pytestmark = pytest.mark.browser


def test_formgrader_lists_the_chapters(chromium, tmp_path):
    with lab.served(tmp_path / "一 个 班", command="teach") as address, lab.browser_page(chromium) as page:
        page.goto(f"{address}/lab?token={lab.TOKEN}")
        lab.expect(page.locator(".lm-MenuBar-item", has_text="Nbgrader")).to_be_visible()
        lab.expect(page.locator(".lm-MenuBar-item", has_text="文件")).to_be_visible()
        page.goto(f"{address}/formgrader/manage_assignments")
        lab.expect(page.locator("table")).to_contain_text("06-four-meetings")
        lab.expect(page.locator("table")).to_contain_text("11-staff-money-rooms")
