"""Causes in trust between machines: certificates and TLS."""

from bonghwa.understanding.causes.cause import Adapt, Cause, Sign, phrases
from bonghwa.understanding.causes.finding import Look

_EXPIRY = Look("tls.expiry", "read the certificate that is really served: names, issuer, dates")

CERTIFICATES = (
    Cause(
        key="tls_expired",
        severity="high",
        why="a certificate is outside its validity period",
        apart="tls_untrusted is about who signed it or which name it carries; a wrong clock (clock_skew) looks the same",
        signs=(
            Sign(
                phrases(
                    """certificate has expired | cert_has_expired | certificate expired | certificate is expired
                    | certificateexpired | certificate_expired | certificate * has expired
                    | certificate has been expired | certificate has expired or is not yet valid
                    | certificate is not yet valid | certificate_not_yet_valid | cert_not_yet_valid
                    | certificatenotyetvalid | certificatenotyetvalidexception | notafter: | validity check failed
                    | timestamp check failed | notvalidatexception | nottimevalid | err_cert_date_invalid
                    | expired certificate | expired_certificate | sec_error_expired | cert expired
                    | cert has expired | certificates expired | certificates have expired | ssl_error_expired
                    | invalidcertificate(expired) | certexpired | certnotvalidyet | expired cert
                    | certificate expiration | certificate validity | certificate was expired
                    | ssl certificate expired | outdated certificate"""
                ),
                0.95,
                unless=phrases(
                    """will expire | expires in | token | renewed | removed | deleted | expiration date:"""
                ),
            ),
            Sign(
                phrases(
                    """certificate * will expire | certificate * expires in | certificate * about to expire
                    | certificate expires"""
                ),
                0.5,
                why="a certificate is about to expire",
            ),
            Sign(
                phrases(
                    """인증서가 만료 | 인증서 만료 | 인증서의 유효 기간 | 인증서 유효기간 | 만료된 인증서 | 인증서가 아직 유효하지"""
                ),
                0.94,
            ),
            Sign(
                ("certificate * expir", "expir * certificate"),
                0.5,
                unless=("renewed", "removed", "deleted", "will expire", "expires in", "expiration date"),
            ),
        ),
        look=(
            _EXPIRY,
            Look("net.reach", "see from which hosts it fails"),
            Look("host.resources", "compare the clocks"),
        ),
        remedy="tls.renew",
        adapt=(Adapt("warning", ("will expire", "expires in", "about to expire", "만료 예정")),),
    ),
    Cause(
        key="tls_untrusted",
        severity="high",
        why="the chain or the name of a certificate is not trusted by the one who checks it",
        apart="tls_expired is about dates; tls_handshake about versions and ciphers",
        signs=(
            Sign(
                phrases(
                    """pkix path building failed | unable to find valid certification path
                    | self signed certificate | self-signed certificate | self_signed_cert
                    | depth_zero_self_signed | unable to get local issuer | unable_to_get_issuer_cert
                    | unable to get issuer | unable to verify the first certificate | unable_to_verify_leaf
                    | signed by unknown authority | <unknown ca> | unknown_ca | unknownissuer | unknownca
                    | untrustedroot | untrusted root | authority that is not trusted
                    | not trusted by the trust provider | partialchain | remotecertificatechainerrors
                    | remotecertificatenamemismatch | cert_authority_invalid | certificate issuer * not recognized
                    | issuer is not recognized | issuer certificate * not | issuer is unknown | unknown issuer
                    | unknown_issuer | sec_error_untrusted | trust anchor | no trusted certificate
                    | trustanchors parameter must be non-empty | not a trusted certificate | untrusted certificate
                    | certificate is not trusted | certificate not trusted | certificate is untrusted
                    | could not establish trust relationship | server certificate verification failed
                    | certificate signature failure | unable to authenticate the server's certificate"""
                ),
                0.95,
                unless=phrases(
                    """certificate has expired | timestamp check failed | validity check failed"""
                ),
            ),
            Sign(
                phrases(
                    """certificate verify failed | certificate_verify_failed | verify failed (
                    | ssl certificate problem | peer certificate cannot be authenticated
                    | remote certificate is invalid | certificate validation failed
                    | certificate verification failed | certificate verification error
                    | failed to verify certificate | tls: failed to verify | certificate verify error
                    | could not verify | bad certificate | certificate_unknown | certificate unknown
                    | badcertificate | bad_certificate | invalid peer certificate | invalid certificate
                    | ssl certificate error | server certificate does not match | certificate rejected
                    | validatorexception | certpathvalidatorexception | suncertpathbuilderexception"""
                ),
                0.8,
                unless=("has expired", "expired", "not yet valid"),
            ),
            Sign(
                phrases(
                    """hostname mismatch | hostname * doesn't match | does not match the target host name
                    | does not match target host | altname_invalid | altnames | no subject alternative
                    | doesn't contain any ip sans | not valid for any names | certificate is valid for *, not
                    | is not valid for ' | cert_common_name_invalid | name does not match
                    | host name * does not match the certificate | names in the certificate
                    | hostname in certificate didn't match | certificate for * doesn't match
                    | certificate is not valid for | notvalidforname | relies on legacy common name field"""
                ),
                0.88,
            ),
            Sign(
                phrases(
                    """sslhandshakeexception | sslpeerunverifiedexception | sslerror( | ssl: error
                    | authentication handshake failed"""
                ),
                0.4,
                unless=phrases(
                    """expired | protocol | no cipher | closed connection | terminated the handshake"""
                ),
            ),
            Sign(
                phrases(
                    """신뢰할 수 없는 인증서 | 인증서를 신뢰할 수 없 | 인증서를 검증할 수 없 | 인증서 검증 실패 | 인증서 검증에 실패 | 인증서 체인을 * 없
                    | 인증서 체인이 | 인증서 체인 오류 | 자체 서명 | 자체서명 | 루트 인증서를 신뢰 | 신뢰하지 않는 루트 인증서 | 신뢰 관계를 설정할 수 없
                    | 유효한 인증 경로"""
                ),
                0.92,
                unless=("만료",),
            ),
            Sign(
                (
                    "certificate * not trusted",
                    "certificate * unable",
                    "certificate * invalid",
                    "certificate * error",
                    "certificate * fail",
                    "untrusted",
                    "certificate * mismatch",
                ),
                0.45,
                unless=("expired", "not yet valid", "generated"),
            ),
        ),
        look=(
            _EXPIRY,
            Look("integrity.check", "see whether the trust store was changed"),
            Look("packages.changed", "see whether CA certificates were updated or removed"),
        ),
        adapt=(
            Adapt("warning", phrases("""remote error: tls: bad certificate | tls: unknown certificate""")),
        ),
    ),
    Cause(
        key="tls_handshake",
        severity="high",
        why="both ends could not agree on TLS: version, cipher, or one of them does not speak TLS there",
        apart="the certificate itself is not what is refused (tls_expired, tls_untrusted)",
        signs=(
            Sign(
                phrases(
                    """no protocols in common | unsupported protocol | wrong version number | no shared cipher
                    | no cipher suites in common | protocol_version | tlsv1 alert protocol version
                    | unrecognized ssl message, plaintext | first record does not look like a tls handshake
                    | http request to an https | ssl23_get_server_hello | no appropriate protocol
                    | dh key too small | unsupported_protocol | ssl_error_no_cypher_overlap | ee key too small
                    | ca md too weak | unsafe legacy renegotiation"""
                ),
                0.85,
            ),
            Sign(
                phrases(
                    """handshake_failure | handshake failure | ssl handshake failed | tls handshake error
                    | ssl_do_handshake() failed | ssl handshake failure | handshake failed"""
                ),
                0.5,
                unless=("certificate", "eof", "timeout", "authentication"),
            ),
        ),
        look=(_EXPIRY, Look("packages.changed", "see whether a TLS library or its policy was updated")),
    ),
)
