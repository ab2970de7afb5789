from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Families of secrets and personal data that a policy switches on or off."""

    CLOUD_KEY = "cloud-key"
    TOKEN = "token"  # noqa: S105 (the name of a family)
    PRIVATE_KEY = "private-key"
    PASSWORD = "password"  # noqa: S105 (the name of a family)
    SESSION = "session"
    WEBHOOK = "webhook"
    RESIDENT_NUMBER = "resident-number"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    IDENTITY_DOCUMENT = "identity-document"
    BANK_ACCOUNT = "bank-account"
    INTERNAL_ADDRESS = "internal-address"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class ExtraPattern:
    """A pattern of the installation's own.

    Attributes:
        label: The word shown in the placeholder: lower-case letters and hyphens, at most 32.
        pattern: A regular expression; its group ``secret``, or else the whole match, is masked.
    """

    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class MaskingPolicy:
    """What a `Masker` hides.

    Attributes:
        kinds: The families that are on; all of them by default.
        internal_addresses: Whether RFC 1918 addresses are hidden (some sites want to read them).
        allow: Exact values that are never hidden, such as a published contact address.
        allow_patterns: Regular expressions; a value that one of them matches in full is never hidden.
        extra: Patterns of the installation's own, applied beside the built-in ones.
    """

    kinds: frozenset[Kind] = frozenset(Kind)
    internal_addresses: bool = True
    allow: frozenset[str] = frozenset()
    allow_patterns: tuple[str, ...] = ()
    extra: tuple[ExtraPattern, ...] = ()

    def has(self, kind: Kind) -> bool:
        """Whether values of this kind are hidden."""
        if kind is Kind.INTERNAL_ADDRESS and not self.internal_addresses:
            return False
        return kind in self.kinds
