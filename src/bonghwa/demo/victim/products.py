from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """One thing on sale; `price` is net, in won."""

    code: str
    name: str
    price: int


PRODUCTS = (
    Product("barley-tea", "보리차", 3200),
    Product("hanji-notebook", "한지 공책", 8900),
    Product("brass-spoon", "놋숟가락", 24000),
    Product("rice-cake", "백설기", 5400),
    Product("beacon-lamp", "봉수대 등", 67000),
)
