"""The headers every answer carries, also an error and a static file (SECURITY R20, R22)."""

from django.conf import settings

# One policy without an exception: nothing inline, nothing from elsewhere. It is the same for
# every answer, so a page can be kept by a cache.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
# What a person uploaded runs nothing and reaches nothing, even if a browser opened it as a page.
POLICY_FOR_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


STRICTER = {"Referrer-Policy": "no-referrer"}  # a page may say this for itself


def security_headers(get_response):
    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            if response.headers.get(name, "") != STRICTER.get(name):
                response.headers[name] = value
        if getattr(response, "is_a_persons_file", False):
            response.headers["Content-Security-Policy"] = POLICY_FOR_FILES
        if settings.SECURE_HSTS_SECONDS:
            response.headers["Strict-Transport-Security"] = (
                f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            )
        return response

    return middleware
