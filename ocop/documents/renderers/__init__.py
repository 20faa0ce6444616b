"""Pages to PDF. The only package that knows an engine for papers."""

from ocop.documents.renderers.pdf import RenderFailed, qr_code, template_version, to_certificate, to_pdf

__all__ = ["RenderFailed", "qr_code", "template_version", "to_certificate", "to_pdf"]
