package org.dflib.jjava.jupyter.kernel.display.mime;

/** The constants of MIME types. */
public final class MIMEType extends io.github.spencerpark.jupyter.kernel.display.mime.MIMEType {
    private MIMEType(String text) {
        super(text);
    }
}
