"""Masking of secrets and personal data, before anything is stored, spooled, sent or shown."""

from bonghwa.kernel.masking.masker import Masked, Masker
from bonghwa.kernel.masking.placeholders import PLACEHOLDER, restore
from bonghwa.kernel.masking.policy import ExtraPattern, Kind, MaskingPolicy

__all__ = ["PLACEHOLDER", "ExtraPattern", "Kind", "Masked", "Masker", "MaskingPolicy", "restore"]
