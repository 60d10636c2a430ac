package org.dflib.jjava.jupyter.kernel.display;

/** One result in several MIME types. */
public class DisplayData extends io.github.spencerpark.jupyter.kernel.display.DisplayData {
    public DisplayData() {}

    /** With a plain text. */
    public DisplayData(String text) {
        super(text);
    }
}
