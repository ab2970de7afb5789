from pathlib import Path

import pytest

from bonghwa.demo.victim.configuration import ConfigurationError, load
from bonghwa.demo.victim.installation import configuration_text

DELIVERED = configuration_text(18081, 6_000_000)

BROKEN = [
    ("tax_rate = 0.1 ", 'tax_rate = "10 %" ', "orders.tax_rate must be a number from 0 to 1, found '10 %'"),
    ("tax_rate = 0.1 ", "tax_rate = 10 ", "found 10"),
    ("tax_rate = 0.1 ", "tax_rate = nan ", "found nan"),
    ("tax_rate = 0.1 ", "tax_rate = true ", "found True"),
    ("tax_rate = 0.1 ", "", "found nothing"),
    ("port = 18081", "port = 0", "worker.port must be a whole number from 1 to 65535"),
    ("port = 18081", "port = true", "worker.port"),
    ("[worker]", "worker = 3\n[other]", "worker.port"),
    ("quota_bytes = 6000000", "quota_bytes = 1.5", "log.quota_bytes"),
    ("https://", "http://", "orders.payment_address must be an https address"),
    ("[orders]", "[orders", "cannot read conf/shop.toml: "),
]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "conf" / "shop.toml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return path


def test_the_delivered_configuration_is_good(tmp_path: Path) -> None:
    configuration = load(written(tmp_path, DELIVERED))
    assert (configuration.port, configuration.tax_rate, configuration.quota_bytes) == (18081, 0.1, 6_000_000)


@pytest.mark.parametrize(("good", "bad", "said"), BROKEN)
def test_a_bad_value_is_named_with_its_file_and_what_is_wanted(
    tmp_path: Path, good: str, bad: str, said: str
) -> None:
    assert good in DELIVERED
    with pytest.raises(ConfigurationError) as caught:
        load(written(tmp_path, DELIVERED.replace(good, bad, 1)))
    assert said in str(caught.value)
    assert "conf/shop.toml" in str(caught.value)


def test_a_missing_or_binary_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot read conf/shop\.toml"):
        load(tmp_path / "conf" / "shop.toml")
    path = written(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"cannot read conf/shop\.toml"):
        load(path)
