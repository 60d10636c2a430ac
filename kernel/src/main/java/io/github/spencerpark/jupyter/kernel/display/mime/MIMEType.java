package io.github.spencerpark.jupyter.kernel.display.mime;

/** A MIME type such as {@code text/html}; two of the same text are equal. */
public class MIMEType {
    public static final MIMEType ANY = new MIMEType("*");
    public static final MIMEType APPLICATION_JAVASCRIPT = new MIMEType("application/javascript");
    public static final MIMEType APPLICATION_JSON = new MIMEType("application/json");
    public static final MIMEType APPLICATION_PDF = new MIMEType("application/pdf");
    public static final MIMEType APPLICATION_XML = new MIMEType("application/xml");
    public static final MIMEType IMAGE_GIF = new MIMEType("image/gif");
    public static final MIMEType IMAGE_JPEG = new MIMEType("image/jpeg");
    public static final MIMEType IMAGE_PNG = new MIMEType("image/png");
    public static final MIMEType IMAGE_SVG = new MIMEType("image/svg+xml");
    public static final MIMEType TEXT_CSS = new MIMEType("text/css");
    public static final MIMEType TEXT_HTML = new MIMEType("text/html");
    public static final MIMEType TEXT_LATEX = new MIMEType("text/latex");
    public static final MIMEType TEXT_MARKDOWN = new MIMEType("text/markdown");
    public static final MIMEType TEXT_PLAIN = new MIMEType("text/plain");

    private final String text;

    /** For {@link #parse} and a class of the same constants under another name. */
    protected MIMEType(String text) {
        this.text = text;
    }

    /** The type of that text. */
    public static MIMEType parse(String text) {
        return new MIMEType(text.strip());
    }

    /** Whether {@code type} is this type, or this stands for all, or for all of its group. */
    public boolean covers(MIMEType type) {
        boolean all = text.equals("*") || text.equals("*/*");
        boolean group =
                text.endsWith("/*") && type.text.startsWith(text.substring(0, text.length() - 1));
        return all || group || text.equals(type.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MIMEType type && text.equals(type.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
